import Stripe from 'stripe';
import type { WebhookRefusal } from '../../../ports/refund-webhooks';
import type { WebhookReader } from '../refund-webhooks';
import { STRIPE_CAPABILITIES } from './capabilities';
import { readNews } from './webhook-news';
import { eventSchema } from './webhook-schemas';

const TOLERANCE_SECONDS = (STRIPE_CAPABILITIES.webhook?.toleranceMs ?? 0) / 1000;

const INVALID: WebhookRefusal = { outcome: 'refused', code: 'WEBHOOK_SIGNATURE_INVALID' };
const UNREADABLE: WebhookRefusal = { outcome: 'refused', code: 'WEBHOOK_UNREADABLE' };
const OF_ANOTHER_ACCOUNT: WebhookRefusal = { outcome: 'refused', code: 'WEBHOOK_SOURCE_UNKNOWN' };

export interface StripeWebhookOptions {
  /** Those that are live: one can be replaced while both are in use. */
  readonly secrets: readonly string[];
  /** The connected account that the messages must be about; absent: the key's own. */
  readonly account?: string;
  /** Ms since the epoch. */
  readonly clock?: () => number;
}

/**
 * Reads Stripe's messages: signed with one of these secrets, no more than 300 s before
 * or after now, and about our account.
 */
export function stripeWebhookReader({ secrets, account, clock = Date.now }: StripeWebhookOptions): WebhookReader {
  return ({ body, headers }) => {
    const signature = headers['stripe-signature'];
    if (signature === undefined || !isSigned({ body, signature, secrets, now: clock() }))
      return Promise.resolve(INVALID);
    const event = eventSchema.safeParse(parse(body));
    if (!event.success) return Promise.resolve(UNREADABLE);
    if (event.data.account !== account) return Promise.resolve(OF_ANOTHER_ACCOUNT);
    try {
      return Promise.resolve(readNews(event.data));
    } catch {
      return Promise.resolve(UNREADABLE);
    }
  };
}

interface Signed {
  readonly body: Buffer;
  readonly signature: string;
  readonly secrets: readonly string[];
  readonly now: number;
}

function isSigned({ body, signature, secrets, now }: Signed): boolean {
  // The library refuses what is too old, and takes what is from the future.
  const at = Number(/(?:^|,)t=(\d+)(?:,|$)/.exec(signature)?.[1] ?? NaN);
  if (!(at - now / 1000 <= TOLERANCE_SECONDS)) return false;
  return secrets.some((secret) => {
    try {
      Stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE_SECONDS, undefined, now);
      return true;
    } catch (error) {
      // Signed, but no JSON: that is said later.
      return error instanceof SyntaxError;
    }
  });
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
