import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest } from '../../../ports/refund-channel';
import { fromPaypalMoney } from './money';
import { parentOf, refundSchema, type PaypalRefund } from './resources';

/** PayPal's states of a refund; CANCELLED: taken back before any money moved. */
export const REFUND_OUTCOMES = {
  COMPLETED: 'succeeded',
  PENDING: 'pending',
  FAILED: 'failed',
  CANCELLED: 'closed',
} as const satisfies Record<PaypalRefund['status'], ChannelAnswer['outcome']>;

/**
 * What a refund of PayPal's says of a leg. One that contradicts it in amount, currency, capture,
 * reference or id is `mismatch`, whatever its state; one that does not say these things is `ambiguous`,
 * with its id, so that it can be asked for.
 */
export function toRefundAnswer(body: unknown, leg: LegRequest): ChannelAnswer {
  const { data: refund } = refundSchema.safeParse(body);
  if (refund === undefined) return { outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' };
  const parent = parentOf(refund, 'captures');
  if (refund.amount === undefined || parent === undefined) {
    return { outcome: 'ambiguous', providerRef: refund.id, code: 'UNVERIFIABLE_ANSWER' };
  }
  const contradiction = contradictionOf({ ...refund, amount: refund.amount, parent }, leg);
  if (contradiction !== undefined) return { outcome: 'mismatch', providerRef: refund.id, code: contradiction };
  const outcome = REFUND_OUTCOMES[refund.status];
  return {
    outcome,
    providerRef: refund.id,
    ...((outcome === 'failed' || outcome === 'closed') && { code: `REFUND_${refund.status}` }),
  };
}

interface ToldRefund extends PaypalRefund {
  readonly amount: NonNullable<PaypalRefund['amount']>;
  readonly parent: string;
}

function contradictionOf(refund: ToldRefund, leg: LegRequest): string | undefined {
  if (refund.parent !== leg.sourceId) return 'PAYMENT_MISMATCH';
  if (refund.amount.currency_code !== leg.currency) return 'CURRENCY_MISMATCH';
  if (fromPaypalMoney(refund.amount) !== leg.amount) return 'AMOUNT_MISMATCH';
  if ((refund.custom_id ?? leg.idempotencyKey) !== leg.idempotencyKey) return 'REFERENCE_MISMATCH';
  if (leg.providerRef !== undefined && refund.id !== leg.providerRef) return 'REFUND_ID_MISMATCH';
  return undefined;
}
