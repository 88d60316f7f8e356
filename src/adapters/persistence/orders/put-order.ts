import { refused, type Refusal } from '../../../domain/refusals';
import type { NewOrder, OrderRef, PutOrderResult } from '../../../ports/order-book';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import { replayPayments } from '../payment-inbox';
import { addToFrozenOrder } from './add-to-frozen-order';
import { insertBatch, insertBelow } from './insert-orders';
import { orderRefusal } from './order-refusal';
import { contentHash, orderRow } from './order-rows';
import { readStoredOrder } from './read-order';
import { unreserveStock } from './reserve-stock';

type Change = 'created' | 'updated' | 'unchanged' | Refusal;

/** Stores an order, or what changed of it, under its row's lock. See `OrderBook.putOrder` for what is refused. */
export async function putOrder(
  db: Database,
  { shopId, order }: { readonly shopId: string; readonly order: NewOrder },
  channels: ReadonlySet<string>,
): Promise<PutOrderResult> {
  const refusal = orderRefusal(order, channels);
  if (refusal !== undefined) return refusal;
  const ref = { shopId, orderId: order.orderId };
  return inTransaction(db, async (tx) => {
    const change = await applyOrder(tx, ref, order);
    if (typeof change !== 'string') return change;
    if (change !== 'unchanged') await replayPayments(tx, ref);
    const stored = await readStoredOrder(tx, ref);
    if (stored === undefined) throw new Error('An order that was just stored is not there');
    return { outcome: change, order: stored.order };
  });
}

async function applyOrder(tx: Transaction, ref: OrderRef, order: NewOrder): Promise<Change> {
  const created = await insertBatch(tx, ref.shopId, [order]);
  if (created.size > 0) return 'created';
  const row = await tx
    .selectFrom('orders')
    .select(['version', 'content_hash', 'frozen'])
    .where('shop_id', '=', ref.shopId)
    .where('order_id', '=', ref.orderId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (order.version === row.version && row.content_hash === contentHash(order)) return 'unchanged';
  if (order.version <= row.version) {
    return refused('ORDER_VERSION_OLD', { version: order.version, stored: row.version });
  }
  return row.frozen ? addToFrozenOrder(tx, ref, order) : replaceOrder(tx, ref, order);
}

async function replaceOrder(tx: Transaction, ref: OrderRef, order: NewOrder): Promise<'updated'> {
  await unreserveStock(tx, ref);
  for (const table of ['shipments', 'tenders', 'order_lines', 'benefits'] as const) {
    await tx.deleteFrom(table).where('shop_id', '=', ref.shopId).where('order_id', '=', ref.orderId).execute();
  }
  const { version, currency, placed_at, account_blocked, adjustment, content_hash } = orderRow(ref.shopId, order);
  await tx
    .updateTable('orders')
    .set({ version, currency, placed_at, account_blocked, adjustment, content_hash, updated_at: new Date() })
    .where('shop_id', '=', ref.shopId)
    .where('order_id', '=', ref.orderId)
    .execute();
  await insertBelow(tx, ref.shopId, [order]);
  return 'updated';
}
