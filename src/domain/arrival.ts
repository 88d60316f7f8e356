import { isFinal } from './cancellation-progress';
import type { Arrival, LegView } from './cancellation-view';
import { ACCEPTED_STATES, type LegState } from './refund-leg';

const DAY_MS = 24 * 3_600_000;

type Leg = Pick<LegView, 'state' | 'kind' | 'expectedBy' | 'replacedBy'>;

/** The day of an instant, UTC, as `2026-03-11`. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/**
 * The day by which the customer should have it: the latest of the channel's own days, counted from the day
 * (UTC) after the channel took it on. Where they are business days, Saturdays and Sundays do not count;
 * holidays of banks are not known and count.
 */
export function expectedDay(
  acceptedAt: Date,
  promise: { readonly arrivalDays: readonly [number, number]; readonly inBusinessDays?: true },
): string {
  const [, latest] = promise.arrivalDays;
  if (promise.inBusinessDays !== true) return dayOf(new Date(acceptedAt.getTime() + latest * DAY_MS));
  let day = acceptedAt;
  for (let left = latest; left > 0;) {
    day = new Date(day.getTime() + DAY_MS);
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) left -= 1;
  }
  return dayOf(day);
}

/**
 * Is the promised day over, while the leg is not at its end? A failed one is at its end once another has replaced it.
 */
export function isLate({ state, expectedBy, replacedBy }: Leg, today: string): boolean {
  if (expectedBy === undefined || replacedBy !== undefined) return false;
  return today > expectedBy.slice(0, 10) && !isFinal([{ state }]);
}

/**
 * Says it in one word. `today` is a day as `dayOf` has it; left out, nothing is late and nothing that has a day to come
 * has arrived: a channel that has finished may still need its days until the money is on the customer's account.
 */
export function arrivalOf(leg: Leg, today?: string): Arrival {
  const { state, kind, expectedBy, replacedBy } = leg;
  if (replacedBy !== undefined) return 'REPLACED';
  if (state === 'MANUAL') return 'PAID_ANOTHER_WAY';
  if (state === 'SUCCEEDED') {
    const isThere = expectedBy === undefined || (today !== undefined && today >= expectedBy.slice(0, 10));
    if (!isThere) return 'ON_ITS_WAY';
    return kind === 'payout' ? 'PAID_ANOTHER_WAY' : 'ARRIVED';
  }
  if (UNDER_WAY.includes(state)) return 'BEING_SENT';
  if (!(ACCEPTED_STATES as readonly LegState[]).includes(state)) return 'NEEDS_ATTENTION';
  return today !== undefined && isLate(leg, today) ? 'LATE' : 'ON_ITS_WAY';
}

const UNDER_WAY: readonly LegState[] = ['PLANNED', 'SUBMITTED', 'AMBIGUOUS'];
