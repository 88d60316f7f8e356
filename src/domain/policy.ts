import type { BenefitPolicy } from './benefits';
import type { Fault } from './reasons';
import type { Minor } from './money';

export type TimeoutOutcome = 'APPROVE' | 'REJECT' | 'ESCALATE';
/** What happens when nobody has ruled in time: a person is called, or the case is decided one way or the other. */
export type ArbitrationTimeout = 'NEEDS_HUMAN' | 'APPROVED' | 'UPHELD';
export type NotStoppedOutcome = 'END' | 'AWAIT_RETURN' | 'NEEDS_HUMAN';
export type ShippingFeeRule = 'NONE' | 'PRORATED';
export type TenderOrder = 'PROPORTIONAL' | 'GIFT_FIRST' | 'CARD_FIRST' | 'REVERSE_OF_PAYMENT';
export type StockRule = 'RELEASE' | 'RETURN_TO_SHELF' | 'WRITE_OFF';

/** One row of the fee ladder (R7): it is charged from its age on until a later row for the same fault begins. */
export interface FeeStep {
  /** From this age of the order on, whole minutes. */
  readonly fromMinutes: number;
  /** Percent of the units' refund, in basis points (100 = 1 %). */
  readonly basisPoints: number;
  /** Fixed part, minor units. */
  readonly fixed: Minor;
  /** Never more than this, minor units; null for no cap. */
  readonly cap: Minor | null;
  readonly faults: readonly Fault[];
}

/**
 * A merchant's rules, as data. Versioned, copied with its hash on every request, so that a
 * later change never alters a running one.
 */
export interface Policy {
  readonly policyId: string;
  readonly version: number;
  /** How long after placing an order may a cancellation be asked for, minutes; null for no limit. */
  readonly requestWindowMinutes: number | null;
  /** Inside this age of the order it is approved by rule, minutes; 0 for no grace. */
  readonly graceMinutes: number;
  readonly approvalNeeded: boolean;
  /** The merchant's time to decide, ms of business time when `businessHoursOnly`, else of wall time. */
  readonly decisionMs: number;
  readonly businessHoursOnly: boolean;
  readonly onTimeout: TimeoutOutcome;
  readonly onNotStopped: NotStoppedOutcome;
  /** May a parcel that the carrier already has be stopped? If not, its units can't be cancelled (ORDER_SHIPPED). */
  readonly interceptInTransit: boolean;
  /** How long a parcel that could not be stopped may take to come back under AWAIT_RETURN, ms. */
  readonly returnMs: number;
  /** May some lines or units be cancelled, or only the whole order? */
  readonly partsCancellable: boolean;
  readonly shippingFee: ShippingFeeRule;
  readonly tenderOrder: TenderOrder;
  readonly stock: StockRule;
  readonly fees: readonly FeeStep[];
  /** A customer's time to answer a counter-offer, ms of wall time; 0: none may be made. Left out: 24 hours. */
  readonly offerMs?: number;
  /**
   * By how much a merchant may put off its own deadline, once, minutes of the clock's
   * kind of time. 0 or left out: not at all.
   */
  readonly extensionMinutes?: number;
  /**
   * Left out: `DEFAULT_BENEFIT_POLICY`, so that policies from before there were
   * benefits keep their meaning and their hash.
   */
  readonly benefits?: BenefitPolicy;
  /** An arbiter's time to rule on an escalated part, ms of wall time. Left out: 72 hours. */
  readonly arbitrationMs?: number;
  /** Left out: a person is called. */
  readonly onArbitrationTimeout?: ArbitrationTimeout;
  /** How long after a rejection it may be escalated, minutes; 0: never. Left out: 7 days. */
  readonly escalationWindowMinutes?: number;
  /**
   * Within so many days of placing the order a customer's withdrawal is a right: no approval, no offer, no fee. 0 or
   * left out: no such right.
   */
  readonly statutoryWithdrawalDays?: number;
  /**
   * A customer may ask again until so many requests for an order were rejected or
   * withdrawn. Left out: as often as they like.
   */
  readonly maxRequests?: number;
}
