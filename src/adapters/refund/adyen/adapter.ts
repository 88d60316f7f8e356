import type { ModificationsApi } from '@adyen/api-library/lib/src/services/checkout/modificationsApi';
import { PaymentCancelRequest } from '@adyen/api-library/lib/src/typings/checkout/paymentCancelRequest';
import { PaymentRefundRequest } from '@adyen/api-library/lib/src/typings/checkout/paymentRefundRequest';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest, RefundChannel } from '../../../ports/refund-channel';
import { ADYEN_CAPABILITIES } from './capabilities';
import { NotDone } from './checkout-client';
import { toSubmitFailure } from './errors';
import { toAdyenAmount } from './money';
import { toReceipt } from './receipt';

export interface AdyenChannelOptions {
  readonly api: ModificationsApi;
  readonly merchantAccount: string;
}

/**
 * Adyen as a refund channel. It can't be asked what became of a refund: the same key is sent again while Adyen keeps
 * it, then its message is waited for.
 * @throws AdapterFault when Adyen refuses our credentials or can't read our request
 */
export function createAdyenChannel({ api, merchantAccount }: AdyenChannelOptions): RefundChannel {
  return {
    capabilities: ADYEN_CAPABILITIES,
    submit: async (leg) => {
      const sent = send(api, merchantAccount, leg);
      if ('outcome' in sent) return sent;
      try {
        return toReceipt(await sent.answer, leg, merchantAccount);
      } catch (error) {
        if (error instanceof NotDone) return toSubmitFailure(error.reply);
        throw error;
      }
    },
    query: () => Promise.resolve({ outcome: 'ambiguous', code: 'QUERY_NOT_POSSIBLE' }),
  };
}

/** Hands the leg to Adyen's library; an answer at once where it can't be said to Adyen at all. */
function send(
  api: ModificationsApi,
  merchantAccount: string,
  leg: LegRequest,
): { answer: Promise<object> } | ChannelAnswer {
  const { kind, sourceId, idempotencyKey, signal } = leg;
  const options = { idempotencyKey, ...(signal && { signal }) };
  if (kind === 'void') {
    const request = Object.assign(new PaymentCancelRequest(), { merchantAccount, reference: idempotencyKey });
    return { answer: api.cancelAuthorisedPaymentByPspReference(sourceId, request, options) };
  }
  if (kind !== 'refund') return { outcome: 'failed', code: 'KIND_NOT_SUPPORTED' };
  const amount = toAdyenAmount(leg.amount, leg.currency);
  if (amount === undefined) return { outcome: 'failed', code: 'AMOUNT_NOT_EXPRESSIBLE' };
  const request = Object.assign(new PaymentRefundRequest(), { merchantAccount, reference: idempotencyKey, amount });
  return { answer: api.refundCapturedPayment(sourceId, request, options) };
}
