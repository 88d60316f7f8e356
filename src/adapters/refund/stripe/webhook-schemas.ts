import { z } from 'zod';
import { reference, refundSchema } from './refund-answer';

const id = z.string().min(1).max(128);
const currency = z.string().regex(/^[a-z]{3}$/i);

/** Every event of Stripe's. `account` is there when it is a connected account's. */
export const eventSchema = z.object({
  id,
  type: z.string(),
  created: z.int(),
  account: z.string().optional(),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
});

export type StripeEvent = z.infer<typeof eventSchema>;

/** A charge, as far as what happens to it matters. */
export const chargeSchema = z.object({
  id,
  payment_intent: reference,
  amount: z.int(),
  amount_captured: z.int().nullish(),
  currency,
  /** Only in events of accounts whose version is older than 2022-11-15. */
  refunds: z.object({ data: z.array(refundSchema) }).nullish(),
});

export const paymentIntentSchema = z.object({ id, amount_received: z.int(), currency });

export const disputeSchema = z.object({
  id,
  charge: reference,
  payment_intent: reference,
  amount: z.int(),
  currency,
  status: z.string(),
});
