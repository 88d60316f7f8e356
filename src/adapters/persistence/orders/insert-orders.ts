import { sql } from 'kysely';
import type { Refusal } from '../../../domain/refusals';
import type { NewOrder } from '../../../ports/order-book';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import { ensureMerchants } from './ensure-merchants';
import { insertRows, type RowSet } from './insert-rows';
import { orderRefusal } from './order-refusal';
import { merchantIdsOf, orderRow, rowsOfOrder } from './order-rows';
import { reserveStock } from './reserve-stock';

const BATCH = 500;

export interface InsertedOrders {
  readonly inserted: number;
  /** Those that were there before, untouched. */
  readonly existing: readonly string[];
  readonly refused: readonly { readonly orderId: string; readonly refusal: Refusal }[];
}

export interface InsertOptions {
  readonly channels: ReadonlySet<string>;
  /** Told after each batch how many orders have been looked at. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Inserts many orders of one shop, five hundred a transaction; those that are there stay as they are, those that are
 * wrong are told. The shop must be there; merchants that aren't get the default policy.
 */
export async function insertOrders(
  db: Database,
  { shopId, orders }: { readonly shopId: string; readonly orders: readonly NewOrder[] },
  { channels, onProgress }: InsertOptions,
): Promise<InsertedOrders> {
  const existing: string[] = [];
  const refusals: { orderId: string; refusal: Refusal }[] = [];
  let inserted = 0;
  for (let start = 0; start < orders.length; start += BATCH) {
    const batch = orders.slice(start, start + BATCH);
    const good = batch.filter((order) => {
      const refusal = orderRefusal(order, channels);
      if (refusal !== undefined) refusals.push({ orderId: order.orderId, refusal });
      return refusal === undefined;
    });
    const fresh = await inTransaction(db, (tx) => insertBatch(tx, shopId, good));
    inserted += fresh.size;
    existing.push(...good.filter(({ orderId }) => !fresh.has(orderId)).map(({ orderId }) => orderId));
    onProgress?.(start + batch.length);
  }
  return { inserted, existing, refused: refusals };
}

/** Inserts orders that aren't there yet, in the caller's transaction; the ids of those that it did insert. */
export async function insertBatch(tx: Transaction, shopId: string, orders: readonly NewOrder[]): Promise<Set<string>> {
  if (orders.length === 0) return new Set();
  const rows = orders.map((order) => orderRow(shopId, order));
  const { rows: fresh } = await sql<{ order_id: string }>`
    insert into orders (shop_id, order_id, version, currency, placed_at, account_blocked, adjustment, content_hash)
    select shop_id, order_id, version, currency, placed_at, account_blocked, adjustment, content_hash
    from json_populate_recordset(null::orders, ${JSON.stringify(rows)}::json) order by order_id
    on conflict do nothing returning order_id`.execute(tx);
  const ids = new Set(fresh.map(({ order_id }) => order_id));
  const news = orders.filter(({ orderId }) => ids.delete(orderId));
  await insertBelow(tx, shopId, news);
  return new Set(news.map(({ orderId }) => orderId));
}

/** Inserts all that stands below the rows of these orders. */
export async function insertBelow(tx: Transaction, shopId: string, orders: readonly NewOrder[]): Promise<void> {
  await ensureMerchants(tx, shopId, orders.flatMap(merchantIdsOf));
  const tables = new Map<RowSet['table'], RowSet['rows'][number][]>();
  for (const { table, rows } of orders.flatMap((order) => rowsOfOrder(shopId, order))) {
    const all = tables.get(table) ?? [];
    all.push(...rows);
    tables.set(table, all);
  }
  for (const [table, rows] of tables) await insertRows(tx, { table, rows });
  await reserveStock(tx, shopId, orders);
}
