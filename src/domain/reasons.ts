/** Who asks. Scopes the reasons (R8). */
export type Initiator = 'CUSTOMER' | 'MERCHANT' | 'PLATFORM' | 'SYSTEM';

/** Whose doing it is: drives fee, shipping fee and seller metrics (R8). */
export type Fault = 'BUYER' | 'SELLER' | 'PLATFORM' | 'CARRIER' | 'FORCE_MAJEURE';

/** Every reason there is, who may give it, and whose fault it means. */
export const REASONS = {
  CHANGED_MIND: { initiators: ['CUSTOMER'], fault: 'BUYER' },
  ORDERED_BY_MISTAKE: { initiators: ['CUSTOMER'], fault: 'BUYER' },
  FOUND_CHEAPER: { initiators: ['CUSTOMER'], fault: 'BUYER' },
  WRONG_ADDRESS: { initiators: ['CUSTOMER'], fault: 'BUYER' },
  DELIVERY_TOO_SLOW: { initiators: ['CUSTOMER'], fault: 'SELLER' },
  OUT_OF_STOCK: { initiators: ['MERCHANT', 'PLATFORM', 'SYSTEM'], fault: 'SELLER' },
  PRICE_ERROR: { initiators: ['MERCHANT', 'PLATFORM'], fault: 'SELLER' },
  CANNOT_SHIP: { initiators: ['MERCHANT'], fault: 'SELLER' },
  FRAUD_SUSPECTED: { initiators: ['PLATFORM', 'SYSTEM'], fault: 'PLATFORM' },
  PAYMENT_TIMED_OUT: { initiators: ['SYSTEM', 'PLATFORM'], fault: 'BUYER' },
  LOST_BY_CARRIER: { initiators: ['MERCHANT', 'PLATFORM', 'SYSTEM'], fault: 'CARRIER' },
  FORCE_MAJEURE: { initiators: ['MERCHANT', 'PLATFORM'], fault: 'FORCE_MAJEURE' },
} as const satisfies Record<string, { initiators: readonly Initiator[]; fault: Fault }>;

export type Reason = keyof typeof REASONS;

export const REASON_CODES = Object.keys(REASONS) as Reason[];

/** May this party give this reason? */
export function mayGive(initiator: Initiator, reason: Reason): boolean {
  const allowed: readonly Initiator[] = REASONS[reason].initiators;
  return allowed.includes(initiator);
}

/** Whose fault a reason means. */
export function faultOf(reason: Reason): Fault {
  return REASONS[reason].fault;
}
