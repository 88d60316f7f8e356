import { sql } from 'kysely';
import type { CancellationBook } from '../../../ports/cancellation-book';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import { lockCancellation } from '../lock-cancellation';
import { recordWithColumns } from '../record-with-columns';
import { loadStanding, standingOf } from '../standing';
import type { CancellationRow } from '../tables/cancellations';
import { releaseGiftCards } from '../wallet/gift-holds';

/**
 * Gives up the held units of a parcel that was not stopped, or did not come back in time: they are free
 * again, and a part that has no unit left is NOT_STOPPED. A parcel that was stopped or came back after all
 * is not given up: who was first counts.
 * @throws Error when the units are already cancelled.
 */
export function giveUpParcel(db: Database): CancellationBook['giveUpParcel'] {
  return (input) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellation(tx, input);
      const given = row.committed_at === null ? await release(tx, row, input.shipmentId) : [];
      if (given.length > 0) {
        await settleParts(tx, row, given);
        const units = given.map(({ unit_id }) => unit_id);
        await releaseGiftCards(tx, input, units);
        const details = { shipmentId: input.shipmentId, units };
        const set = row.state === 'AWAITING_RETURN' ? { deadline: null } : {};
        await recordWithColumns(tx, row, { event: 'PARCEL_GIVEN_UP', set, details });
      }
      return standingOf(await loadStanding(tx, input));
    });
}

interface Given {
  readonly unit_id: string;
  readonly merchant_id: string;
}

async function release(tx: Transaction, row: CancellationRow, shipmentId: string): Promise<Given[]> {
  const { rows } = await sql<Given>`
    with given as (
      update cancellation_units u set state = 'RELEASED'
      from shipment_units su join shipments s using (shop_id, order_id, shipment_id)
      where u.shop_id = ${row.shop_id} and u.cancellation_id = ${row.cancellation_id} and u.state = 'HELD'
        and su.shop_id = u.shop_id and su.order_id = u.order_id and su.unit_id = u.unit_id
        and s.shipment_id = ${shipmentId} and s.state not in ('STOPPED', 'RETURNED')
      returning u.unit_id, u.merchant_id
    ), free as (
      update order_units o set state = 'ACTIVE', cancellation_id = null from given
      where o.shop_id = ${row.shop_id} and o.order_id = ${row.order_id} and o.unit_id = given.unit_id
    )
    select unit_id, merchant_id from given order by unit_id`.execute(tx);
  return rows;
}

/** In a statement of its own, since it counts what the one before has left. */
async function settleParts(tx: Transaction, row: CancellationRow, given: readonly Given[]): Promise<void> {
  const merchants = [...new Set(given.map(({ merchant_id }) => merchant_id))];
  await sql`
    update cancellation_parts p set return_until = null, deadline = null, state = case when exists (
        select from cancellation_units u where u.shop_id = p.shop_id and u.cancellation_id = p.cancellation_id
          and u.merchant_id = p.merchant_id and u.state = 'HELD')
      then 'APPROVED' else 'NOT_STOPPED' end
    where p.shop_id = ${row.shop_id} and p.cancellation_id = ${row.cancellation_id} and p.merchant_id = any(${merchants})
      and p.state in ('APPROVED', 'AWAITING_RETURN')`.execute(tx);
}
