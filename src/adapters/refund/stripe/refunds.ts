import type Stripe from 'stripe';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest } from '../../../ports/refund-channel';
import { toOpenAnswer } from '../open-answer';
import { asking, UNREADABLE } from './asking';
import { toStripeAmount } from './minor-units';
import { kindOfPayment } from './payments';
import { readStripeFailure } from './read-failure';
import { METADATA, refundSchema, toRefundAnswer, type StripeRefund } from './refund-answer';
import { refundPages } from './refund-pages';

/** The customer's bank holds the payment: refunding it too would pay twice. */
const DISPUTED = ['charge_disputed', 'refund_disputed_payment'];
/** Nothing is wrong with the leg: the account can't do it now, the same request may go through later. */
const BLOCKED = ['balance_insufficient', 'insufficient_funds'];
/** Refused because of what was refunded before: maybe this very leg. */
const TOO_LATE = ['charge_already_refunded', 'invalid_amount', 'charge_not_refundable'];

/**
 * Refunds a leg under its key. An amount, currency or payment that Stripe can't
 * express is `failed`, and nothing is sent.
 * @throws AdapterFault when Stripe refuses our key or can't read our request
 */
export async function submitRefund(stripe: Stripe, leg: LegRequest): Promise<ChannelAnswer> {
  const kind = kindOfPayment(leg.sourceId);
  const amount = toStripeAmount(leg.amount, leg.currency);
  if (kind === undefined) return { outcome: 'failed', code: 'PAYMENT_ID_UNKNOWN' };
  if (amount === undefined) return { outcome: 'failed', code: 'AMOUNT_NOT_EXPRESSIBLE' };
  const metadata = {
    [METADATA.key]: leg.idempotencyKey,
    [METADATA.leg]: leg.legId.slice(0, 500),
    [METADATA.payment]: leg.sourceId,
  };
  try {
    const params = { [kind]: leg.sourceId, amount, metadata };
    const refund = refundSchema.safeParse(await stripe.refunds.create(params, { idempotencyKey: leg.idempotencyKey }));
    return refund.success ? toRefundAnswer(refund.data, leg) : UNREADABLE;
  } catch (error) {
    const failure = readStripeFailure(error);
    return failure.kind === 'refused' ? toRefusal(stripe, leg, failure.code) : toOpenAnswer(failure);
  }
}

async function toRefusal(stripe: Stripe, leg: LegRequest, code: string): Promise<ChannelAnswer> {
  // Another request went out under this key: what became of that one is not known.
  if (code === 'idempotency_error') return { outcome: 'mismatch', code };
  if (DISPUTED.includes(code)) return { outcome: 'disputed', code };
  if (BLOCKED.includes(code)) return { outcome: 'blocked', code };
  if (!TOO_LATE.includes(code)) return { outcome: 'failed', code };
  // "Already refunded" is no success by itself: only a refund that carries this leg's key is this leg's.
  const found = await queryRefund(stripe, leg);
  return found.outcome === 'not_found' ? { outcome: 'failed', code } : found;
}

/**
 * Finds the leg's refund among its payment's, by the key in the metadata: also long after Stripe has forgotten the key.
 * @throws AdapterFault when Stripe refuses our key or can't read our request
 */
export function queryRefund(stripe: Stripe, leg: LegRequest): Promise<ChannelAnswer> {
  const kind = kindOfPayment(leg.sourceId);
  if (kind === undefined) return Promise.resolve({ outcome: 'not_found', code: 'PAYMENT_ID_UNKNOWN' });
  return asking(async () => {
    const found: StripeRefund[] = [];
    for await (const page of refundPages(stripe, { [kind]: leg.sourceId })) {
      found.push(...page.filter(({ metadata }) => metadata?.[METADATA.key] === leg.idempotencyKey));
    }
    const [refund, another] = found;
    if (refund === undefined) return { outcome: 'not_found' };
    if (another !== undefined) return { outcome: 'mismatch', providerRef: refund.id, code: 'REFUNDED_TWICE' };
    return toRefundAnswer(refund, leg);
  });
}
