import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { refundSchema, type SandboxRefund } from './refund-answer';

const TOLERANCE_SECONDS = 300;

const eventSchema = z.object({
  id: z.string().min(1).max(128),
  type: z.literal('refund.updated'),
  createdAt: z.int(),
  refund: refundSchema,
});

/** A refund has changed. The same `id` may come more than once, and events may overtake each other. */
interface SandboxRefundEvent {
  readonly id: string;
  readonly type: 'refund.updated';
  /** Unix seconds. */
  readonly createdAt: number;
  readonly refund: SandboxRefund;
}

/** A request as it came in: the body's own bytes, not parsed and written again. */
export interface WebhookDelivery {
  readonly rawBody: Buffer;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export type WebhookVerdict =
  | { readonly ok: true; readonly event: SandboxRefundEvent }
  | {
      readonly ok: false;
      readonly code: 'SIGNATURE_MISSING' | 'SIGNATURE_INVALID' | 'TIMESTAMP_OUT_OF_TOLERANCE' | 'EVENT_UNREADABLE';
    };

/**
 * Believes a delivery only if one of the live secrets signed it, no more than 300 s before or after `now` (ms).
 * Constant time in the signature. With a list of secrets, one can be replaced while both are in use.
 */
export function verify(delivery: WebhookDelivery, secrets: readonly string[], now: number): WebhookVerdict {
  const timestamp = single(delivery, 'rescind-sandbox-timestamp');
  const signature = single(delivery, 'rescind-sandbox-signature');
  if (!timestamp || !signature) return { ok: false, code: 'SIGNATURE_MISSING' };
  const signed = secrets.filter((secret) => isSignedWith(secret, { timestamp, signature, body: delivery.rawBody }));
  if (signed.length === 0) return { ok: false, code: 'SIGNATURE_INVALID' };
  // Written so that a timestamp that is no number is out of tolerance too.
  if (!(Math.abs(now / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS)) {
    return { ok: false, code: 'TIMESTAMP_OUT_OF_TOLERANCE' };
  }
  const event = eventSchema.safeParse(parse(delivery.rawBody));
  return event.success ? { ok: true, event: event.data } : { ok: false, code: 'EVENT_UNREADABLE' };
}

interface Signed {
  readonly timestamp: string;
  readonly signature: string;
  readonly body: Buffer;
}

function isSignedWith(secret: string, { timestamp, signature, body }: Signed): boolean {
  // An empty secret is one that was never set: everybody could sign with it.
  if (secret === '') return false;
  // Buffer.from stops reading at the first character that is not hex, and would let anything follow.
  if (!/^[0-9a-f]{64}$/.test(signature)) return false;
  const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
  return timingSafeEqual(Buffer.from(signature, 'hex'), expected);
}

function single({ headers }: WebhookDelivery, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
