import type { CancellationRequest } from '../../../domain/request';
import type { ReopeningContent } from '../tables/approvals';
import type { CancellationRow } from '../tables/cancellations';

/** The approvals of reopenings, by their action. */
export const REOPEN = 'REOPEN';

/** What two persons agree on when they reopen this one. */
export function reopeningOf(row: CancellationRow): ReopeningContent {
  const { cancellation_id: escalates, order_id: orderId, selection, reason, initiator } = row;
  return { escalates, orderId, selection, reason, initiator };
}

/** What a request would have decided again. */
export function askedOf(request: CancellationRequest & { readonly escalates: string }): ReopeningContent {
  const { escalates, orderId, selection, reason, initiator } = request;
  return { escalates, orderId, selection, reason, initiator };
}
