import type { NewTender } from '../../../../src/ports/order-book';
import type { PaymentNews } from '../../../../src/ports/refund-book';
import { tender } from '../orders/new-order';
import type { Desk } from './refund-desk';

let messages = 0;

/** A channel's message about a payment of 4,500 minor units, with an id of its own. */
export function paymentNews(over: Partial<PaymentNews> & Pick<PaymentNews, 'kind' | 'sourceId'>): PaymentNews {
  messages += 1;
  return {
    ...{ source: 'sandbox', eventId: `pay_${messages}`, body: {}, amount: 4_500, currency: 'EUR' },
    happenedAt: new Date('2026-03-01T11:00:00Z'),
    ...over,
  };
}

/** A tender that paid nothing yet but has these authorizations. */
export function authorized(
  authorizations: Readonly<Record<string, number>>,
  state: 'OPEN' | 'CAPTURING' = 'OPEN',
): NewTender {
  const entries = Object.entries(authorizations);
  return tender({
    captures: [],
    authorizations: entries.map(([authorizationId, amount]) => ({ authorizationId, amount, state })),
  });
}

/** A tender with one capture of its own id. */
export function captured(captureId: string, amount = 4_500): NewTender {
  return tender({ captures: [{ captureId, amount, capturedAt: new Date('2026-03-01T10:00:05Z') }] });
}

/** The counters of an order's captures, by their ids. */
export async function countersOf(desk: Desk, orderId: string) {
  const rows = await desk.db.selectFrom('captures').selectAll().where('order_id', '=', orderId).execute();
  return Object.fromEntries(
    rows.map(({ capture_id, amount, committed, external, disputed, overdrawn }) => [
      capture_id,
      { amount, committed, external, disputed, overdrawn },
    ]),
  );
}

/** The legs of an order as one line each, in the order of their numbers. */
export async function legsOf(desk: Desk, orderId: string): Promise<string[]> {
  const rows = await desk.db
    .selectFrom('refund_legs')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('created_at')
    .orderBy('leg_id')
    .execute();
  return rows.map(
    ({ kind, capture_id, authorization_id, amount, state, code }) =>
      `${kind} ${capture_id ?? authorization_id ?? ''} ${amount} ${state}${code === null ? '' : ` ${code}`}`,
  );
}

export async function repairsOf(desk: Desk, cancellationId: string) {
  return desk.db
    .selectFrom('repairs')
    .select(['subject', 'kind', 'amount'])
    .where('cancellation_id', '=', cancellationId)
    .orderBy('subject')
    .execute();
}
