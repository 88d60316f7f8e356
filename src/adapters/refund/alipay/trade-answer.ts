import { z } from 'zod';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest, PaymentReading } from '../../../ports/refund-channel';
import { toFen } from './amount';
import { namesOf } from './refund-answer';

/**
 * A trade as Alipay has it, yuan. Closed with a date of payment, it was paid and
 * refunded in full; without one, never paid.
 */
const tradeSchema = z.object({
  trade_no: z.string().min(1),
  out_trade_no: z.string(),
  trade_status: z.enum(['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED']),
  total_amount: z.string(),
  send_pay_date: z.string().optional(),
});

type Trade = z.infer<typeof tradeSchema>;

const UNREADABLE = 'UNREADABLE_ANSWER';

function stateOf({ trade_status, send_pay_date }: Trade): 'captured' | 'authorized' | 'voided' {
  if (trade_status === 'WAIT_BUYER_PAY') return 'authorized';
  return trade_status === 'TRADE_CLOSED' && send_pay_date === undefined ? 'voided' : 'captured';
}

/**
 * What Alipay says of a payment: WAIT_BUYER_PAY, a trade that nobody has paid yet, is what is `authorized` elsewhere.
 */
export function toPaymentReading(body: unknown): PaymentReading {
  const read = tradeSchema.safeParse(body);
  const amount = read.success ? toFen(read.data.total_amount) : undefined;
  if (!read.success || amount === undefined) return { state: 'unknown', code: UNREADABLE };
  const state = stateOf(read.data);
  return state === 'captured' ? { state, captureId: read.data.trade_no, amount, currency: 'CNY' } : { state };
}

/** What a trade says about a leg that closes it. Paid meanwhile: the void has failed, a refund must follow. */
export function toVoidAnswer(body: unknown, leg: LegRequest): ChannelAnswer {
  const read = tradeSchema.safeParse(body);
  if (!read.success) return { outcome: 'ambiguous', code: UNREADABLE };
  const trade = read.data;
  const name = 'trade_no' in namesOf(leg.sourceId) ? trade.trade_no : trade.out_trade_no;
  if (name !== leg.sourceId) return { outcome: 'mismatch', code: 'PAYMENT_MISMATCH' };
  if (toFen(trade.total_amount) !== leg.amount) return { outcome: 'mismatch', code: 'AMOUNT_MISMATCH' };
  switch (stateOf(trade)) {
    case 'captured':
      return { outcome: 'failed', code: 'ALREADY_CAPTURED' };
    case 'voided':
      return { outcome: 'succeeded', providerRef: trade.trade_no };
    case 'authorized':
      return { outcome: 'not_found', code: 'NOT_VOIDED' };
  }
}
