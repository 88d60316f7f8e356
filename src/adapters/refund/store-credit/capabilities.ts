import type { ChannelCapabilities } from '../../../domain/channel';

/** What holds for every balance in our own books: nothing is called, so that nothing is slow, lost or forgotten. */
export const OWN_BOOKS = {
  partial: true,
  maxRefunds: Infinity,
  minIntervalMs: 0,
  windowMs: Infinity,
  callsPerSecond: 500,
  keyRetentionMs: Infinity,
  keyMaxLength: 64,
  keyCharset: '0-9A-Za-z_-',
  queryMode: 'ownRef',
  firstQueryDelayMs: 0,
  completion: 'sync',
  own: true,
  reconcile: 'own',
  arrivalDays: [0, 0],
} as const satisfies Omit<ChannelCapabilities, 'channel' | 'kinds'>;

/**
 * Back to what the customer has at the shop; also where money goes that can't go back where it came from:
 * docs/channels/store-credit.md.
 */
export const STORE_CREDIT_CAPABILITIES: ChannelCapabilities = {
  ...OWN_BOOKS,
  channel: 'store-credit',
  kinds: ['refund', 'payout'],
};
