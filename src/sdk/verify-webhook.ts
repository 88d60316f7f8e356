import { Webhook } from 'standardwebhooks';

/** A message as Rescind sends it. Amounts are minor units. */
export interface WebhookEvent {
  /** `cancellation.settled` and the like: docs/webhooks.md lists them. */
  readonly type: string;
  /** When it happened, ISO 8601. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>> & {
    readonly shopId: string;
    readonly orderId: string;
    readonly cancellationId: string;
  };
}

/** A message that must not be believed: forged, changed, too old, or not a message at all. Answer it with 400. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
  readonly code = 'WEBHOOK_NOT_VERIFIED';
}

/** Headers as Node, Express or fetch have them. */
export type WebhookHeaders =
  Readonly<Record<string, string | readonly string[] | undefined>> | { readonly get: (name: string) => string | null };

const NEEDED = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/**
 * Checks the signature of a message (Standard Webhooks, `v1`) over the very bytes that came, and that it is no older or
 * newer than five minutes. The same message may come more than once: `webhook-id` says so.
 * @param body as it came, before any parsing
 * @param secret `whsec_…`; several while one is being replaced
 * @throws {WebhookVerificationError}
 */
export function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string | readonly string[],
): WebhookEvent {
  const text = textOf(body);
  const own = Object.fromEntries(NEEDED.map((name) => [name, valueOf(headers, name)]));
  const secrets = typeof secret === 'string' ? [secret] : secret;
  const verified = secrets.some((one) => isSignedBy(one, text, own));
  if (!verified) throw new WebhookVerificationError('The message is not signed by this secret, or is too old');
  try {
    return JSON.parse(text) as WebhookEvent;
  } catch (cause) {
    throw new WebhookVerificationError('The message is not JSON', { cause });
  }
}

function isSignedBy(secret: string, text: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(text, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

/** Bytes that are no UTF-8 are refused: read loosely, several bodies would share one signature. */
function textOf(body: string | Uint8Array): string {
  if (typeof body === 'string') return body;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch (cause) {
    throw new WebhookVerificationError('The message is not UTF-8', { cause });
  }
}

function valueOf(headers: WebhookHeaders, name: string): string {
  const value = isGetter(headers) ? headers.get(name) : headers[name];
  if (typeof value !== 'string') throw new WebhookVerificationError(`The header ${name} is missing`);
  return value;
}

function isGetter(headers: WebhookHeaders): headers is { readonly get: (name: string) => string | null } {
  return typeof headers.get === 'function';
}
