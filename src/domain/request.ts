import type { Actor, CancellationState } from './cancellation';
import type { Quote, Selection } from './quote';
import type { TimeoutOutcome } from './policy';
import type { Initiator, Reason } from './reasons';
import type { Refusal } from './refusals';

/** A request to cancel, as it enters the workflow: opaque ids and codes only. */
export interface CancellationRequest {
  readonly shopId: string;
  readonly orderId: string;
  readonly cancellationId: string;
  readonly idempotencyKey: string;
  /** SHA-256 of the canonical request, hex: the same key with another body is told apart by it. */
  readonly requestHash: string;
  readonly selection: Selection;
  readonly reason: Reason;
  readonly initiator: Initiator;
  readonly actor: Actor;
  /** SHA-256 of the quote that it is bound to, hex: it is refused where it would return anything else. */
  readonly quoteHash?: string;
  /** The ended cancellation that this one takes to arbitration. */
  readonly escalates?: string;
  /** The approval by which two persons have that one decided again, whatever its window for escalations. */
  readonly reopening?: string;
}

export interface RequestAccepted {
  readonly outcome: 'accepted';
  readonly cancellationId: string;
  readonly requestHash: string;
  readonly state: CancellationState;
  readonly quote: Quote;
  /** Until when the (next) merchant may decide, ISO 8601; absent when nobody is asked. */
  readonly deadline?: string;
  readonly onTimeout?: TimeoutOutcome;
  /** A right to withdraw: no approval, no offer, no fee. */
  readonly statutory?: true;
}

export type RequestRefused = Refusal & { readonly cancellationId: string; readonly requestHash: string };

/** The one answer to a request, stored under its key and given again to whoever repeats it. */
export type RequestAnswer = RequestAccepted | RequestRefused;

/** Separates the order's id from the hash of the key in a cancellation's id. Not allowed inside an order id. */
const SEPARATOR = '.';

/** `<orderId>.<first 16 hex of sha256(idempotency key)>` */
export function cancellationIdOf(orderId: string, keyHash: string): string {
  return `${orderId}${SEPARATOR}${keyHash.slice(0, 16)}`;
}

/** The order's id inside a cancellation's id; undefined where it is not one. */
export function orderIdOf(cancellationId: string): string | undefined {
  const [, orderId] = /^(.+)\.[0-9a-f]{16}$/.exec(cancellationId) ?? [];
  return orderId;
}
