import type { ChannelCapabilities } from '../../../domain/channel';

const DAY_MS = 24 * 3_600_000;

/**
 * What Stripe can do: docs/channels/stripe.md says where each figure is from. Keys may be forgotten once they are 24
 * hours old; from then on a leg is found again by the list of its payment's refunds and the key in their metadata.
 */
export const STRIPE_CAPABILITIES: ChannelCapabilities = {
  channel: 'stripe',
  kinds: ['refund', 'void'],
  partial: true,
  maxRefunds: Infinity,
  minIntervalMs: 0,
  windowMs: Infinity,
  callsPerSecond: 25,
  keyRetentionMs: DAY_MS,
  keyMaxLength: 255,
  keyCharset: '0-9A-Za-z_-',
  queryMode: 'list',
  firstQueryDelayMs: 1_000,
  completion: 'async',
  webhook: { scheme: 'Stripe-Signature v1 (HMAC-SHA256)', toleranceMs: 300_000 },
  reconcile: 'list',
  arrivalDays: [5, 10],
  arrivalInBusinessDays: true,
};
