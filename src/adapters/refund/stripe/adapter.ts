import Stripe from 'stripe';
import type { LegRequest, PaymentReading, RefundChannel } from '../../../ports/refund-channel';
import { callSignal, createBoundedHttpClient } from './bounded-http-client';
import { STRIPE_CAPABILITIES } from './capabilities';
import { listRefunds } from './list-refunds';
import { kindOfPayment, retrievePayment, toReading } from './payments';
import { readStripeFailure } from './read-failure';
import { queryRefund, submitRefund } from './refunds';
import { UnreadableAnswer } from './unreadable-answer';
import { queryVoid, submitVoid } from './voids';

export interface StripeOptions {
  readonly secretKey: string;
  /** The connected account that every call is for; absent: the key's own. */
  readonly account?: string;
  readonly baseUrl?: string;
  /** For one call from its beginning to the last byte of its answer, ms; 10,000 where nothing is said. */
  readonly timeoutMs?: number;
}

const STRIPE_URL = 'https://api.stripe.com';

/**
 * Stripe as a refund channel.
 * @throws AdapterFault from each call, when Stripe refuses our key or can't read our request
 */
export function createStripeRefundChannel(options: StripeOptions): RefundChannel {
  const { secretKey, account, baseUrl = STRIPE_URL, timeoutMs } = options;
  const stripe = new Stripe(secretKey, {
    httpClient: createBoundedHttpClient({ baseUrl, ...(timeoutMs !== undefined && { timeoutMs }) }),
    maxNetworkRetries: 0,
    telemetry: false,
    ...(account !== undefined && { stripeAccount: account }),
  });
  const during =
    <R>(call: (leg: LegRequest) => Promise<R>) =>
    (leg: LegRequest) =>
      callSignal.run(leg.signal, call, leg);
  return {
    capabilities: STRIPE_CAPABILITIES,
    submit: during((leg) => {
      if (leg.kind === 'payout') return Promise.resolve({ outcome: 'failed', code: 'KIND_NOT_SUPPORTED' });
      return leg.kind === 'void' ? submitVoid(stripe, leg) : submitRefund(stripe, leg);
    }),
    query: during((leg) => (leg.kind === 'void' ? queryVoid(stripe, leg) : queryRefund(stripe, leg))),
    readPayment: ({ sourceId, signal }) => callSignal.run(signal, readPayment, stripe, sourceId),
    listRefunds: (period) => listRefunds(stripe, period),
  };
}

async function readPayment(stripe: Stripe, sourceId: string): Promise<PaymentReading> {
  if (kindOfPayment(sourceId) === undefined) return { state: 'unknown', code: 'PAYMENT_ID_UNKNOWN' };
  try {
    return toReading(await retrievePayment(stripe, sourceId));
  } catch (error) {
    if (error instanceof UnreadableAnswer) return { state: 'unknown', code: 'UNREADABLE_ANSWER' };
    const failure = readStripeFailure(error);
    return { state: 'unknown', code: failure.kind === 'rate_limited' ? 'RATE_LIMITED' : failure.code };
  }
}
