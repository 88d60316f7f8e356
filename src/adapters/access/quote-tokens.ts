import { z } from 'zod';
import { LinkKeysMissing } from '../../ports/order-links';
import type { QuotedRequest, QuoteTokens } from '../../ports/quote-tokens';
import { quoteHashOf } from '../persistence/acceptance/quote-hash';
import type { DataKeys } from '../secrets/data-keys';
import { readToken, signToken } from './signed-token';

/** Long enough to read and to think, short enough that no fee or capture of tomorrow is promised today. */
const QUOTE_MS = 15 * 60_000;

const claims = z.object({ shop: z.string(), order: z.string(), request: z.string(), quote: z.string() });

interface QuoteTokenParts {
  /** Undefined where none are set. */
  readonly keys: DataKeys | undefined;
  readonly clock: () => Date;
}

/**
 * Signs quotes with the keys of links: `rq_`. Nothing is stored; what is signed is a hash of the
 * quote and of the request that it is for.
 */
export function createQuoteTokens({ keys, clock }: QuoteTokenParts): QuoteTokens {
  return {
    sign: (about, quote) => {
      const expiresAt = new Date(Math.floor((clock().getTime() + QUOTE_MS) / 1_000) * 1_000);
      const content = { ...claimsOf(about), quote: quoteHashOf(quote) };
      return { quoteToken: signToken(demanded(keys), { kind: 'rq_', claims: content, expiresAt }), expiresAt };
    },
    read: (text, about) => {
      const read = readToken(demanded(keys), 'rq_', { text, now: clock() });
      if (read.outcome === 'invalid') return { outcome: 'invalid' };
      const { quote, ...ofRequest } = claims.parse(read.claims);
      const wanted = claimsOf(about);
      const isOfIt = (['shop', 'order', 'request'] as const).every((name) => ofRequest[name] === wanted[name]);
      return isOfIt ? { outcome: read.outcome, quoteHash: quote } : { outcome: 'invalid' };
    },
  };
}

function claimsOf({ shopId, orderId, requestHash }: QuotedRequest) {
  return { shop: shopId, order: orderId, request: requestHash };
}

function demanded(keys: DataKeys | undefined): DataKeys {
  if (keys === undefined) throw new LinkKeysMissing();
  return keys;
}
