import { ACTIVE_STATES, type CancellationState } from './cancellation';
import type { LegState } from './refund-leg';
import { ACCEPTED_STATES, FINAL_STATES, RELEASING_STATES } from './refund-leg';
import type { OrderReading, OrderState, OrderUnit, RefundState } from './order';
import type { PartView } from './cancellation-view';

/** A leg, and which other one does what it, proven failed, could not. */
export interface LegProgress {
  readonly state: LegState;
  readonly replacedBy?: string;
  /** The money had arrived and came back. */
  readonly returned?: true;
}

const ATTENTION: readonly LegState[] = ['BLOCKED', 'DISPUTED', 'REVIEW', ...RELEASING_STATES];

/**
 * Where a cancellation stands by its merchants' parts: open while one has to decide, then by what is left of those that
 * did not reject. INTERCEPTING stands for approved: what comes next, parcel or money, is the workflow's to know.
 */
export function stateOfParts(parts: readonly Pick<PartView, 'decision'>[]): CancellationState {
  const decisions = parts.map(({ decision }) => decision);
  if (decisions.length === 0) return 'REQUESTED';
  if (decisions.includes('PENDING')) return 'AWAITING_DECISION';
  if (decisions.includes('ESCALATED')) return 'ARBITRATION';
  if (decisions.includes('AWAITING_RETURN')) return 'AWAITING_RETURN';
  if (decisions.includes('APPROVED')) return 'INTERCEPTING';
  return decisions.includes('NOT_STOPPED') ? 'NOT_STOPPED' : 'REJECTED';
}

/**
 * What an order may say of its refunds. A leg that waits for somebody, or failed and was not replaced, needs attention.
 */
export function refundStateOf(legs: readonly LegProgress[]): RefundState {
  const live = liveLegs(legs);
  if (live.length === 0) return 'NONE';
  if (live.some(({ state, returned }) => ATTENTION.includes(state) || returned === true)) return 'NEEDS_ATTENTION';
  return isFinal(live) ? 'COMPLETED' : 'IN_PROGRESS';
}

/** Has every channel taken on its leg? Enough for CLOSED. True where there is nothing to return. */
export function isAccepted(legs: readonly LegProgress[]): boolean {
  return liveLegs(legs).every(({ state }) => (ACCEPTED_STATES as readonly LegState[]).includes(state));
}

/**
 * Is every leg at its end, and every failed one, and every one that came back, replaced? Enough for SETTLED. True where
 * there is nothing to return.
 */
export function isFinal(legs: readonly LegProgress[]): boolean {
  return liveLegs(legs).every(
    ({ state, returned }) =>
      returned !== true &&
      (FINAL_STATES as readonly LegState[]).includes(state) &&
      !(RELEASING_STATES as readonly LegState[]).includes(state),
  );
}

/**
 * What the order book says of an order: never "cancelled" without its refund state. `legs` are those of all
 * its cancellations; `latest` is its latest cancellation, which tells what units can't: that one is under
 * way, or what an order without lines is.
 */
export function orderReadingOf(book: {
  readonly units: readonly Pick<OrderUnit, 'state'>[];
  readonly legs: readonly LegProgress[];
  readonly latest?: { readonly state: CancellationState; readonly wasClosed: boolean };
}): OrderReading {
  return { state: orderStateOf(book), refund: refundStateOf(book.legs) };
}

function orderStateOf({ units, latest }: Omit<Parameters<typeof orderReadingOf>[0], 'legs'>): OrderState {
  const isUnderWay = latest !== undefined && !latest.wasClosed && ACTIVE_STATES.includes(latest.state);
  if (isUnderWay || units.some(({ state }) => state === 'HELD')) return 'CANCELLING';
  if (units.length === 0) return latest?.wasClosed === true ? 'CANCELLED' : 'OPEN';
  if (units.every(({ state }) => state === 'CANCELLED')) return 'CANCELLED';
  return units.some(({ state }) => state === 'CANCELLED') ? 'PARTIALLY_CANCELLED' : 'OPEN';
}

function liveLegs(legs: readonly LegProgress[]): LegProgress[] {
  return legs.filter(({ replacedBy }) => replacedBy === undefined);
}
