import type { CancellationView } from '../../src/domain/cancellation-view';
import { refundStateOf } from '../../src/domain/cancellation-progress';
import type { Part } from '../../activities/contract';
import type { Run } from './run';

/** The pending part whose clock runs out first. */
export function nextDeadline(run: Run): Part | undefined {
  return run.standing.parts
    .filter(({ decision, deadline }) => decision === 'PENDING' && deadline !== undefined)
    .sort((a, b) => (a.deadline ?? '').localeCompare(b.deadline ?? ''))[0];
}

/** What the run knows, in the words that `explain` takes. */
export function viewOf(run: Run): CancellationView {
  const { input, state, waitingOn, accepted, stuck, denial } = run;
  const next = state === 'AWAITING_DECISION' ? nextDeadline(run) : undefined;
  return {
    cancellationId: input.cancellationId,
    orderId: input.orderId,
    state,
    waitingOn,
    reason: input.reason,
    currency: accepted?.quote.currency ?? 'XXX',
    refund: run.refund,
    fee: run.fee,
    ...(run.giftSpent === 0 ? {} : { giftSpent: run.giftSpent }),
    whole: run.whole,
    refundState: stuck === undefined ? refundStateOf(run.legs) : 'NEEDS_ATTENTION',
    parts: run.standing.parts,
    legs: run.legs,
    ...(next?.deadline === undefined ? {} : { deadline: next.deadline, onTimeout: next.onTimeout }),
    ...(denial === undefined ? {} : { denial: denial.code }),
    ...(stuck === undefined ? {} : { stuck }),
    mayWithdraw: accepted !== undefined && !run.pastPivot && !run.withdrawn,
  };
}
