import type { CancellationState, WaitingOn } from './cancellation';
import type { DecisionOutcome } from './decision';
import type { LegKind, LegState } from './refund-leg';
import type { Minor } from './money';
import type { TimeoutOutcome } from './policy';
import type { Reason } from './reasons';
import type { RefusalCode } from './refusals';
import type { RefundState, TenderKind } from './order';

/** Why a person must look. */
export type StuckCause =
  | 'DECISION_ESCALATED'
  | 'INTERCEPTION_UNKNOWN'
  | 'PARCEL_NOT_STOPPED'
  | 'REFUND_FAILED'
  | 'REFUND_UNRESOLVED'
  | 'REFUND_BLOCKED'
  | 'REFUND_DISPUTED'
  | 'REFUND_RETURNED'
  | 'CAPTURE_IN_FLIGHT'
  | 'REFUND_MISMATCH'
  | 'COMPENSATION_FAILED'
  | 'SHOP_NOT_CLOSED'
  | 'STEP_FAILED';

export interface PartView {
  readonly merchantId: string;
  readonly decision: DecisionOutcome | 'PENDING' | 'NOT_STOPPED' | 'AWAITING_RETURN';
  /** ISO 8601; absent where no merchant is asked. */
  readonly deadline?: string;
}

/**
 * What a customer is told of one way that money comes back. BEING_SENT: no channel has taken it on yet. ON_ITS_WAY: one has, or has paid it out, and
 * the promised day is not over. LATE: that day is over and the channel has not finished. NEEDS_ATTENTION: a person works on it.
 * PAID_ANOTHER_WAY: not to what it was paid with. REPLACED: another leg does what this one could not.
 */
export type Arrival =
  'BEING_SENT' | 'ON_ITS_WAY' | 'ARRIVED' | 'LATE' | 'NEEDS_ATTENTION' | 'PAID_ANOTHER_WAY' | 'REPLACED';

export interface LegView {
  readonly legId: string;
  readonly tenderId: string;
  readonly channel: string;
  readonly kind: LegKind;
  readonly state: LegState;
  readonly amount: Minor;
  readonly providerRef?: string;
  /** Until when the customer should have it, ISO 8601 date. */
  readonly expectedBy?: string;
  /** What paid what comes back. */
  readonly tenderKind?: TenderKind;
  /** How it stands in the customer's eyes, on the day that it was read. */
  readonly arrival?: Arrival;
  /** The expected day is over, and it is not at its end. */
  readonly late?: true;
  /** The leg that does what this one, proven failed or come back, could not. */
  readonly replacedBy?: string;
  /** It had arrived and the money came back; no other leg has replaced it yet. */
  readonly returned?: true;
}

/** All that `explain` needs to say where a cancellation stands: codes, ids, amounts and times, nothing personal. */
export interface CancellationView {
  readonly cancellationId: string;
  readonly orderId: string;
  readonly state: CancellationState;
  readonly waitingOn: WaitingOn;
  readonly reason: Reason;
  readonly currency: string;
  /** What comes back, minor units. */
  readonly refund: Minor;
  /** What is kept: the cancellation fee, and what had been spent of bought gift cards. */
  readonly fee: Minor;
  /** Of the fee: spent of bought gift cards. Absent: nothing. */
  readonly giftSpent?: Minor;
  readonly whole: boolean;
  readonly refundState: RefundState;
  readonly parts: readonly PartView[];
  readonly legs: readonly LegView[];
  /** The next clock, ISO 8601. */
  readonly deadline?: string;
  /** What happens when it runs out. */
  readonly onTimeout?: TimeoutOutcome;
  readonly denial?: RefusalCode;
  readonly stuck?: { readonly cause: StuckCause; readonly since: string; readonly step?: string };
  readonly mayWithdraw: boolean;
}
