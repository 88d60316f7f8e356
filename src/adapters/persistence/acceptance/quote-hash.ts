import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../domain/policy-snapshot';
import type { Quote } from '../../../domain/quote';
import { quoteTerms } from '../../../domain/quote-terms';

/**
 * SHA-256 of what a quote promises, hex: two quotes with the same hash give back the same money for the same units
 * through the same tenders.
 */
export function quoteHashOf(quote: Quote): string {
  return createHash('sha256')
    .update(canonicalJson(quoteTerms(quote)))
    .digest('hex');
}
