import { sql } from 'kysely';
import type { RestockedUnit } from './commit-plan';
import type { Transaction } from './database';
import { insertRecordset } from './insert-recordset';
import type { CancellationRow } from './tables/cancellations';

/**
 * Moves each cancelled unit's stock to where its rule says, once for a unit, cause and cancellation, and the counters
 * with it; locked in the order of (sku, location). Only what was reserved is unreserved: a unit that was delivered when
 * its order came never was. One round trip.
 * @throws Error when a counter is missing: every reservation has made one.
 */
export async function giveBackStock(
  tx: Transaction,
  { shop_id, order_id, cancellation_id }: CancellationRow,
  units: readonly RestockedUnit[],
): Promise<void> {
  if (units.length === 0) return;
  const movements = units.map(({ unitId, cause, sku, location }) => ({
    ...{ shop_id, order_id, unit_id: unitId, cause, cancellation_id, sku, location },
    moved_at: new Date(),
  }));
  const places = new Set(units.map(({ sku, location }) => JSON.stringify([sku, location])));
  const { numAffectedRows } = await sql`
    with moved as (
      ${insertRecordset('stock_movements', movements)} returning unit_id, cause, sku, location
    ), counted as (
      select moved.sku, moved.location, count(reserved.unit_id) as unreserved,
        count(*) filter (where moved.cause = 'RELEASE') as released,
        count(*) filter (where moved.cause = 'RETURN_TO_SHELF') as shelved,
        count(*) filter (where moved.cause = 'WRITE_OFF') as written
      from moved left join stock_movements reserved on reserved.shop_id = ${shop_id} and reserved.order_id = ${order_id}
        and reserved.unit_id = moved.unit_id and reserved.cause = 'RESERVE'
      group by moved.sku, moved.location
    ), locked as (
      select item.sku, item.location from stock_items item join counted using (sku, location)
      where item.shop_id = ${shop_id} order by item.sku, item.location for update of item
    )
    update stock_items item set reserved = item.reserved - counted.unreserved, available = item.available + counted.released,
      to_shelve = item.to_shelve + counted.shelved, written_off = item.written_off + counted.written
    from counted join locked using (sku, location)
    where item.shop_id = ${shop_id} and item.sku = counted.sku and item.location = counted.location`.execute(tx);
  if (numAffectedRows !== BigInt(places.size))
    throw new Error(`Stock of order ${order_id} has no counter to go back to`);
}
