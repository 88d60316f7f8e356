import type { WebhookDoor } from '../../../../src/adapters/refund/refund-webhooks';
import type { LegRequest, RefundChannel } from '../../../../src/ports/refund-channel';
import type { WebhookDelivery } from '../../../../src/ports/refund-webhooks';

/**
 * What happens to the next call that the channel makes, once. `lostAnswer`: the peer does it, the answer never arrives.
 */
export const FAULTS = [
  'lostAnswer',
  'resetBeforeSending',
  'rateLimited',
  'serverError',
  'garbage',
  'hugeAnswer',
  'wrongContentType',
] as const;
export type Fault = (typeof FAULTS)[number];

/** A channel before its peer, as the contract drives it. Amounts are minor units. */
export interface ChannelUnderTest {
  readonly channel: RefundChannel;
  readonly currency: string;
  /** Makes a payment at the peer that can be refunded; what the contract can't know of a request comes from here. */
  readonly pay: (
    amount: number,
  ) => Promise<Pick<LegRequest, 'sourceId' | 'sourceAmount'> & { readonly orderId?: string }>;
  /** Makes a payment at the peer that is authorized and not captured, for a channel that voids. */
  readonly authorize?: ChannelUnderTest['pay'];
  /** What the peer really refunded of that payment, one entry a refund; undefined where the peer keeps no books. */
  readonly refundedAt?: (sourceId: string) => Promise<readonly number[]>;
  /** Makes a fault happen to the next call, once. A fault that can't happen to this channel is left out of `faults`. */
  readonly faults: readonly Fault[];
  readonly inject: (fault: Fault) => Promise<void>;
  /** Makes what is pending come to its end, for a channel that tells later. */
  readonly settle?: (leg: LegRequest) => Promise<void>;
  readonly webhook?: WebhooksUnderTest;
}

/** Messages as the provider would send them, made by somebody else's signer where there is one. */
export interface WebhooksUnderTest {
  readonly door: WebhookDoor;
  /** A message that tells of a success of this leg; `ageMs` makes it older. */
  readonly succeeded: (
    leg: LegRequest,
    options?: { readonly eventId?: string; readonly ageMs?: number },
  ) => Promise<WebhookDelivery>;
  /** A message that tells that this leg failed. */
  readonly failed: (leg: LegRequest, options?: { readonly eventId?: string }) => Promise<WebhookDelivery>;
  /** The same message, signed by somebody who does not have the secret. */
  readonly forged: (leg: LegRequest) => Promise<WebhookDelivery>;
  /** A message that the provider signed, about somebody else's account. */
  readonly ofAnotherAccount?: (leg: LegRequest) => Promise<WebhookDelivery>;
  /** True where the scheme has no time in it: a stale message can't be told, only a repeated one. */
  readonly hasNoTime?: boolean;
}

/**
 * What a channel or its peer may lack. Whatever is lacking is named where the channel is described; its
 * tests are then left out, a test of its own says what, and the suite fails when something is named that is
 * there, or is not there and not named.
 * - a fault: it can't happen to this channel
 * - `books`: the peer doesn't say what it refunded, so that its refunds can't be counted
 * - `keyMismatch`: the peer takes another request under the same key
 * - `severalRefunds`: a payment is refunded once only, or not twice within a test's time
 * - `void`: the peer has no payment that is authorized only
 * - `query`: the channel can't be asked; `queryUnnamed`: not without the provider's own id of the refund
 * - `webhook`, `webhookTime`, `webhookAccount`: no messages, no time in their signature, no account in them
 */
export type Lack =
  | Fault
  | 'books'
  | 'keyMismatch'
  | 'severalRefunds'
  | 'void'
  | 'query'
  | 'queryUnnamed'
  | 'webhook'
  | 'webhookTime'
  | 'webhookAccount';
