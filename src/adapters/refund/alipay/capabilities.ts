import type { ChannelCapabilities } from '../../../domain/channel';

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

/** Days after the payment in which it can be refunded where the contract says nothing else. */
const DEFAULT_WINDOW_DAYS = 365;

/** After a submit, before a query means anything; also how long to wait before another look. */
export const QUERY_DELAY_MS = 10 * SECOND_MS;

/**
 * How old a forwarded message may be: Alipay itself sends again for 25 hours, and a shop's own queue may
 * stand over a weekend. A message older than that tells nothing that a query would not; a younger one
 * that is repeated is known by its id.
 */
export const MESSAGE_MAX_AGE_MS = 3 * DAY_MS;

/**
 * What Alipay can do; sources in docs/channels/alipay.md. No rate is published for refunds: ten a second are taken as
 * polite. A refund's number is known within its trade for ever. `windowDays` is the contract's.
 */
export function alipayCapabilities(windowDays = DEFAULT_WINDOW_DAYS): ChannelCapabilities {
  return {
    channel: 'alipay',
    kinds: ['refund', 'void'],
    partial: true,
    maxRefunds: Infinity,
    minIntervalMs: 3 * SECOND_MS,
    windowMs: windowDays * DAY_MS,
    callsPerSecond: 10,
    currencies: ['CNY'],
    keyRetentionMs: Infinity,
    keyMaxLength: 64,
    keyCharset: '0-9A-Za-z_-',
    queryMode: 'ownRef',
    firstQueryDelayMs: QUERY_DELAY_MS,
    completion: 'sync',
    webhook: { scheme: 'RSA2', toleranceMs: MESSAGE_MAX_AGE_MS },
    reconcile: 'query',
    arrivalDays: [0, 10],
  };
}
