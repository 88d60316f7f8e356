import { quoteOrder, type QuoteInputs } from './quote-order';
import type { Quote } from './quote';
import { sum } from './money';

/**
 * What is different once only some merchants approved. A kept adjustment or shipping fee
 * stays with what is left of the order.
 */
export type QuoteChange = 'UNITS_LEFT_OUT' | 'SHIPPING_KEPT' | 'ADJUSTMENT_KEPT' | 'FEE_LOWER';

export interface RestrictedQuote {
  readonly quote: Quote;
  readonly changes: readonly QuoteChange[];
}

/**
 * The quote for the approved units alone, by the same rules and the same clock as the frozen one: `inputs` are those of
 * the first quote. An approved unit gets no less goods and tax than quoted. Shipping and adjustment that came back only
 * because nothing would have been left of the order are kept, and the changes say so.
 */
export function restrictQuote(inputs: QuoteInputs, quoted: Quote, approvedUnitIds: readonly string[]): RestrictedQuote {
  const approved = new Set(approvedUnitIds);
  const units = inputs.units.filter(({ unitId }) => approved.has(unitId));
  if (units.length === quoted.units.length) return { quote: quoted, changes: [] };
  const quote = quoteOrder({ ...inputs, units });
  return { quote, changes: changesOf(quoted, quote) };
}

function changesOf(quoted: Quote, quote: Quote): QuoteChange[] {
  const left = new Set(quote.units.map(({ unitId }) => unitId));
  const shippingBefore = sum(quoted.units.filter(({ unitId }) => left.has(unitId)).map(({ shipping }) => shipping));
  return [
    'UNITS_LEFT_OUT',
    ...(quote.shipping < shippingBefore ? (['SHIPPING_KEPT'] as const) : []),
    ...(quoted.whole && !quote.whole && quoted.adjustment !== 0 ? (['ADJUSTMENT_KEPT'] as const) : []),
    ...(quote.fee < quoted.fee ? (['FEE_LOWER'] as const) : []),
  ];
}
