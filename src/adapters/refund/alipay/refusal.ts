import type { ChannelAnswer } from '../../../domain/refund-leg';

/** Nothing is wrong with the leg: it can't be done now, the same request may go through later. */
const BLOCKING = ['ACQ.SELLER_BALANCE_NOT_ENOUGH', 'ACQ.REASON_TRADE_BEEN_FREEZEN'];

/** Another amount went out under this number: what became of that one is not known. */
const CONTRADICTING = ['ACQ.DISCORDANT_REPEAT_REQUEST'];

/**
 * Refused for ever, once a query has shown that the number is not known. Any other
 * refusal is not understood, and is no proof.
 */
const PERMANENT = [
  'ACQ.INVALID_PARAMETER',
  'ACQ.TRADE_NOT_EXIST',
  'ACQ.TRADE_HAS_FINISHED',
  'ACQ.TRADE_HAS_CLOSE',
  'ACQ.TRADE_STATUS_ERROR',
  'ACQ.TRADE_NOT_ALLOW_REFUND',
  'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL',
  'ACQ.REASON_TRADE_REFUND_FEE_ERR',
  'ACQ.REFUND_FEE_ERROR',
  'ACQ.NOT_ALLOW_PARTIAL_REFUND',
  'ACQ.ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND',
  'ACQ.BUYER_NOT_EXIST',
  'ACQ.BUYER_ERROR',
];

/** What a refusal of a refund says at once; undefined where a query must prove that it is for ever. */
export function toRefusalAnswer(code: string): ChannelAnswer | undefined {
  if (BLOCKING.includes(code)) return { outcome: 'blocked', code };
  if (CONTRADICTING.includes(code)) return { outcome: 'mismatch', code };
  // ACQ.SYSTEM_ERROR among them: it may have been done.
  return PERMANENT.includes(code) ? undefined : { outcome: 'ambiguous', code };
}
