import type { ChannelCapabilities } from '../domain/channel';
import type { ChannelAnswer, LegKind } from '../domain/refund-leg';
import type { Minor } from '../domain/money';

export type { ChannelCapabilities } from '../domain/channel';

/** A leg as it goes out. The same key always carries the same request. */
export interface LegRequest {
  readonly shopId: string;
  readonly legId: string;
  readonly orderId: string;
  readonly kind: LegKind;
  /** The provider's id of the payment that is refunded or voided; of a payout, the payment that it gives back. */
  readonly sourceId: string;
  /** Whole amount of that payment, minor units: some channels want it said with every refund. */
  readonly sourceAmount: Minor;
  /** Minor units, above zero. */
  readonly amount: Minor;
  readonly currency: string;
  readonly idempotencyKey: string;
  /** The channel's own id of the refund, once known. */
  readonly providerRef?: string;
  /** Where a payout goes; what is behind it is never stored with the request. */
  readonly destinationId?: string;
  readonly signal?: AbortSignal;
}

/** A refund as the provider's own books have it. */
export interface ProviderRefund {
  readonly providerRef: string;
  /** Our idempotency key or our leg's id, where the provider keeps it; absent: not made by us. */
  readonly reference?: string;
  readonly sourceId: string;
  /** Minor units. */
  readonly amount: Minor;
  readonly currency: string;
  readonly outcome: 'succeeded' | 'pending' | 'failed' | 'closed';
  readonly at: Date;
}

/** What the provider says of a payment, read anew. */
export type PaymentReading =
  /** `captureId` where the provider's id of the capture is another than that of the authorization. */
  | { readonly state: 'captured'; readonly captureId: string; readonly amount: Minor; readonly currency: string }
  | { readonly state: 'authorized' | 'capturing' | 'voided' }
  | { readonly state: 'unknown'; readonly code: string };

/**
 * One way that money goes back. Faults come back as values: a time-out, a reset, a 5xx or an unreadable or unverifiable
 * 2xx is `ambiguous`; `not_sent` only where no byte can have reached the channel.
 */
export interface RefundChannel {
  readonly capabilities: ChannelCapabilities;
  /** Sends the leg; safe to repeat with the same request. */
  submit: (request: LegRequest) => Promise<ChannelAnswer>;
  /** Asks what became of a leg that was sent. */
  query: (request: LegRequest) => Promise<ChannelAnswer>;
  /** Reads a payment anew, where the channel can: was it captured meanwhile? */
  readPayment?: (ask: {
    readonly sourceId: string;
    readonly currency: string;
    readonly signal?: AbortSignal;
  }) => Promise<PaymentReading>;
  /** The provider's refunds of a time, for reconciliation; absent where it has no such list. */
  listRefunds?: (period: {
    readonly from: Date;
    readonly to: Date;
    readonly signal?: AbortSignal;
  }) => AsyncIterable<ProviderRefund>;
}
