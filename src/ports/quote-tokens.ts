import type { Quote } from '../domain/quote';

/** What was quoted: a request that is about anything else is not bound by it. */
export interface QuotedRequest {
  readonly shopId: string;
  readonly orderId: string;
  /** Of the request that the quote is for, without any quote. */
  readonly requestHash: string;
}

export interface SignedQuote {
  readonly quoteToken: string;
  readonly expiresAt: Date;
}

export type ReadQuote =
  | { readonly outcome: 'read' | 'expired'; readonly quoteHash: string }
  /** Forged, cut off, or of another request. */
  | { readonly outcome: 'invalid' };

/** Quotes that are promised for a quarter of an hour, so that a request can be bound to what its customer has seen. */
export interface QuoteTokens {
  /** @throws LinkKeysMissing */
  readonly sign: (about: QuotedRequest, quote: Quote) => SignedQuote;
  /** @throws LinkKeysMissing */
  readonly read: (quoteToken: string, about: QuotedRequest) => ReadQuote;
}
