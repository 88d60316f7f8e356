import { nextRuling, rulingClock } from '../../src/domain/arbitration';
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

/** The clock that runs, and what happens when it is over: a merchant's, a customer's who has an offer, an arbiter's, or a parcel's on its way back. */
function clockOf(run: Run): Pick<CancellationView, 'deadline' | 'onTimeout'> {
  const { offer } = run.standing;
  if (run.state === 'OFFERED') return offer === undefined ? {} : { deadline: offer.deadline };
  if (run.state === 'AWAITING_RETURN') return run.returnUntil === undefined ? {} : { deadline: run.returnUntil };
  if (run.state === 'ARBITRATION') return rulingClock(nextRuling(run.standing.parts)?.arbitration);
  const next = run.state === 'AWAITING_DECISION' ? nextDeadline(run) : undefined;
  return next?.deadline === undefined ? {} : { deadline: next.deadline, onTimeout: next.onTimeout };
}

/** What the run knows, in the words that `explain` takes. */
export function viewOf(run: Run): CancellationView {
  const { input, state, waitingOn, accepted, stuck, denial } = run;
  const { offer } = run.standing;
  const { escalates, reopening } = input;
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
    ...clockOf(run),
    ...(denial === undefined ? {} : { denial: denial.code }),
    ...(stuck === undefined ? {} : { stuck }),
    mayWithdraw: accepted !== undefined && !run.pastPivot && !run.withdrawn,
    ...(offer === undefined ? {} : { offer, mayAnswerOffer: offer.state === 'OPEN' && !run.withdrawn }),
    ...(accepted?.statutory === true ? { statutory: true } : {}),
    ...(escalates === undefined
      ? {}
      : { escalation: { escalates, ...(reopening === undefined ? {} : { reopens: true as const }) } }),
  };
}
