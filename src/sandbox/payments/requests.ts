import { z } from 'zod';

const id = z.string().min(1).max(128);
const currency = z.string().regex(/^[A-Z]{3}$/);

const payment = z.strictObject({
  id,
  /** Minor units. */
  amount: z.int().min(0),
  currency,
  method: z.string().regex(/^[a-z_]{1,32}$/),
  state: z.enum(['captured', 'authorized']).default('captured'),
});

export const paymentRequest = payment;

export const batchRequest = z.strictObject({ payments: z.array(payment).min(1).max(1_000) });

/** `amount` in minor units; whether it may be refunded is for the rules to say. `reference` is the caller's own id. */
export const refundRequest = z.strictObject({ payment: id, amount: z.int(), currency, reference: id });

export const voidRequest = z.strictObject({ reference: id });
