import { Inject, Injectable } from '@nestjs/common';
import { RescindUnavailable } from '../../client/rescind-unavailable';
import { toEscalation } from '../../client/to-escalation';
import { answerTo } from '../../client/to-request';
import { refused } from '../../domain/refusals';
import type { CancellationRequest, RequestAccepted } from '../../domain/request';
import type { KeyIdentity } from '../../ports/api-key-store';
import { API_PARTS, type ApiParts } from '../api-parts';
import { isRefusal, orProblem, problemOf } from '../problem/problem';
import type { EscalationAnswer, EscalationBody, EvidenceAnswer, EvidenceBody } from './escalation.schemas';

const RETRY_AFTER_MS = 1_000;

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
        : await this.open(caller, toEscalation({ cancellationId, escalated: prepared.escalated }, caller));
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

  private async open(caller: KeyIdentity, request: CancellationRequest): Promise<RequestAccepted> {
    const door = this.parts.temporal(caller, 'answer');
    // A run that closes while it is asked has stored the answer: the next one gives it.
    const first = await door.request(request);
    const answer = first === 'closed' ? await door.request(request) : first;
    if (answer === 'closed') throw new RescindUnavailable('WORKER', RETRY_AFTER_MS);
    const given = answerTo(request, answer);
    if (isRefusal(given)) throw problemOf(given, { cancellationId: given.cancellationId, ...given.details });
    return orProblem(given);
  }
}
