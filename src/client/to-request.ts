import type { Actor } from '../domain/cancellation';
import type { Selection } from '../domain/quote';
import type { Initiator, Reason } from '../domain/reasons';
import { refused, type Refusal } from '../domain/refusals';
import type { CancellationRequest, RequestAnswer } from '../domain/request';
import { wholeRequest } from './whole-request';

export interface RequestAsk {
  readonly orderId: string;
  readonly reason: Reason;
  /** Left out: all that is left of the order. */
  readonly selection?: Selection;
  /** In whose name it is asked; left out, the customer's. */
  readonly initiator?: Initiator;
  /**
   * Of a quote: the request is bound to it, and refused where it would return anything else. Only the API can read it.
   */
  readonly quoteToken?: string;
}

/** What the API makes of an ask: its quote is read by then. */
export type ReadAsk = RequestAsk & { readonly quoteHash?: string };

const ORDER_ID = /^[A-Za-z0-9_-]{1,64}$/;
const KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * Makes the workflow's input of what is asked; a refusal where no order can have that id.
 * @throws RangeError for an idempotency key that is not 1 to 200 visible ASCII characters.
 */
export function toRequest(
  ask: ReadAsk,
  idempotencyKey: string,
  { shopId, actor }: { readonly shopId: string; readonly actor: Actor },
): CancellationRequest | Refusal {
  if (!KEY.test(idempotencyKey)) throw new RangeError('An idempotency key is 1 to 200 visible ASCII characters');
  if (!ORDER_ID.test(ask.orderId)) return refused('ORDER_NOT_FOUND');
  const { orderId, reason, selection = { kind: 'ORDER' }, initiator = 'CUSTOMER' } = ask;
  const quoted = ask.quoteHash === undefined ? {} : { quoteHash: ask.quoteHash };
  return wholeRequest({ shopId, orderId, selection, reason, initiator, ...quoted }, idempotencyKey, actor);
}

/** An answer that was given to another request under the same key is no answer to this one. */
export function answerTo(request: CancellationRequest, answer: RequestAnswer): RequestAnswer {
  if (answer.requestHash === request.requestHash) return answer;
  const { cancellationId, requestHash } = request;
  return { ...refused('IDEMPOTENCY_KEY_REUSED', { cancellationId }), cancellationId, requestHash };
}
