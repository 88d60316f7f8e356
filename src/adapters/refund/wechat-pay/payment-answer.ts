import { z } from 'zod';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest, PaymentReading } from '../../../ports/refund-channel';

/** An order as WeChat Pay has it; fen. An unpaid one has no number of WeChat Pay's yet, and maybe no amount. */
const orderSchema = z.object({
  mchid: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string().optional(),
  trade_state: z.enum(['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR']),
  amount: z.object({ total: z.int().optional(), currency: z.string().optional() }).optional(),
});

const STATES = {
  SUCCESS: 'captured',
  REFUND: 'captured',
  NOTPAY: 'authorized',
  USERPAYING: 'capturing',
  CLOSED: 'voided',
  REVOKED: 'voided',
  PAYERROR: 'voided',
} as const;

const UNREADABLE = 'UNREADABLE_ANSWER';

/** What WeChat Pay says of a payment: NOTPAY, an order that nobody has paid yet, is what is `authorized` elsewhere. */
export function toPaymentReading(body: unknown): PaymentReading {
  const order = orderSchema.safeParse(body);
  if (!order.success) return { state: 'unknown', code: UNREADABLE };
  const { trade_state, transaction_id, amount } = order.data;
  const state = STATES[trade_state];
  if (state !== 'captured') return { state };
  if (transaction_id === undefined || amount?.total === undefined || amount.currency === undefined) {
    return { state: 'unknown', code: UNREADABLE };
  }
  return { state, captureId: transaction_id, amount: amount.total, currency: amount.currency };
}

/** What an order says about a leg that closes it. Paid meanwhile: the void has failed, a refund must follow. */
export function toVoidAnswer(body: unknown, leg: LegRequest): ChannelAnswer {
  const order = orderSchema.safeParse(body);
  if (!order.success) return { outcome: 'ambiguous', code: UNREADABLE };
  const { out_trade_no, trade_state, amount } = order.data;
  if (out_trade_no !== leg.sourceId) return { outcome: 'mismatch', code: 'PAYMENT_MISMATCH' };
  if ((amount?.total ?? leg.amount) !== leg.amount) return { outcome: 'mismatch', code: 'AMOUNT_MISMATCH' };
  switch (STATES[trade_state]) {
    case 'captured':
      return { outcome: 'failed', code: 'ALREADY_CAPTURED' };
    case 'voided':
      return { outcome: 'succeeded', providerRef: out_trade_no };
    case 'authorized':
      return { outcome: 'not_found', code: 'NOT_VOIDED' };
    case 'capturing':
      return { outcome: 'ambiguous', code: trade_state };
  }
}
