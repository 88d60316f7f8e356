import { z } from 'zod';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest } from '../../../ports/refund-channel';

/** A payment as the provider shows it. */
export const paymentSchema = z.object({
  id: z.string(),
  state: z.enum(['authorized', 'captured', 'voided']),
  amount: z.int(),
  currency: z.string(),
  voidReference: z.string().optional(),
});

/** What the provider's payment says about a leg that voids it. */
export function toVoidAnswer(payment: z.infer<typeof paymentSchema>, leg: LegRequest): ChannelAnswer {
  if (payment.id !== leg.sourceId) return { outcome: 'mismatch', code: 'PAYMENT_MISMATCH' };
  if (payment.amount !== leg.amount) return { outcome: 'mismatch', code: 'AMOUNT_MISMATCH' };
  if (payment.currency !== leg.currency) return { outcome: 'mismatch', code: 'CURRENCY_MISMATCH' };
  if (payment.state === 'captured') return { outcome: 'failed', code: 'already_captured' };
  if (payment.state === 'authorized') return { outcome: 'not_found', code: 'NOT_VOIDED' };
  // Voided, but not by this leg: true for the customer, yet not to be booked as ours.
  if (payment.voidReference !== leg.legId) return { outcome: 'mismatch', code: 'VOIDED_BY_ANOTHER' };
  return { outcome: 'succeeded', providerRef: payment.id };
}
