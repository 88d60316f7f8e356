import type { Minor } from '../domain/money';
import type { ChannelAnswer, LegState } from '../domain/refund-leg';
import type { CancellationRef } from './cancellation-book';
import type { ChannelCapabilities, LegRequest } from './refund-channel';
import type { RepairRef } from './repair-book';

export type { RepairRef } from './repair-book';

export interface LegRef extends CancellationRef {
  readonly legId: string;
}

/** Where a leg stands, as far as its channel needs to be told. */
export interface LegStanding {
  readonly channel: string;
  readonly state: LegState;
  readonly providerRef?: string;
  readonly code?: string;
}

export type AttemptBegun =
  /** The attempt is on record: now the call may go out. */
  | {
      readonly outcome: 'call';
      readonly call: 'submit' | 'query';
      readonly attempt: number;
      readonly channel: string;
      readonly request: Omit<LegRequest, 'signal'>;
    }
  /**
   * Too early: the channel wants more time between two refunds of one payment. Nothing was sent, nothing is on record.
   */
  | { readonly outcome: 'wait'; readonly retryAfterMs: number; readonly leg: LegStanding }
  /** Nothing to send: it is accepted, at its end, or a person's to look at. */
  | { readonly outcome: 'stored'; readonly leg: LegStanding };

/** What a channel told us by itself of a refund. */
export interface RefundEvent {
  /** Who sent it: a channel's name. With `eventId` it tells a message from its repetitions. */
  readonly source: string;
  readonly eventId: string;
  /** The message as it was read, kept with it. */
  readonly body: object;
  /** Our idempotency key, or our leg's id, as the channel gives it back. */
  readonly reference: string;
  readonly answer: ChannelAnswer;
  /** What the channel says it moved, minor units; another amount or currency than the leg's is a mismatch. */
  readonly amount?: Minor;
  readonly currency?: string;
  /** The provider's id of the payment that it moved it from; another than the leg's is a mismatch. */
  readonly sourceId?: string;
}

/** What a channel told us by itself of a payment, rather than of a refund of ours. */
export interface PaymentNews {
  readonly source: string;
  readonly eventId: string;
  readonly body: object;
  /**
   * EXTERNAL_REFUND: made in the provider's own dashboard. CAPTURED: money came in,
   * maybe after its order was cancelled.
   */
  readonly kind: 'CAPTURED' | 'CAPTURE_FAILED' | 'EXTERNAL_REFUND' | 'DISPUTE_OPENED' | 'DISPUTE_WON' | 'DISPUTE_LOST';
  /** The provider's id of the payment, as our captures have it. */
  readonly sourceId: string;
  /** The provider's id of the authorization that the payment came from, where it is another. */
  readonly authorizationId?: string;
  /** Minor units; of the refund, the dispute or the capture itself, not cumulative. */
  readonly amount: Minor;
  readonly currency: string;
  readonly happenedAt: Date;
  /**
   * The provider's own id of the refund or dispute: several messages about one count
   * once, and a refund of ours is told by it.
   */
  readonly reference?: string;
  /** Of CAPTURE_FAILED: the authorization is gone with it. */
  readonly voided?: true;
}

/** A message of a channel's, read and believed. */
export type ChannelNews = { readonly refund: RefundEvent } | { readonly payment: PaymentNews };

export type PaymentNewsReceived =
  /**
   * The order's books changed. `repair`: money that must go back, by a run of its
   * own. `signal`: a run that waits for it.
   */
  | { readonly outcome: 'applied'; readonly repair?: RepairRef; readonly signal?: CancellationRef }
  | { readonly outcome: 'ignored' }
  /** No payment of this id is known yet: kept until one is. */
  | { readonly outcome: 'parked' };

export type RefundEventReceived =
  /** The leg changed. `signal`: its run waits for that leg. `repair`: money that had arrived came back. */
  | { readonly outcome: 'applied'; readonly signal?: LegRef; readonly repair?: RepairRef }
  /** Seen before, or it changed nothing. */
  | { readonly outcome: 'ignored' }
  /** No leg has this reference yet: kept until one has. */
  | { readonly outcome: 'parked' };

/** What the database keeps of refund legs. Each is one transaction. */
export interface RefundBook {
  /**
   * Records an attempt with its whole request, to be committed before the first byte goes out. A channel that can't be
   * asked is sent the same request with the same key again, as long as it still knows the key; after that the leg is a
   * person's (REVIEW, KEY_EXPIRED).
   * @throws Error when there is no such leg; whatever `capabilitiesOf` throws.
   */
  beginAttempt: (
    ask: LegRef & { readonly call: 'submit' | 'query' },
    capabilitiesOf: (channel: string) => ChannelCapabilities,
  ) => Promise<AttemptBegun>;
  /** Records an answer, by the same rules as a webhook's: late, repeated and shuffled ones change nothing. */
  recordAnswer: (
    answered: LegRef & { readonly attempt: number; readonly answer: ChannelAnswer },
  ) => Promise<LegStanding>;
  /** Keeps a channel's message and applies it, once, in one transaction. */
  receiveEvent: (event: RefundEvent) => Promise<RefundEventReceived>;
  /** Keeps what a channel says of a payment and applies it, once, in one transaction. */
  receivePaymentNews: (news: PaymentNews) => Promise<PaymentNewsReceived>;
  /** Applies kept messages whose leg is known by now; the legs that changed and whose runs wait for them. */
  applyParked: () => Promise<readonly LegRef[]>;
}
