import type { CancellationState, Role, WaitingOn } from './cancellation';
import type { DecisionOutcome, RejectionReason } from './decision';
import type { LegKind, LegState } from './refund-leg';
import type { Minor } from './money';
import type { Offer } from './offer';
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
  /** ISO 8601; absent where no merchant is asked, and while its clock stands still for an offer. */
  readonly deadline?: string;
  /** What happens when its clock runs out. */
  readonly onTimeout?: TimeoutOutcome;
  /** The merchant itself may put off its deadline by so much at most. */
  readonly extendable?: { readonly minutes: number };
  /** Why it was rejected, by its code. */
  readonly rejectionReason?: RejectionReason;
  /** What the merchant wrote to the customer. From the database alone: no workflow knows it. */
  readonly message?: string;
  /** What an arbiter wrote to his ruling: for staff, and from the database alone. */
  readonly rulingNote?: string;
}

/** A document that was shown to support one side: where it is in its owner's files, never the document itself. */
export interface EvidenceView {
  readonly evidenceId: string;
  readonly kind: string;
  readonly reference: string;
  readonly sha256?: string;
  /** From the database alone: no workflow knows it. */
  readonly note?: string;
  readonly by: Role;
  /** Whose it is, where a merchant has shown it. */
  readonly merchantId?: string;
  /** ISO 8601. */
  readonly at: string;
}

/** How a cancellation and the rejection that was taken to arbitration hang together. */
export interface EscalationView {
  /** Until when this rejection may be taken to arbitration, ISO 8601; absent where it may not, or not any more. */
  readonly allowedUntil?: string;
  /** The cancellation that took this rejection to arbitration. */
  readonly escalatedBy?: string;
  /** The rejected cancellation that this one takes to arbitration. */
  readonly escalates?: string;
  /** What was written when it was taken there: for staff and merchants, and from the database alone. */
  readonly reason?: string;
  /** `escalatedBy` decides it again, because two persons have reopened it. */
  readonly reopened?: true;
  /** `escalates` is decided again by this one, because two persons have reopened it. */
  readonly reopens?: true;
  /** Why somebody wants it, or wanted it, decided again: for staff, and from the database alone. */
  readonly reopeningReason?: string;
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
  /** Of several merchants': what comes back for each one's units, minor units. For merchants' own views, and told to nobody as it is. */
  readonly shares?: Readonly<Record<string, Minor>>;
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
  /** The merchant's counter-offer, if there was one; its note only where the database is read. */
  readonly offer?: Offer & { readonly note?: string };
  /** The offer stands, and the customer may accept or decline it. */
  readonly mayAnswerOffer?: boolean;
  /** A right to withdraw: no approval, no offer, no fee. */
  readonly statutory?: true;
  readonly escalation?: EscalationView;
  /** For staff and merchants; left out where there is none. */
  readonly evidence?: readonly EvidenceView[];
}
