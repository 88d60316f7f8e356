import { sql } from 'kysely';
import { mayMove, SYSTEM_ACTOR } from '../../../domain/cancellation';
import type { CancellationBook } from '../../../ports/cancellation-book';
import type { Database, Transaction } from '../database';
import { hasEnded } from '../has-ended';
import { inTransaction } from '../in-transaction';
import { lockCancellation } from '../lock-cancellation';
import { moveState } from '../move-state';
import type { CancellationRow } from '../tables/cancellations';

/**
 * The parts with held units in this parcel wait for it to come back, each as long as its policy allows; their clock
 * starts once. For a parcel that is back already the clock has run out.
 * @throws Error when no part waits for this parcel, or the cancellation has ended.
 */
export function awaitReturn(db: Database): CancellationBook['awaitReturn'] {
  return (input) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellation(tx, input);
      if (hasEnded(row.state))
        throw new Error(`Cancellation ${row.cancellation_id} is ${row.state}: nothing can come back`);
      const { until, started } = await startClocks(tx, row, input.shipmentId);
      const to = mayMove({ from: row.state, to: 'AWAITING_RETURN', role: SYSTEM_ACTOR.role })
        ? 'AWAITING_RETURN'
        : row.state;
      if (started) {
        await moveState(tx, row, {
          to,
          waitingOn: to === 'AWAITING_RETURN' ? 'CUSTOMER' : row.waiting_on,
          event: 'RETURN_AWAITED',
          details: { shipmentId: input.shipmentId, until: until.toISOString() },
          set: to === 'AWAITING_RETURN' ? { deadline: until } : {},
        });
      }
      return { outcome: 'awaiting', until: until.toISOString() };
    });
}

/** The latest of these parts' clocks, and whether one began now. */
async function startClocks(
  tx: Transaction,
  row: CancellationRow,
  shipmentId: string,
): Promise<{ readonly until: Date; readonly started: boolean }> {
  const { rows } = await sql<{ until: Date; started: boolean }>`
    with back as (
      select from shipments where shop_id = ${row.shop_id} and order_id = ${row.order_id} and shipment_id = ${shipmentId}
        and state in ('STOPPED', 'RETURNED')
    ), concerned as (
      select p.merchant_id, p.state, p.return_until from cancellation_parts p
      where p.shop_id = ${row.shop_id} and p.cancellation_id = ${row.cancellation_id}
        and p.state in ('APPROVED', 'AWAITING_RETURN') and exists (
          select from cancellation_units u join shipment_units su using (shop_id, order_id, unit_id)
          where u.shop_id = p.shop_id and u.cancellation_id = p.cancellation_id and u.merchant_id = p.merchant_id
            and u.state = 'HELD' and su.shipment_id = ${shipmentId}) and not exists (select from back)
    ), begun as (
      update cancellation_parts p set state = 'AWAITING_RETURN',
        return_until = now() + (${JSON.stringify(row.policies)}::jsonb -> p.merchant_id ->> 'returnMs')::bigint * interval '1 ms'
      from concerned c where p.shop_id = ${row.shop_id} and p.cancellation_id = ${row.cancellation_id}
        and p.merchant_id = c.merchant_id and c.state = 'APPROVED'
      returning p.return_until
    )
    select greatest((select now() from back), (select max(return_until) from begun),
      (select max(return_until) from concerned where state = 'AWAITING_RETURN')) as until,
      exists (select from begun) as started`.execute(tx);
  const [clock] = rows;
  if (clock?.until == null) throw new Error(`No part of ${row.cancellation_id} waits for parcel ${shipmentId}`);
  return clock;
}
