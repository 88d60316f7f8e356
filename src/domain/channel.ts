import type { LegKind } from './refund-leg';

/**
 * What a channel can do and what it insists on, as data that the engine obeys. Sources: docs/channels. Times are ms,
 * Infinity means for ever or no limit.
 */
export interface ChannelCapabilities {
  readonly channel: string;
  /** What it can carry out. */
  readonly kinds: readonly LegKind[];
  /** Can less than a whole capture be refunded? */
  readonly partial: boolean;
  /** Most refunds of one capture; Infinity where none is known. */
  readonly maxRefunds: number;
  /** Between two refunds of one capture. */
  readonly minIntervalMs: number;
  /** After the capture, a refund is refused; Infinity where none is known. */
  readonly windowMs: number;
  /** Calls a second, of all workers together. */
  readonly callsPerSecond: number;
  /** ISO 4217 codes that it refunds; absent: any that it was paid in. */
  readonly currencies?: readonly string[];
  /** How the same request is recognised, and for how long. */
  readonly keyRetentionMs: number;
  readonly keyMaxLength: number;
  /**
   * Every character of a key must be one of these: the inside of a regular expression's class, such as `0-9A-Za-z_-`.
   */
  readonly keyCharset: string;
  /** ownRef: by our own reference; list: by a list of the payment's refunds, matched; none: only by its messages. */
  readonly queryMode: 'ownRef' | 'providerRef' | 'list' | 'none';
  /** First query no sooner than this after a submit. */
  readonly firstQueryDelayMs: number;
  readonly completion: 'sync' | 'async';
  /** Our own books: credited in the transaction that records the answer, nothing is called. */
  readonly own?: true;
  /** How its messages are signed, and how old one may be; absent: it sends none that we can check. */
  readonly webhook?: { readonly scheme: string; readonly toleranceMs: number };
  /** What it is reconciled by. */
  readonly reconcile: 'list' | 'query' | 'statement' | 'own' | 'none';
  /** Days until the customer has the money: [soonest, latest]. */
  readonly arrivalDays: readonly [number, number];
  /** These are days on which banks work, Monday to Friday; left out: calendar days. */
  readonly arrivalInBusinessDays?: true;
}
