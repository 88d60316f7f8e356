import type { ChannelCapabilities } from '../../../domain/channel';

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

/** How old, or how far ahead, a message or an answer may be: the rule of WeChat Pay's signature. */
export const TOLERANCE_MS = 300 * SECOND_MS;

/** Between two refunds of one order; also how long to wait when asked too often. */
export const SPACING_MS = 60 * SECOND_MS;

/**
 * What WeChat Pay (APIv3, domestic) can do; sources in docs/channels/wechat-pay.md. It allows 150 good
 * requests a second but only 6 bad ones, and a batch can turn out bad as a whole: five a second never trip
 * it. A refund number is known for ever.
 */
export const WECHAT_PAY_CAPABILITIES: ChannelCapabilities = {
  channel: 'wechat-pay',
  kinds: ['refund', 'void'],
  partial: true,
  maxRefunds: 50,
  minIntervalMs: SPACING_MS,
  windowMs: 365 * DAY_MS,
  callsPerSecond: 5,
  currencies: ['CNY'],
  keyRetentionMs: Infinity,
  keyMaxLength: 64,
  keyCharset: '0-9A-Za-z_|*@-',
  queryMode: 'ownRef',
  firstQueryDelayMs: 60 * SECOND_MS,
  completion: 'async',
  webhook: { scheme: 'WECHATPAY2-SHA256-RSA2048, AES-256-GCM', toleranceMs: TOLERANCE_MS },
  reconcile: 'query',
  arrivalDays: [0, 5],
};
