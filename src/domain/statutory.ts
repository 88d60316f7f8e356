import type { Policy } from './policy';

const MINUTES_A_DAY = 1_440;

/**
 * Does a customer's request at this age of the order, minutes, use a right of withdrawal that no merchant can refuse?
 * At the very end of the last day it still does; 0 days, or none given, is no such right. Sources: Directive
 * 2011/83/EU, article 9 (14 days after delivery, and any time before it), China's Consumer Protection Law, article 25
 * (7 days after receipt). Counted from the order's placing, the one time that is known before anything is delivered:
 * what is delivered is returned, not cancelled. Whoever gives a reason all the same loses nothing by it.
 */
export function isStatutory(
  { statutoryWithdrawalDays = 0 }: Pick<Policy, 'statutoryWithdrawalDays'>,
  ageMinutes: number,
): boolean {
  return statutoryWithdrawalDays > 0 && ageMinutes <= statutoryWithdrawalDays * MINUTES_A_DAY;
}
