import { sql } from 'kysely';
import { unitsOf } from '../../../domain/order-units';
import type { NewOrder, OrderRef } from '../../../ports/order-book';
import type { Transaction } from '../database';
import { insertRows, type Row } from './insert-rows';

/**
 * Reserves one of stock for every unit that is not delivered yet: each movement once,
 * counters in the order of (sku, location).
 */
export async function reserveStock(tx: Transaction, shopId: string, orders: readonly NewOrder[]): Promise<void> {
  const movements = orders.flatMap((order) => reservationsOf(shopId, order));
  await insertRows(tx, { table: 'stock_movements', rows: movements });
  await sql`insert into stock_items (shop_id, sku, location, reserved)
    select ${shopId}, sku, location, count(*)
    from json_to_recordset(${JSON.stringify(movements)}::json) as moved (sku text, location text)
    group by sku, location order by sku, location
    on conflict (shop_id, sku, location) do update set reserved = stock_items.reserved + excluded.reserved`.execute(tx);
}

/** Takes back what this order has reserved, before its units are replaced. */
export async function unreserveStock(tx: Transaction, { shopId, orderId }: OrderRef): Promise<void> {
  // Locked in the order of (sku, location) first: an update alone takes its locks in any order.
  await sql`with reserved as (
      select sku, location, count(*) as pieces from stock_movements
      where shop_id = ${shopId} and order_id = ${orderId} and cause = 'RESERVE' group by sku, location
    ), locked as (
      select item.sku, item.location from stock_items item join reserved using (sku, location)
      where item.shop_id = ${shopId} order by item.sku, item.location for update of item
    )
    update stock_items item set reserved = item.reserved - reserved.pieces
    from reserved join locked using (sku, location)
    where item.shop_id = ${shopId} and item.sku = reserved.sku and item.location = reserved.location`.execute(tx);
}

function reservationsOf(shopId: string, { orderId, lines, shippingFee, shipments }: NewOrder): Row[] {
  const delivered = new Set(shipments.filter(({ state }) => state === 'DELIVERED').flatMap(({ unitIds }) => unitIds));
  return unitsOf(lines, shippingFee)
    .filter(({ unitId }) => !delivered.has(unitId))
    .map(({ unitId, sku, location }) => ({
      shop_id: shopId,
      order_id: orderId,
      unit_id: unitId,
      cause: 'RESERVE',
      cancellation_id: '',
      sku,
      location,
    }));
}
