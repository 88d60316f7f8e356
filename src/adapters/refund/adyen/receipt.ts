import { z } from 'zod';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest } from '../../../ports/refund-channel';
import { fromAdyenAmount } from './money';

const receiptSchema = z.object({
  status: z.literal('received'),
  merchantAccount: z.string(),
  paymentPspReference: z.string(),
  pspReference: z.string().min(1).max(64),
  reference: z.string().optional(),
  amount: z.object({ value: z.int(), currency: z.string() }).optional(),
});

/**
 * What Adyen's answer to a refund or a cancellation says: that it was received, never that it was done. One for another
 * payment, amount, reference or account is `mismatch`.
 */
export function toReceipt(body: unknown, leg: LegRequest, merchantAccount: string): ChannelAnswer {
  const { data: receipt } = receiptSchema.safeParse(body);
  if (receipt === undefined) return { outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' };
  const { pspReference: providerRef, amount } = receipt;
  if (leg.kind === 'refund' && amount === undefined) {
    return { outcome: 'ambiguous', providerRef, code: 'UNVERIFIABLE_ANSWER' };
  }
  const contradiction = contradictionOf(receipt, leg, merchantAccount);
  return contradiction === undefined
    ? { outcome: 'pending', providerRef }
    : { outcome: 'mismatch', providerRef, code: contradiction };
}

function contradictionOf(
  { merchantAccount, paymentPspReference, reference, amount, pspReference }: z.infer<typeof receiptSchema>,
  leg: LegRequest,
  ownAccount: string,
): string | undefined {
  if (merchantAccount !== ownAccount) return 'ACCOUNT_MISMATCH';
  if (paymentPspReference !== leg.sourceId) return 'PAYMENT_MISMATCH';
  if (amount !== undefined && amount.currency !== leg.currency) return 'CURRENCY_MISMATCH';
  if (amount !== undefined && fromAdyenAmount(amount) !== leg.amount) return 'AMOUNT_MISMATCH';
  if ((reference ?? leg.idempotencyKey) !== leg.idempotencyKey) return 'REFERENCE_MISMATCH';
  if (leg.providerRef !== undefined && pspReference !== leg.providerRef) return 'REFUND_ID_MISMATCH';
  return undefined;
}
