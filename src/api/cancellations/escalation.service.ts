import { Inject, Injectable } from '@nestjs/common';
import { toEscalation } from '../../client/to-escalation';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import { API_PARTS, type ApiParts } from '../api-parts';
import { orProblem, problemOf } from '../problem/problem';
import type { EscalationAnswer, EscalationBody, EvidenceAnswer, EvidenceBody } from './escalation.schemas';
import { openLinked } from './open-linked';

@Injectable()
export class EscalationService {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Opens the one cancellation that takes a rejection to arbitration, or tells of it again. */
  async escalate(
    caller: KeyIdentity,
    cancellationId: string,
    { reason: text }: EscalationBody,
  ): Promise<EscalationAnswer> {
    const { shopId, actor } = caller;
    const { escalations } = this.parts;
    const prepared = orProblem(await escalations.prepare({ shopId, cancellationId, actor }));
    const opened =
      prepared.outcome === 'opened'
        ? prepared
        : await openLinked(this.parts, caller, toEscalation({ cancellationId, escalated: prepared.escalated }, caller));
    const ref = { shopId, cancellationId: opened.cancellationId };
    if (text !== undefined) await escalations.keepReason({ ...ref, text, actor });
    const view = await this.parts.reader.readView(ref);
    if (view === undefined) throw problemOf(refused('CANCELLATION_NOT_FOUND'));
    const { state, deadline } = view;
    return {
      outcome: 'opened',
      cancellationId: opened.cancellationId,
      escalates: cancellationId,
      state,
      ...(deadline === undefined ? {} : { deadline }),
    };
  }

  async addEvidence(caller: KeyIdentity, cancellationId: string, evidence: EvidenceBody): Promise<EvidenceAnswer> {
    const { shopId, actor, merchantId } = caller;
    const whose = actor.role === 'merchant' && merchantId !== undefined ? { merchantId } : {};
    return orProblem(await this.parts.escalations.addEvidence({ shopId, cancellationId, actor, ...whose, evidence }));
  }
}
