import type { AttemptResult, ClaimedDelivery, WebhookDeliveries } from '../../ports/webhook-deliveries';
import type { Posted, PostMessage } from './post-message';
import { signedHeaders } from './signed-headers';

export interface DispatcherParts {
  readonly book: WebhookDeliveries;
  readonly post: PostMessage;
  readonly clock: () => Date;
}

/**
 * Makes one attempt and writes down what came of it; one that was broken off by `signal` is
 * given back as if it had not been made.
 */
export async function attempt(
  { book, post, clock }: DispatcherParts,
  delivery: ClaimedDelivery,
  signal: AbortSignal,
): Promise<void> {
  const { deliveryId: id, url, body, secrets } = delivery;
  const at = clock();
  const startedAt = performance.now();
  const posted: Posted =
    secrets.length === 0
      ? { outcome: 'failed', code: 'SECRET_UNREADABLE' }
      : await post({ url, body, headers: signedHeaders({ id, body }, secrets, at) }, signal);
  if (posted.outcome === 'aborted') {
    await book.release(delivery, clock());
    return;
  }
  await book.record(delivery, { at, durationMs: Math.round(performance.now() - startedAt), ...resultOf(posted) });
}

function resultOf(
  posted: Exclude<Posted, { outcome: 'aborted' }>,
): Pick<AttemptResult, 'status' | 'error' | 'retryAfterMs'> {
  if (posted.outcome === 'failed') return { error: posted.code };
  const { status, retryAfterMs } = posted;
  if (status >= 200 && status < 300) return { status };
  const asked = retryAfterMs === undefined ? {} : { retryAfterMs };
  return { status, error: status >= 300 && status < 400 ? 'REDIRECTED' : 'STATUS', ...asked };
}
