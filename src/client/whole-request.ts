import type { Actor } from '../domain/cancellation';
import { cancellationIdOf, type CancellationRequest } from '../domain/request';
import { keyHashOf, requestHashOf, type RequestContent } from './request-hash';

/** The workflow's input: what is asked, with the ids that come from its key and its content, and who asks. */
export function wholeRequest(content: RequestContent, idempotencyKey: string, actor: Actor): CancellationRequest {
  return {
    ...content,
    cancellationId: cancellationIdOf(content.orderId, keyHashOf(idempotencyKey)),
    idempotencyKey,
    requestHash: requestHashOf(content),
    actor,
  };
}
