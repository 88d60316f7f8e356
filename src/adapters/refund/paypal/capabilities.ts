import type { ChannelCapabilities } from '../../../domain/channel';

const DAY_MS = 86_400_000;

/**
 * What PayPal can do (Payments v2, docs/channels/paypal.md). Keys live 45 days. A refund has no query by our own
 * reference: before its id is known the key is sent again. A message may be four days old, since PayPal repeats it for
 * three; the inbox tells repetitions.
 */
export const PAYPAL_CAPABILITIES: ChannelCapabilities = {
  channel: 'paypal',
  kinds: ['refund', 'void'],
  partial: true,
  maxRefunds: Infinity,
  minIntervalMs: 0,
  windowMs: 180 * DAY_MS,
  callsPerSecond: 10,
  keyRetentionMs: 45 * DAY_MS,
  keyMaxLength: 108,
  keyCharset: '0-9A-Za-z_-',
  queryMode: 'providerRef',
  firstQueryDelayMs: 5_000,
  completion: 'sync',
  webhook: { scheme: 'PayPal verify-webhook-signature', toleranceMs: 4 * DAY_MS },
  reconcile: 'list',
  arrivalDays: [0, 30],
};
