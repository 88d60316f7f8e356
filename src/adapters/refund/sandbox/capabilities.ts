import type { ChannelCapabilities } from '../../../domain/channel';

/**
 * What the sandbox payment provider can do: docs/sandbox.md. It keeps keys for ever;
 * some methods settle later, by webhook.
 */
export const SANDBOX_CAPABILITIES: ChannelCapabilities = {
  channel: 'sandbox',
  kinds: ['refund', 'void'],
  partial: true,
  maxRefunds: Infinity,
  minIntervalMs: 0,
  windowMs: Infinity,
  callsPerSecond: 500,
  keyRetentionMs: Infinity,
  keyMaxLength: 255,
  keyCharset: '0-9A-Za-z_-',
  queryMode: 'ownRef',
  firstQueryDelayMs: 1_000,
  completion: 'async',
  webhook: { scheme: 'HMAC-SHA256 over timestamp and body', toleranceMs: 300_000 },
  reconcile: 'list',
  arrivalDays: [5, 10],
};
