import { z } from 'zod';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest } from '../../../ports/refund-channel';

/**
 * A refund as the provider shows it, in answers and in events. `reference` is the id
 * of our leg; `amount` is minor units.
 */
export const refundSchema = z.object({
  id: z.string().min(1).max(128),
  payment: z.string(),
  reference: z.string().min(1).max(128),
  amount: z.int(),
  currency: z.string(),
  state: z.enum(['pending', 'succeeded', 'failed']),
  code: z
    .string()
    .regex(/^\w{1,64}$/)
    .optional(),
});

export type SandboxRefund = z.infer<typeof refundSchema>;

/** What of a leg the provider's refund must agree with. */
export type ExpectedRefund = Pick<LegRequest, 'legId' | 'sourceId' | 'amount' | 'currency' | 'providerRef'>;

/**
 * What a refund of the provider's says about a leg. One that contradicts the leg is `mismatch`, whatever its state: it
 * is looked at, not believed (refund-channel rule "provider answer integrity").
 */
export function toChannelAnswer(refund: SandboxRefund, leg: ExpectedRefund): ChannelAnswer {
  const contradiction = contradictionOf(refund, leg);
  if (contradiction) return { outcome: 'mismatch', providerRef: refund.id, code: contradiction };
  return { outcome: refund.state, providerRef: refund.id, ...(refund.code && { code: refund.code }) };
}

function contradictionOf(refund: SandboxRefund, leg: ExpectedRefund): string | undefined {
  if (refund.reference !== leg.legId) return 'REFERENCE_MISMATCH';
  if (refund.payment !== leg.sourceId) return 'PAYMENT_MISMATCH';
  if (refund.amount !== leg.amount) return 'AMOUNT_MISMATCH';
  if (refund.currency !== leg.currency) return 'CURRENCY_MISMATCH';
  if (leg.providerRef !== undefined && refund.id !== leg.providerRef) return 'REFUND_ID_MISMATCH';
  return undefined;
}
