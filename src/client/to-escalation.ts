import type { Escalated } from '../domain/arbitration';
import type { Actor } from '../domain/cancellation';
import { cancellationIdOf, type CancellationRequest } from '../domain/request';
import { keyHashOf, requestHashOf } from './request-hash';

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
  const content = { shopId, ...asked, escalates };
  return {
    ...content,
    cancellationId: cancellationIdOf(asked.orderId, keyHashOf(idempotencyKey)),
    idempotencyKey,
    requestHash: requestHashOf(content),
    actor,
  };
}
