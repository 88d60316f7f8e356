import { sql } from 'kysely';
import type { ApprovedLine } from '../../domain/decision';
import { refused, type Refusal } from '../../domain/refusals';
import type { Transaction } from './database';
import type { CancellationRow } from './tables/cancellations';
import { releaseGiftCards } from './wallet/gift-holds';

interface SomeUnits {
  readonly merchantId: string;
  readonly lines: readonly ApprovedLine[];
}

interface HeldUnit {
  readonly unit_id: string;
  readonly line_id: string;
}

/**
 * The held units of a part that an approval of these lines alone leaves out; where only some of a line are approved,
 * those in a parcel are left out first, then the last. Refused with UNIT_UNKNOWN, QUANTITY_TOO_GREAT, or
 * PART_NOT_ACCEPTED where the policy takes the whole or nothing.
 */
export async function unitsLeftOut(
  tx: Transaction,
  row: CancellationRow,
  { merchantId, lines }: SomeUnits,
): Promise<readonly string[] | Refusal> {
  const held = await heldUnits(tx, row, merchantId);
  const left = new Map<string, number>();
  for (const { lineId, quantity } of lines) left.set(lineId, (left.get(lineId) ?? 0) + quantity);
  for (const [lineId, asked] of left) {
    const there = held.filter(({ line_id }) => line_id === lineId).length;
    if (there === 0) return refused('UNIT_UNKNOWN', { lineId });
    if (asked > there) return refused('QUANTITY_TOO_GREAT', { lineId, asked, left: there });
  }
  const out = held.filter(({ line_id }) => {
    const rest = left.get(line_id) ?? 0;
    left.set(line_id, rest - 1);
    return rest <= 0;
  });
  const isPartTaken = row.policies[merchantId]?.partsCancellable !== false;
  return out.length > 0 && !isPartTaken ? refused('PART_NOT_ACCEPTED') : out.map(({ unit_id }) => unit_id);
}

async function heldUnits(tx: Transaction, row: CancellationRow, merchantId: string): Promise<readonly HeldUnit[]> {
  const { rows } = await sql<HeldUnit>`
    select u.unit_id, o.line_id from cancellation_units u join order_units o using (shop_id, order_id, unit_id)
    where u.shop_id = ${row.shop_id} and u.cancellation_id = ${row.cancellation_id} and u.merchant_id = ${merchantId}
      and u.state = 'HELD'
    order by o.line_id, exists (select from shipment_units su join shipments s using (shop_id, order_id, shipment_id)
        where su.shop_id = u.shop_id and su.order_id = u.order_id and su.unit_id = u.unit_id
          and s.state in ('LABELED', 'IN_TRANSIT')),
      length(u.unit_id), u.unit_id`.execute(tx);
  return rows;
}

/** Lets units go that a merchant does not approve: they are free again, as if they had not been asked for. */
export async function leaveOut(tx: Transaction, row: CancellationRow, unitIds: readonly string[]): Promise<void> {
  if (unitIds.length === 0) return;
  await sql`
    with given as (
      update cancellation_units set state = 'RELEASED'
      where shop_id = ${row.shop_id} and cancellation_id = ${row.cancellation_id} and unit_id = any(${[...unitIds]}::text[])
    )
    update order_units set state = 'ACTIVE', cancellation_id = null
    where shop_id = ${row.shop_id} and order_id = ${row.order_id} and cancellation_id = ${row.cancellation_id}
      and unit_id = any(${[...unitIds]}::text[])`.execute(tx);
  await releaseGiftCards(tx, { shopId: row.shop_id, cancellationId: row.cancellation_id }, unitIds);
}
