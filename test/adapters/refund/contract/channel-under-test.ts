import type { WebhookDoor } from '../../../../src/adapters/refund/refund-webhooks';
import type { LegRequest, RefundChannel } from '../../../../src/ports/refund-channel';
import type { WebhookDelivery } from '../../../../src/ports/refund-webhooks';

/** What happens to the next call that the channel makes, once. `lostAnswer`: the peer does it, the answer never arrives. */
export type Fault = 'lostAnswer' | 'resetBeforeSending' | 'rateLimited' | 'serverError' | 'garbage' | 'hugeAnswer' | 'wrongContentType';

/** A channel before its peer, as the contract drives it. Amounts are minor units. */
export interface ChannelUnderTest {
  readonly channel: RefundChannel;
  readonly currency: string;
  /** Makes a payment at the peer that can be refunded; what the contract can't know of a request comes from here. */
  readonly pay: (amount: number) => Promise<Pick<LegRequest, 'sourceId' | 'sourceAmount'> & { readonly orderId?: string }>;
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
  readonly succeeded: (leg: LegRequest, options?: { readonly eventId?: string; readonly ageMs?: number }) => Promise<WebhookDelivery>;
  /** A message that tells that this leg failed. */
  readonly failed: (leg: LegRequest, options?: { readonly eventId?: string }) => Promise<WebhookDelivery>;
  /** The same message, signed by somebody who does not have the secret. */
  readonly forged: (leg: LegRequest) => Promise<WebhookDelivery>;
  /** True where the scheme has no time in it: a stale message can't be told, only a repeated one. */
  readonly hasNoTime?: boolean;
}
