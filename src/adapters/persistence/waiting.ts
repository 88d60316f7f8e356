import type { CancellationState, WaitingOn } from '../../domain/cancellation';
import type { Standing } from '../../ports/cancellation-book';

/**
 * The state after a decision: it waits while somebody is asked, or thinks about an offer, goes to an arbiter when
 * somebody escalated, to the carrier when approved units are in parcels, and else stays until commit or end moves it.
 */
export function stateAfter(state: CancellationState, standing: Standing): CancellationState {
  if (!standing.decided) return standing.offer?.state === 'OPEN' ? 'OFFERED' : 'AWAITING_DECISION';
  if (standing.parts.some(({ decision }) => decision === 'ESCALATED')) return 'ARBITRATION';
  return standing.parcels.length > 0 ? 'INTERCEPTING' : state;
}

const WAITING: Readonly<Partial<Record<CancellationState, WaitingOn>>> = {
  OFFERED: 'CUSTOMER',
  INTERCEPTING: 'CARRIER',
  AWAITING_RETURN: 'CUSTOMER',
  REFUNDING: 'PAYMENT',
  CLOSED: 'PAYMENT',
  REPAIRING: 'PAYMENT',
  NEEDS_HUMAN: 'OPERATOR',
};

/**
 * On whom a cancellation in this state waits. Once all is decided and no parcel is out,
 * money is next, if anything was approved.
 */
export function waitingOnOf(state: CancellationState, { parts, decided }: Standing): WaitingOn {
  const known = WAITING[state];
  if (known !== undefined) return known;
  if (state === 'REQUESTED' || state === 'AWAITING_DECISION' || state === 'ARBITRATION') {
    if (!decided) return 'MERCHANT';
    if (parts.some(({ decision }) => decision === 'ESCALATED')) return 'OPERATOR';
    return parts.some(({ decision }) => decision === 'APPROVED') ? 'PAYMENT' : 'NONE';
  }
  return 'NONE';
}
