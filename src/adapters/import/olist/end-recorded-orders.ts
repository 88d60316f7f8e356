import { sql } from 'kysely';
import type { NewOrder } from '../../../ports/order-book';
import type { Database } from '../../persistence/database';
import { inTransaction } from '../../persistence/in-transaction';
import { contentHash } from '../../persistence/orders/order-rows';

/** Stands where a cancellation's id would: Olist ended these, no cancellation of ours did. */
const ENDED_AT_OLIST = 'ended-at-olist';

/**
 * Makes orders that ended unsent read so: cancelled, and since no file says whether they were paid back, with a refund
 * that needs attention. Units that no parcel took are cancelled, and their stock is available again; of the others
 * nothing is known. Orders that are not as they came in, or ended before, stay as they are.
 */
export async function endRecordedOrders(db: Database, shopId: string, orders: readonly NewOrder[]): Promise<number> {
  if (orders.length === 0) return 0;
  const asked = JSON.stringify(orders.map((order) => ({ order_id: order.orderId, content_hash: contentHash(order) })));
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<{ order_id: string }>`
      update orders set state = 'CANCELLED', refund_state = 'NEEDS_ATTENTION', updated_at = now()
      from json_to_recordset(${asked}::json) as asked (order_id text, content_hash text)
      where orders.shop_id = ${shopId} and orders.order_id = asked.order_id
        and orders.content_hash = asked.content_hash and orders.state = 'OPEN' and not orders.frozen
      returning orders.order_id`.execute(tx);
    const ended = rows.map(({ order_id }) => order_id).sort();
    if (ended.length === 0) return 0;
    await sql`
      update order_units unit set state = 'CANCELLED', cancellation_id = ${ENDED_AT_OLIST}
      where shop_id = ${shopId} and order_id = any (${ended}::text[]) and state = 'ACTIVE' and not exists (
        select from shipment_units sent
        where sent.shop_id = unit.shop_id and sent.order_id = unit.order_id and sent.unit_id = unit.unit_id)`.execute(
      tx,
    );
    await sql`
      with released as (
        insert into stock_movements (shop_id, order_id, unit_id, cause, cancellation_id, sku, location)
        select shop_id, order_id, unit_id, 'RELEASE', ${ENDED_AT_OLIST}, sku, location from order_units
        where shop_id = ${shopId} and order_id = any (${ended}::text[]) and cancellation_id = ${ENDED_AT_OLIST}
        returning sku, location
      ), counted as (
        select sku, location, count(*) as pieces from released group by sku, location
      ), locked as (
        select item.sku, item.location from stock_items item join counted using (sku, location)
        where item.shop_id = ${shopId} order by item.sku, item.location for update of item
      )
      update stock_items item set reserved = item.reserved - pieces, available = item.available + pieces
      from counted join locked using (sku, location)
      where item.shop_id = ${shopId} and item.sku = counted.sku and item.location = counted.location`.execute(tx);
    return ended.length;
  });
}
