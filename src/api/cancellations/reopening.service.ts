import { Inject, Injectable } from '@nestjs/common';
import { toReopening } from '../../client/to-reopening';
import type { EndedLever } from '../../domain/lever';
import type { KeyIdentity } from '../../ports/api-key-store';
import { API_PARTS, type ApiParts } from '../api-parts';
import { orProblem } from '../problem/problem';
import type { LeverAnswerBody } from './acts.schemas';
import { openLinked } from './open-linked';

@Injectable()
export class ReopeningService {
  constructor(@Inject(API_PARTS) private readonly parts: Pick<ApiParts, 'reopenings' | 'temporal'>) {}

  /** Pulls a lever of a cancellation that has ended: asks that it is decided again, or decides on that. */
  async pull(caller: KeyIdentity, cancellationId: string, lever: EndedLever): Promise<LeverAnswerBody> {
    const ref = { shopId: caller.shopId, cancellationId };
    const { actor } = caller;
    if (lever.kind === 'reopen') {
      const { reason } = lever;
      const { approvalId, state } = orProblem(await this.parts.reopenings.ask({ ...ref, reason, actor }));
      return { outcome: 'done', state, approvalId };
    }
    const { approvalId, decision } = lever;
    const decided = orProblem(await this.parts.reopenings.decide({ ...ref, approvalId, decision, actor }));
    const { state } = decided;
    if (decided.outcome === 'closed') return { outcome: 'done', state };
    if (decided.outcome === 'opened') return { outcome: 'done', state, escalatedBy: decided.cancellationId };
    // Its key comes from the approval: after a failure here, whoever repeats the approval opens the same one.
    const request = toReopening({ cancellationId, approvalId, escalated: decided.escalated }, caller);
    const opened = await openLinked(this.parts, caller, request);
    return { outcome: 'done', state, escalatedBy: opened.cancellationId };
  }
}
