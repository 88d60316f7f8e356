import type { StuckCause } from '../../domain/cancellation-view';

/** Columns of a cancellation that needs no person any more. */
export const NOT_STUCK = { stuck_cause: null, stuck_step: null, stuck_since: null, stuck_from: null };

/** Causes that are about money: the refund state tells of them too. */
const MONEY: readonly StuckCause[] = [
  'REFUND_FAILED',
  'REFUND_UNRESOLVED',
  'REFUND_BLOCKED',
  'REFUND_DISPUTED',
  'REFUND_RETURNED',
  'REFUND_MISMATCH',
];

/** Is this cause about money? */
export function isAboutMoney(cause: StuckCause | null): boolean {
  return cause !== null && MONEY.includes(cause);
}
