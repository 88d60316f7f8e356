import type Stripe from 'stripe';
import { z } from 'zod';
import { callSignal } from './bounded-http-client';
import { refundSchema, type StripeRefund } from './refund-answer';
import { UnreadableAnswer } from './unreadable-answer';

const pageSchema = z.object({ data: z.array(refundSchema), has_more: z.boolean() });
/** Stripe's largest page. */
const PAGE = 100;

/**
 * Stripe's refunds that a question finds, newest first, page by page.
 * @throws UnreadableAnswer for a page, or one refund in it, that can't be read: what is left
 * out would look as if it were not there
 */
export async function* refundPages(
  stripe: Stripe,
  question: Stripe.RefundListParams,
  signal = callSignal.getStore(),
): AsyncGenerator<StripeRefund[]> {
  const list = (params: Stripe.RefundListParams) => stripe.refunds.list(params);
  let after: string | undefined;
  for (;;) {
    const cursor = after === undefined ? {} : { starting_after: after };
    const page = pageSchema.safeParse(await callSignal.run(signal, list, { ...question, limit: PAGE, ...cursor }));
    if (!page.success) throw new UnreadableAnswer('No list of refunds');
    const { data, has_more } = page.data;
    yield data;
    const last = data.at(-1)?.id;
    if (!has_more) return;
    if (last === undefined || last === after) throw new UnreadableAnswer('A list that does not end');
    after = last;
  }
}
