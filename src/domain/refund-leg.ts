import type { Minor } from './money';

/**
 * A refund returns a capture, a void releases an authorization, a payout goes somewhere else than the money came from.
 */
export type LegKind = 'refund' | 'void' | 'payout';

/**
 * PLANNED → SUBMITTED → PENDING | AMBIGUOUS | BLOCKED | DISPUTED → SUCCEEDED | FAILED | CLOSED | MANUAL.
 * SUBMITTED is written before the first byte goes out. FAILED and CLOSED are proven: nothing moved and nothing will.
 * DISPUTED: the customer's bank holds the payment; refunding it too would pay twice (R15).
 * MANUAL: returned by hand, recorded by a lever once the leg was proven failed.
 * REVIEW: the channel's answer contradicts the leg.
 */
export type LegState =
  | 'PLANNED'
  | 'SUBMITTED'
  | 'PENDING'
  | 'AMBIGUOUS'
  | 'BLOCKED'
  | 'DISPUTED'
  | 'REVIEW'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'CLOSED'
  | 'MANUAL';

/** Only these give the capture its amount back. */
export const RELEASING_STATES = ['FAILED', 'CLOSED'] as const satisfies readonly LegState[];

/** The channel has taken the leg on, or it is done: enough for CLOSED. */
export const ACCEPTED_STATES = ['PENDING', 'SUCCEEDED', 'MANUAL'] as const satisfies readonly LegState[];

/** Nothing more will happen to it: enough for SETTLED (a failed leg only once another has replaced it). */
export const FINAL_STATES = ['SUCCEEDED', 'FAILED', 'CLOSED', 'MANUAL'] as const satisfies readonly LegState[];

/**
 * Why a leg is CLOSED, unsent, though its channel said nothing: others have given its money back. What is left of it is
 * another leg's by then, or nobody's; of a payout it is a person's.
 */
export const GIVEN_BACK_BY_OTHERS = ['DISPUTE_LOST', 'REFUNDED_ELSEWHERE'] as const;

/** What a channel said, as a value: nothing here is thrown. */
export interface ChannelAnswer {
  readonly outcome:
    | 'succeeded'
    | 'pending'
    | 'requires_action'
    | 'failed'
    | 'closed'
    | 'not_found'
    | 'ambiguous'
    | 'blocked'
    | 'disputed'
    | 'not_sent'
    | 'rate_limited'
    | 'mismatch';
  /** The channel's own id of the refund, once known. */
  readonly providerRef?: string;
  /** Stable code of ours or of the channel's, never a sentence with personal data. */
  readonly code?: string;
  /** Ask again no sooner than this, ms. */
  readonly retryAfterMs?: number;
}

/** A leg as the plan makes it, before it is stored. */
export interface PlannedLeg {
  readonly kind: LegKind;
  readonly tenderId: string;
  readonly channel: string;
  /** The capture that is refunded, or the authorization that is voided. */
  readonly sourceId: string;
  /** Minor units, above zero. */
  readonly amount: Minor;
}
