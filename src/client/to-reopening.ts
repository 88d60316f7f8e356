import type { Escalated } from '../domain/arbitration';
import type { Actor } from '../domain/cancellation';
import type { CancellationRequest } from '../domain/request';
import { wholeRequest } from './whole-request';

/** An ended cancellation, the approval by which it is decided again, and what of it the new request takes over. */
interface AllowedReopening {
  readonly cancellationId: string;
  readonly approvalId: string;
  readonly escalated: Escalated;
}

/**
 * The request that decides an ended cancellation again: the same once more, linked to it and to its approval. Its key comes from the approval, so
 * that whoever opens it, and however often, opens one; a try that was denied has used its key up.
 */
export function toReopening(
  { cancellationId: escalates, approvalId: reopening, escalated }: AllowedReopening,
  { shopId, actor }: { readonly shopId: string; readonly actor: Actor },
): CancellationRequest {
  const { denied, ...asked } = escalated;
  const idempotencyKey = `reopening:${reopening}:${denied}`;
  return wholeRequest({ shopId, ...asked, escalates, reopening }, idempotencyKey, actor);
}
