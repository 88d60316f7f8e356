import { createHash, timingSafeEqual } from 'node:crypto';
import type { WebhookRefusal } from '../../../ports/refund-webhooks';
import type { WebhookDoor } from '../refund-webhooks';
import { isSignedByAdyen, readItems, signedFields } from './webhook-item';
import { newsOf } from './webhook-news';

export interface AdyenDoorOptions {
  readonly merchantAccount: string;
  /** Hexadecimal; two while one is replaced. */
  readonly hmacKeys: readonly string[];
  /** What the webhook's user and password are, where it has them: `user:password`. */
  readonly basic?: string;
  /** Now, ms since 1970. */
  readonly clock?: () => number;
}

const INVALID: WebhookRefusal = { outcome: 'refused', code: 'WEBHOOK_SIGNATURE_INVALID' };

/**
 * Where Adyen's messages come in. Each item of a message has its own signature; with one that is not believed, or is
 * another account's, the whole message is refused, and nothing of it is kept.
 */
export function createAdyenDoor({ merchantAccount, hmacKeys, basic, clock = Date.now }: AdyenDoorOptions): WebhookDoor {
  return {
    read: ({ headers, body }) => Promise.resolve(read(headers['authorization'], body)),
    acknowledge: { contentType: 'text/plain', body: '[accepted]' },
  };

  function read(authorization: string | undefined, body: Buffer) {
    if (basic !== undefined && !isBasic(authorization, basic)) return INVALID;
    const items = readItems(body);
    if (items === undefined) return { outcome: 'refused', code: 'WEBHOOK_UNREADABLE' } as const;
    const believed = items.every(
      (item) => isSignedByAdyen(item, hmacKeys) && item.merchantAccountCode === merchantAccount,
    );
    if (!believed) return INVALID;
    const receivedAt = new Date(clock());
    return items.flatMap((item) => newsOf(signedFields(item), receivedAt));
  }
}

/** Compared as digests: neither the place of a difference nor the length shows in the time it takes. */
function isBasic(authorization: string | undefined, basic: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = `Basic ${Buffer.from(basic).toString('base64')}`;
  return timingSafeEqual(digest(authorization ?? ''), digest(expected));
}
