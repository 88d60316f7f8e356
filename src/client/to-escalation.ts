import type { Escalated } from '../domain/arbitration';
import type { Actor } from '../domain/cancellation';
import type { CancellationRequest } from '../domain/request';
import { wholeRequest } from './whole-request';

/**
 * The request that takes a rejection to arbitration: the same once more, linked to it. Its key comes from the
 * rejection, so that whoever asks, and however often, opens one; a try that was denied has used its key up.
 */
export function toEscalation(
  { cancellationId: escalates, escalated }: { readonly cancellationId: string; readonly escalated: Escalated },
  { shopId, actor }: { readonly shopId: string; readonly actor: Actor },
): CancellationRequest {
  const { denied, ...asked } = escalated;
  const idempotencyKey = `escalation:${escalates}:${denied}`;
  return wholeRequest({ shopId, ...asked, escalates }, idempotencyKey, actor);
}
