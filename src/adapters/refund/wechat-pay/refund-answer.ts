import { z } from 'zod';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest } from '../../../ports/refund-channel';

export const refundStatus = z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']);

/** A refund as an answer has it; amounts are fen. Where the money arrived is the customer's affair and is not read. */
const refundSchema = z.object({
  refund_id: z.string().min(1).max(64),
  out_refund_no: z.string(),
  transaction_id: z.string(),
  out_trade_no: z.string(),
  status: refundStatus,
  amount: z.object({ total: z.int(), refund: z.int(), currency: z.string() }),
});

type WechatPayRefund = z.infer<typeof refundSchema>;

/**
 * What a status says. ABNORMAL: the customer's card or account can't take the money; it is `blocked`, since the
 * same refund goes on once the merchant has handled it at WeChat Pay and may still become SUCCESS, and since
 * nothing is free to go out another way.
 */
const MEANT: Readonly<Record<z.infer<typeof refundStatus>, ChannelAnswer['outcome']>> = {
  SUCCESS: 'succeeded',
  PROCESSING: 'pending',
  CLOSED: 'closed',
  ABNORMAL: 'blocked',
};

/** The same for answers and messages. */
export function answerOfStatus(status: z.infer<typeof refundStatus>, providerRef: string): ChannelAnswer {
  const outcome = MEANT[status];
  return { outcome, providerRef, ...(outcome === 'blocked' && { code: status }) };
}

/** A payment is named by WeChat Pay's own number, which is 28 digits, or by the shop's order number. */
export function isTransactionId(sourceId: string): boolean {
  return /^\d{28}$/.test(sourceId);
}

/** What a verified 2xx says about a leg; one that contradicts the leg is looked at, not believed. */
export function toRefundAnswer(body: unknown, leg: LegRequest): ChannelAnswer {
  const refund = refundSchema.safeParse(body);
  if (!refund.success) return { outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' };
  const contradiction = contradictionOf(refund.data, leg);
  const providerRef = refund.data.refund_id;
  if (contradiction !== undefined) return { outcome: 'mismatch', providerRef, code: contradiction };
  return answerOfStatus(refund.data.status, providerRef);
}

function contradictionOf(refund: WechatPayRefund, leg: LegRequest): string | undefined {
  const payment = isTransactionId(leg.sourceId) ? refund.transaction_id : refund.out_trade_no;
  if (refund.out_refund_no !== leg.idempotencyKey) return 'REFERENCE_MISMATCH';
  if (payment !== leg.sourceId) return 'PAYMENT_MISMATCH';
  if (refund.amount.refund !== leg.amount) return 'AMOUNT_MISMATCH';
  if (refund.amount.total !== leg.sourceAmount) return 'TOTAL_MISMATCH';
  if (refund.amount.currency !== leg.currency) return 'CURRENCY_MISMATCH';
  if (leg.providerRef !== undefined && refund.refund_id !== leg.providerRef) return 'REFUND_ID_MISMATCH';
  return undefined;
}
