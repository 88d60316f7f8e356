import type { ChannelCapabilities } from '../../../domain/channel';

const DAY_MS = 86_400_000;

/**
 * What Adyen can do (Checkout v72, docs/channels/adyen.md). Its answer is a receipt, the end comes by
 * webhook alone: there is nothing to ask, and no list. Its signature has no time in it, so a message is
 * never too old; the inbox tells repetitions.
 */
export const ADYEN_CAPABILITIES: ChannelCapabilities = {
  channel: 'adyen',
  kinds: ['refund', 'void'],
  partial: true,
  maxRefunds: Infinity,
  minIntervalMs: 0,
  windowMs: Infinity,
  callsPerSecond: 10,
  keyRetentionMs: 7 * DAY_MS,
  keyMaxLength: 64,
  keyCharset: '0-9A-Za-z_-',
  queryMode: 'none',
  firstQueryDelayMs: 60_000,
  completion: 'async',
  webhook: { scheme: 'HMAC-SHA256 of eight fields', toleranceMs: Infinity },
  reconcile: 'statement',
  arrivalDays: [1, 40],
  arrivalInBusinessDays: true,
};
