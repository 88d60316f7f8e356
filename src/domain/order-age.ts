import type { Order } from './order';
import type { Policy } from './policy';

const MS_A_MINUTE = 60_000;

/** How old an order is, minutes with fractions; 0 for one that is dated later than `now`. */
export function ageMinutesOf(order: Pick<Order, 'placedAt'>, now: Date): number {
  return Math.max(0, now.getTime() - order.placedAt.getTime()) / MS_A_MINUTE;
}

/** Is an order of this age, minutes, inside the merchant's grace? At its very end it still is; a grace of 0 is none. */
export function insideGrace(policy: Pick<Policy, 'graceMinutes'>, ageMinutes: number): boolean {
  return policy.graceMinutes > 0 && ageMinutes <= policy.graceMinutes;
}
