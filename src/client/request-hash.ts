import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/policy-snapshot';
import type { Selection } from '../domain/quote';
import type { Initiator, Reason } from '../domain/reasons';

/** What makes a request the same request: everything that changes its outcome, and not who repeats it. */
export interface RequestContent {
  readonly shopId: string;
  readonly orderId: string;
  readonly selection: Selection;
  readonly reason: Reason;
  readonly initiator: Initiator;
  /** The ended cancellation that it takes to arbitration. */
  readonly escalates?: string;
  /** The approval by which that is decided again. */
  readonly reopening?: string;
  /** Of the quote that it is bound to. */
  readonly quoteHash?: string;
}

/** SHA-256 of the canonical request, hex. */
export function requestHashOf(content: RequestContent): string {
  const { shopId, orderId, selection, reason, initiator, escalates, reopening, quoteHash } = content;
  return sha256(
    canonicalJson({
      ...{ shopId, orderId, selection: sorted(selection), reason, initiator },
      ...{ escalates, reopening, quoteHash },
    }),
  );
}

/** SHA-256 of an idempotency key, hex: its beginning is part of the cancellation's id. */
export function keyHashOf(idempotencyKey: string): string {
  return sha256(idempotencyKey);
}

function sorted(selection: Selection): Selection {
  if (selection.kind === 'ORDER') return selection;
  return { ...selection, lines: [...selection.lines].sort((left, right) => (left.lineId < right.lineId ? -1 : 1)) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
