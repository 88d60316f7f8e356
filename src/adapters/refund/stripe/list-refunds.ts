import type Stripe from 'stripe';
import type { ProviderRefund, RefundChannel } from '../../../ports/refund-channel';
import { fromStripeAmount } from './minor-units';
import { METADATA, paymentOf, toOutcome, type StripeRefund } from './refund-answer';
import { refundPages } from './refund-pages';

const ENDS = ['succeeded', 'failed', 'closed'] as const;

type Period = Parameters<NonNullable<RefundChannel['listRefunds']>>[0];

/**
 * Every refund that Stripe made in a time, newest first, from its first instant to just before its last.
 * @throws Stripe's own errors; UnreadableAnswer for a list that can't be read; Error for an
 * amount that its currency does not have
 */
export function listRefunds(stripe: Stripe, { from, to, signal }: Period): AsyncIterable<ProviderRefund> {
  const created = { gte: seconds(from), lt: seconds(to) };
  return flattened(refundPages(stripe, { created }, signal));
}

async function* flattened(pages: AsyncIterable<readonly StripeRefund[]>): AsyncGenerator<ProviderRefund> {
  for await (const page of pages) yield* page.map(toProviderRefund);
}

function seconds(at: Date): number {
  return Math.ceil(at.getTime() / 1000);
}

function toProviderRefund(refund: StripeRefund): ProviderRefund {
  const money = fromStripeAmount(refund.amount, refund.currency);
  if (money === undefined) throw new Error(`Refund ${refund.id}: an amount that ${refund.currency} does not have`);
  const { outcome } = toOutcome(refund);
  const key = refund.metadata?.[METADATA.key];
  return {
    providerRef: refund.id,
    ...(key !== undefined && { reference: key }),
    sourceId: paymentOf(refund) ?? '',
    ...money,
    // Failed because of a dispute is failed in Stripe's books.
    outcome: refund.status === 'failed' ? 'failed' : (ENDS.find((end) => end === outcome) ?? 'pending'),
    at: new Date(refund.created * 1000),
  };
}
