import type { ChannelAnswer, LegKind } from '../domain/refund-leg';
import type { Minor } from '../domain/money';

/** What a channel can do, as data. Sources: docs/channels. */
export interface ChannelCapabilities {
  readonly channel: string;
  readonly partial: boolean;
  /** How the same request is recognised, and for how long, ms; Infinity for ever. */
  readonly keyRetentionMs: number;
  readonly keyMaxLength: number;
  readonly queryMode: 'ownRef' | 'providerRef' | 'list' | 'none';
  /** First query no sooner than this after a submit, ms. */
  readonly firstQueryDelayMs: number;
  readonly completion: 'sync' | 'async';
  /** Days until the customer has the money: [soonest, latest]. */
  readonly arrivalDays: readonly [number, number];
}

/** A leg as it goes out. The same key always carries the same request. */
export interface LegRequest {
  readonly legId: string;
  readonly kind: LegKind;
  /** The provider's id of the payment that is refunded or voided. */
  readonly sourceId: string;
  readonly amount: Minor;
  readonly currency: string;
  readonly idempotencyKey: string;
  readonly providerRef?: string;
  readonly signal?: AbortSignal;
}

/** One way that money goes back. Faults come back as values: a time-out, a reset, a 5xx or an unreadable 2xx is `ambiguous`. */
export interface RefundChannel {
  readonly capabilities: ChannelCapabilities;
  /** Sends the leg; safe to repeat with the same request. */
  submit: (request: LegRequest) => Promise<ChannelAnswer>;
  /** Asks what became of a leg that was sent. */
  query: (request: LegRequest) => Promise<ChannelAnswer>;
}
