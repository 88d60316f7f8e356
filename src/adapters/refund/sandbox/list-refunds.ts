import { z } from 'zod';
import type { ProviderRefund } from '../../../ports/refund-channel';
import type { JsonCaller } from '../../http/json-caller';
import { readPeerAnswer } from '../../http/peer-answer';
import { refundSchema } from './refund-answer';

const page = z.object({
  refunds: z.array(refundSchema.extend({ createdAt: z.coerce.date() })),
  next: z.string().nullable(),
});

/**
 * The provider's refunds of a time, page by page.
 * @throws Error where a page can't be had: half a list would make differences that are none.
 */
export async function* listRefunds(
  call: JsonCaller,
  period: { readonly from: Date; readonly to: Date; readonly signal?: AbortSignal },
): AsyncIterable<ProviderRefund> {
  const times = `from=${period.from.toISOString()}&to=${period.to.toISOString()}`;
  for (let after: string | null = ''; after !== null;) {
    const path = `/refunds?${times}&after=${encodeURIComponent(after)}`;
    const answer = readPeerAnswer(await call({ method: 'GET', path, signal: period.signal }));
    const read = answer.kind === 'done' ? page.safeParse(answer.body) : undefined;
    if (read?.success !== true) throw new Error('The provider’s list of refunds could not be read');
    for (const refund of read.data.refunds) yield toProviderRefund(refund);
    after = read.data.next;
  }
}

function toProviderRefund(refund: z.infer<typeof page>['refunds'][number]): ProviderRefund {
  const { id, reference, payment, amount, currency, state, createdAt } = refund;
  return { providerRef: id, reference, sourceId: payment, amount, currency, outcome: state, at: createdAt };
}
