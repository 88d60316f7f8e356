import { refused, type Refusal } from '../../../domain/refusals';
import type { CancellationRequest } from '../../../domain/request';
import type { Acceptance } from './plan-acceptance';
import { quoteHashOf } from './quote-hash';

/** Would a request that is bound to a quote freeze that very quote? One that is bound to none takes what there is. */
export function isAsQuoted({ quoteHash }: CancellationRequest, { quote }: Acceptance): boolean {
  return quoteHash === undefined || quoteHashOf(quote) === quoteHash;
}

/**
 * Something has happened since: a capture, a refund elsewhere, a fee that begins today. Says
 * what would come back now, minor units.
 */
export function changedQuote({ quote }: Acceptance): Refusal {
  const { refund, fee, currency } = quote;
  return refused('QUOTE_CHANGED', { refund, fee, currency });
}
