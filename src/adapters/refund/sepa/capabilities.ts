import type { ChannelCapabilities } from '../../../ports/refund-channel';

const HOUR_MS = 3_600_000;

/** Most that one SEPA credit transfer carries, cents (EPC125-05, from memory). */
export const MOST_CENTS = 99_999_999_999;

/**
 * SEPA credit transfers in files that two persons send. A transfer is ours until its file goes out and is told by its
 * EndToEndId ever after, so a key is known for ever. Days: a transfer arrives by the next business day
 * (docs/channels/sepa.md), after the two persons' day.
 */
export const SEPA_CAPABILITIES: ChannelCapabilities = {
  channel: 'sepa',
  kinds: ['payout'],
  partial: true,
  maxRefunds: Infinity,
  minIntervalMs: 0,
  windowMs: Infinity,
  callsPerSecond: 50,
  currencies: ['EUR'],
  keyRetentionMs: Infinity,
  keyMaxLength: 40,
  keyCharset: '0-9a-z-',
  queryMode: 'ownRef',
  firstQueryDelayMs: HOUR_MS,
  completion: 'async',
  reconcile: 'statement',
  arrivalDays: [1, 3],
};
