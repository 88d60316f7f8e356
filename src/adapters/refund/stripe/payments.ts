import type Stripe from 'stripe';
import { z } from 'zod';
import type { PaymentReading } from '../../../ports/refund-channel';
import { fromStripeAmount } from './minor-units';
import { UnreadableAnswer } from './unreadable-answer';

const paymentIntentSchema = z.object({
  id: z.string(),
  status: z.string(),
  amount: z.int(),
  amount_received: z.int().nullish(),
  currency: z.string(),
});

const chargeSchema = z.object({
  id: z.string(),
  amount: z.int(),
  /** Absent before 2020-08-27. */
  amount_captured: z.int().nullish(),
  captured: z.boolean(),
  refunded: z.boolean(),
  status: z.string(),
  currency: z.string(),
});

/** A payment as both of Stripe's kinds show it. Amounts are Stripe's. */
export interface StripePayment {
  readonly id: string;
  readonly state: 'captured' | 'authorized' | 'capturing' | 'voided' | 'unknown';
  readonly status: string;
  readonly amount: number;
  readonly captured: number;
  readonly currency: string;
}

/**
 * What a payment's id names: a payment intent, a charge (`py_` for those that are no
 * card's), or nothing that can be refunded.
 */
export function kindOfPayment(sourceId: string): 'payment_intent' | 'charge' | undefined {
  if (/^pi_\w+$/.test(sourceId)) return 'payment_intent';
  return /^(ch|py)_\w+$/.test(sourceId) ? 'charge' : undefined;
}

/** @throws UnreadableAnswer for an answer that is no payment; Stripe's own errors */
export async function retrievePayment(stripe: Stripe, sourceId: string): Promise<StripePayment> {
  if (kindOfPayment(sourceId) === 'payment_intent') {
    return toPayment(await stripe.paymentIntents.retrieve(sourceId), sourceId);
  }
  return toPayment(await stripe.charges.retrieve(sourceId), sourceId);
}

/** @throws UnreadableAnswer for an answer that is no payment, or another one */
export function toPayment(object: object, sourceId: string): StripePayment {
  const isIntent = kindOfPayment(sourceId) === 'payment_intent';
  const payment = (isIntent ? paymentIntentSchema.transform(fromIntent) : chargeSchema.transform(fromCharge)).safeParse(
    object,
  ).data;
  if (payment?.id !== sourceId) throw new UnreadableAnswer('No payment, or another one');
  return payment;
}

const INTENT_STATES: Readonly<Record<string, StripePayment['state']>> = {
  succeeded: 'captured',
  requires_capture: 'authorized',
  processing: 'capturing',
  canceled: 'voided',
};

function fromIntent({ amount_received, ...intent }: z.infer<typeof paymentIntentSchema>): StripePayment {
  const captured = amount_received ?? 0;
  // Captured in part and then cancelled is money that came in.
  const state = intent.status === 'canceled' && captured > 0 ? 'captured' : INTENT_STATES[intent.status];
  return { ...intent, state: state ?? 'unknown', captured };
}

function fromCharge({ amount_captured, captured, refunded, ...charge }: z.infer<typeof chargeSchema>): StripePayment {
  const amount = amount_captured ?? charge.amount;
  if (captured) return { ...charge, state: 'captured', captured: amount };
  const open = charge.status === 'pending' ? 'capturing' : charge.status === 'succeeded' ? 'authorized' : 'unknown';
  return { ...charge, state: refunded ? 'voided' : open, captured: 0 };
}

/** The payment as the engine reads it; an amount that our minor units can't express is unknown. */
export function toReading({ id, state, status, captured, currency }: StripePayment): PaymentReading {
  if (state === 'unknown') return { state, code: /^\w{1,64}$/.test(status) ? status : 'STATUS_UNKNOWN' };
  if (state !== 'captured') return { state };
  const money = fromStripeAmount(captured, currency);
  return money === undefined
    ? { state: 'unknown', code: 'AMOUNT_NOT_EXPRESSIBLE' }
    : { state, captureId: id, ...money };
}
