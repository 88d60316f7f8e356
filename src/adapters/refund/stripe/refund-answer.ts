import { z } from 'zod';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest } from '../../../ports/refund-channel';
import { fromStripeAmount } from './minor-units';

/** Under these names Stripe keeps what a refund of ours is for. Its limit is 500 characters a value. */
export const METADATA = { key: 'rescind_key', leg: 'rescind_leg', payment: 'rescind_payment' } as const;

const id = z.string().min(1).max(128);
/** A reference that Stripe may give as an id or, where it was told to, as the whole object. */
export const reference = z.union([id, z.object({ id }).transform((object) => object.id)]).nullish();
const word = z.string().regex(/^\w{1,64}$/);

/** A refund, as far as it matters; nothing of it is personal. */
export const refundSchema = z.object({
  id,
  amount: z.int(),
  currency: z.string().regex(/^[a-z]{3}$/i),
  charge: reference,
  payment_intent: reference,
  /** Null or another word: one that Stripe had not documented when this was written. */
  status: z.string().nullish(),
  failure_reason: word.nullish().catch(undefined),
  pending_reason: word.nullish().catch(undefined),
  metadata: z.record(z.string(), z.string()).nullish(),
  created: z.int(),
});

export type StripeRefund = z.infer<typeof refundSchema>;

/**
 * The id by which our books have the refunded payment: the one that we sent, else the payment intent, else the charge.
 */
export function paymentOf({ charge, payment_intent, metadata }: Omit<StripeRefund, 'status'>): string | undefined {
  const ours = metadata?.[METADATA.payment];
  if (ours !== undefined && (ours === charge || ours === payment_intent)) return ours;
  return payment_intent ?? charge ?? undefined;
}

/**
 * What a refund of Stripe's says about a leg. One that contradicts the leg is `mismatch`, whatever its status: it is
 * looked at, not believed. A refund that failed because its payment is disputed leaves the leg `disputed`.
 */
export function toRefundAnswer(refund: StripeRefund, leg: LegRequest): ChannelAnswer {
  const contradiction = contradictionOf(refund, leg);
  return contradiction === undefined
    ? toOutcome(refund)
    : { outcome: 'mismatch', providerRef: refund.id, code: contradiction };
}

/**
 * What a refund says of itself. `succeeded` may still turn to `failed` later, when the
 * customer's bank sends the money back.
 */
export function toOutcome({ id, status, failure_reason, pending_reason }: StripeRefund): ChannelAnswer {
  switch (status) {
    case 'succeeded':
    case 'requires_action':
      return { outcome: status, providerRef: id };
    case 'pending':
      return { outcome: 'pending', providerRef: id, ...(pending_reason && { code: pending_reason }) };
    case 'canceled':
      return { outcome: 'closed', providerRef: id, code: 'canceled' };
    case 'failed': {
      const outcome = failure_reason === 'charge_for_pending_refund_disputed' ? 'disputed' : 'failed';
      return { outcome, providerRef: id, code: failure_reason ?? 'unknown' };
    }
    default:
      return { outcome: 'ambiguous', providerRef: id, code: 'STATUS_UNKNOWN' };
  }
}

function contradictionOf(refund: StripeRefund, leg: LegRequest): string | undefined {
  const money = fromStripeAmount(refund.amount, refund.currency);
  if (refund.metadata?.[METADATA.key] !== leg.idempotencyKey) return 'REFERENCE_MISMATCH';
  if (refund.charge !== leg.sourceId && refund.payment_intent !== leg.sourceId) return 'PAYMENT_MISMATCH';
  if (money?.currency !== leg.currency) return 'CURRENCY_MISMATCH';
  if (money.amount !== leg.amount) return 'AMOUNT_MISMATCH';
  if (leg.providerRef !== undefined && refund.id !== leg.providerRef) return 'REFUND_ID_MISMATCH';
  return undefined;
}
