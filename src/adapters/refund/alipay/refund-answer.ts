import { z } from 'zod';
import type { Minor } from '../../../domain/money';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest } from '../../../ports/refund-channel';
import { toFen } from './amount';

const yuan = z.string().transform((text, context) => {
  const fen = toFen(text);
  if (fen !== undefined) return fen;
  context.addIssue({ code: 'custom', message: 'is no amount' });
  return z.NEVER;
});

/**
 * The answer to a refund. `refund_fee` is everything that was returned of the trade so far,
 * not this refund. Who paid is not read.
 */
const submittedSchema = z.object({
  trade_no: z.string().min(1),
  out_trade_no: z.string(),
  fund_change: z.string().optional(),
  refund_fee: yuan,
});

/** The answer to a question for a refund; without `refund_status` it was not received, or failed. */
const foundSchema = z.object({
  trade_no: z.string().optional(),
  out_trade_no: z.string().optional(),
  out_request_no: z.string().optional(),
  refund_status: z.string().optional(),
  refund_amount: yuan.optional(),
  total_amount: yuan.optional(),
});

const UNREADABLE: ChannelAnswer = { outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' };

/** A payment is named by Alipay's own number, which is 28 digits, or by the shop's order number. */
export function namesOf(sourceId: string): { readonly trade_no: string } | { readonly out_trade_no: string } {
  return /^\d{28}$/.test(sourceId) ? { trade_no: sourceId } : { out_trade_no: sourceId };
}

/** Alipay gives a refund no number of its own: the trade's, which the customer sees, and ours. */
export function refundIdOf(tradeNo: string, outRequestNo: string): string {
  return `${tradeNo}/${outRequestNo}`;
}

/**
 * What a verified answer to a refund says. Only `fund_change` Y is a success; undefined where a query must tell: the
 * money did not move by this call, so that it has moved by an earlier one, or not at all.
 */
export function toSubmitAnswer(body: unknown, leg: LegRequest): ChannelAnswer | undefined {
  const read = submittedSchema.safeParse(body);
  if (!read.success) return UNREADABLE;
  const { trade_no, fund_change, refund_fee } = read.data;
  const providerRef = refundIdOf(trade_no, leg.idempotencyKey);
  if (!isOf(leg, read.data)) return { outcome: 'mismatch', providerRef, code: 'PAYMENT_MISMATCH' };
  if (fund_change !== 'Y') return undefined;
  const possible = refund_fee >= leg.amount && refund_fee <= leg.sourceAmount;
  return possible
    ? { outcome: 'succeeded', providerRef }
    : { outcome: 'mismatch', providerRef, code: 'AMOUNT_MISMATCH' };
}

/** A refund that Alipay knows. */
interface AlipayRefund {
  readonly tradeNo: string;
  readonly outTradeNo: string;
  readonly outRequestNo: string;
  /** Of this refund alone, fen. */
  readonly amount: Minor;
  /** Of the whole trade, fen. */
  readonly total: Minor;
}

/** Reads the answer to a question for one refund. */
export function readRefund(body: unknown): AlipayRefund | 'NOT_FOUND' | 'UNREADABLE' {
  const read = foundSchema.safeParse(body);
  if (!read.success) return 'UNREADABLE';
  const { trade_no, out_trade_no, out_request_no, refund_status, refund_amount, total_amount } = read.data;
  if (refund_status === undefined) return 'NOT_FOUND';
  if (refund_status !== 'REFUND_SUCCESS' || trade_no === undefined || out_trade_no === undefined) return 'UNREADABLE';
  if (out_request_no === undefined || refund_amount === undefined || total_amount === undefined) return 'UNREADABLE';
  return {
    tradeNo: trade_no,
    outTradeNo: out_trade_no,
    outRequestNo: out_request_no,
    amount: refund_amount,
    total: total_amount,
  };
}

/** What the verified answer to a query says about a leg; one that contradicts the leg is looked at, not believed. */
export function toQueryAnswer(body: unknown, leg: LegRequest): ChannelAnswer {
  const refund = readRefund(body);
  if (refund === 'UNREADABLE') return UNREADABLE;
  if (refund === 'NOT_FOUND') return { outcome: 'not_found', code: 'REFUND_NOT_FOUND' };
  const contradiction = contradictionOf(refund, leg);
  const providerRef = refundIdOf(refund.tradeNo, refund.outRequestNo);
  return contradiction === undefined
    ? { outcome: 'succeeded', providerRef }
    : { outcome: 'mismatch', providerRef, code: contradiction };
}

function contradictionOf(
  { tradeNo, outTradeNo, outRequestNo, amount, total }: AlipayRefund,
  leg: LegRequest,
): string | undefined {
  if (outRequestNo !== leg.idempotencyKey) return 'REFERENCE_MISMATCH';
  if (!isOf(leg, { trade_no: tradeNo, out_trade_no: outTradeNo })) return 'PAYMENT_MISMATCH';
  if (amount !== leg.amount) return 'AMOUNT_MISMATCH';
  if (total !== leg.sourceAmount) return 'TOTAL_MISMATCH';
  // Yuan is all that is asked for: an amount is sent without a currency.
  if (leg.currency !== 'CNY') return 'CURRENCY_MISMATCH';
  return undefined;
}

function isOf({ sourceId }: LegRequest, trade: { readonly trade_no: string; readonly out_trade_no: string }): boolean {
  return ('trade_no' in namesOf(sourceId) ? trade.trade_no : trade.out_trade_no) === sourceId;
}
