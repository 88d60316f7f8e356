import { createHmac } from 'node:crypto';

const POST_TIMEOUT_MS = 5_000;

export interface WebhookTarget {
  readonly url: string;
  readonly secret: string;
}

/**
 * Posts one event, signed now: `rescind-sandbox-signature` is the hex HMAC-SHA256 of `<timestamp>.<body>`, the
 * timestamp in seconds. True once the receiver has answered 2xx.
 */
export async function post({ url, secret }: WebhookTarget, body: string, signal: AbortSignal): Promise<boolean> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(POST_TIMEOUT_MS)]),
      headers: {
        'content-type': 'application/json',
        'rescind-sandbox-timestamp': timestamp,
        'rescind-sandbox-signature': createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex'),
      },
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
