import { sql } from 'kysely';
import type { OrderRef } from '../../ports/order-book';
import type { PaymentNews, PaymentNewsReceived } from '../../ports/refund-book';
import { applyPaymentNews } from './apply-payment-news';
import type { Database, Transaction } from './database';
import { inTransaction } from './in-transaction';
import { locatePayment } from './locate-payment';
import { lockOrder } from './load-order';
import type { PaymentInboxRow } from './tables/payment-inbox';

/**
 * Keeps what a channel says of a payment and applies it, once, in one transaction; what speaks
 * of no payment that we know is parked.
 */
export async function receivePaymentNews(db: Database, news: PaymentNews): Promise<PaymentNewsReceived> {
  return inTransaction(db, async (tx) => {
    const kept = await keep(tx, news);
    return kept === undefined ? { outcome: 'ignored' } : applyKept(tx, kept);
  });
}

/** Applies kept messages whose payment is known by now. */
export async function applyParkedPayments(db: Database): Promise<void> {
  const { rows } = await sql<{ source: string; event_id: string }>`
    select source, event_id from payment_inbox p where applied_at is null and (
      exists (select from captures where capture_id = p.source_id)
      or exists (select from authorizations where authorization_id = coalesce(p.authorization_id, p.source_id)))
    order by happened_at, received_at`.execute(db);
  for (const { source, event_id } of rows) {
    await inTransaction(db, async (tx) => {
      const parked = await tx
        .selectFrom('payment_inbox')
        .selectAll()
        .where('source', '=', source)
        .where('event_id', '=', event_id)
        .where('applied_at', 'is', null)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      return parked === undefined ? undefined : applyKept(tx, parked);
    });
  }
}

/**
 * Applies again what channels have said of an order's payments, in the order in which it happened, after the
 * shop has sent the order anew: what it does not know yet stays so. What was parked and is about this order is
 * applied with it. The order is locked.
 */
export async function replayPayments(tx: Transaction, { shopId, orderId }: OrderRef): Promise<void> {
  const { rows } = await sql<PaymentInboxRow>`
    select * from payment_inbox p where (shop_id = ${shopId} and order_id = ${orderId}) or (applied_at is null and (
      exists (select from captures where shop_id = ${shopId} and order_id = ${orderId} and capture_id = p.source_id)
      or exists (select from authorizations where shop_id = ${shopId} and order_id = ${orderId}
        and authorization_id = coalesce(p.authorization_id, p.source_id))))
    order by happened_at, received_at for update skip locked`.execute(tx);
  for (const row of rows) await applyKept(tx, row);
}

/** Undefined when it was kept before. Who is second waits here until the first is committed. */
async function keep(tx: Transaction, news: PaymentNews): Promise<PaymentInboxRow | undefined> {
  return tx
    .insertInto('payment_inbox')
    .values({
      ...{ source: news.source, event_id: news.eventId, body: JSON.stringify(news.body), kind: news.kind },
      ...{ source_id: news.sourceId, authorization_id: news.authorizationId ?? null },
      ...{ amount: news.amount, currency: news.currency, happened_at: news.happenedAt },
      ...{ reference: news.reference ?? null, voided: news.voided ?? false },
      ...{ applied_at: null, shop_id: null, order_id: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
}

/**
 * Looked for again once the order is locked: until then the shop may have sent it anew. A payment in another currency
 * is nobody's: it stays parked.
 */
async function applyKept(tx: Transaction, news: PaymentInboxRow): Promise<PaymentNewsReceived> {
  const found = await locatePayment(tx, news);
  if (found === undefined) return { outcome: 'parked' };
  await lockOrder(tx, { shopId: found.shop_id, orderId: found.order_id });
  const located = await locatePayment(tx, news);
  if (located?.order_id !== found.order_id || located.shop_id !== found.shop_id) return { outcome: 'parked' };
  if (located.currency !== news.currency) return { outcome: 'parked' };
  await tx
    .updateTable('payment_inbox')
    .set({ applied_at: new Date(), shop_id: located.shop_id, order_id: located.order_id })
    .where('source', '=', news.source)
    .where('event_id', '=', news.event_id)
    .execute();
  return applyPaymentNews(tx, located, news);
}
