import { sql } from 'kysely';
import { isAccepted, orderReadingOf } from '../../../domain/cancellation-progress';
import type { OrderUnit } from '../../../domain/order';
import type { CancellationBook } from '../../../ports/cancellation-book';
import { issueCreditNote } from '../credit-notes/issue-credit-note';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import { lockCancellation } from '../lock-cancellation';
import { moveState } from '../move-state';
import { lockOrderLegs } from '../order-legs';
import { refundStateOfRows } from '../refund-state';
import type { CancellationRow } from '../tables/cancellations';
import type { RefundLegRow } from '../tables/money';
import { toLegs } from '../to-leg';

/**
 * The order reads "cancelled", wholly or partly, always with what is to be said of the refund: every channel has taken
 * its leg on, and a connected shop has closed its own order.
 * @throws Error when one of these is not so: a fault of ours, since the workflow waits for both.
 */
export function close(db: Database): CancellationBook['close'] {
  return (ref) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellation(tx, ref);
      const rows = await lockOrderLegs(tx, row);
      const legs = toLegs(rows, row.cancellation_id);
      if (row.closed_at !== null) return { outcome: 'closed', legs, refund: row.refund };
      if (row.committed_at === null)
        throw new Error(`Cancellation ${row.cancellation_id} is not committed: too early to close`);
      // What came in too late is repaired, before or after.
      const own = rows.filter(({ purpose }) => purpose === 'CANCELLATION');
      if (!isAccepted(toLegs(own, row.cancellation_id)))
        throw new Error(`A refund of ${row.cancellation_id} is not accepted: too early to close`);
      if (row.connected && row.shop_closed_at === null) {
        throw new Error(`The shop has not closed its order of ${row.cancellation_id}: too early to close`);
      }
      await write(tx, row, rows);
      return { outcome: 'closed', legs, refund: row.refund };
    });
}

async function write(tx: Transaction, row: CancellationRow, legs: readonly RefundLegRow[]): Promise<void> {
  const own = refundStateOfRows(legs.filter(({ cancellation_id }) => cancellation_id === row.cancellation_id));
  const all = refundStateOfRows(legs);
  const { state } = orderReadingOf({
    units: await readUnits(tx, row),
    legs: [],
    latest: { state: 'CLOSED', wasClosed: true },
  });
  // Nothing to return is as good as returned.
  const orderSays = all === 'NONE' ? 'COMPLETED' : all;
  await sql`update orders set state = ${state}, refund_state = ${orderSays}, updated_at = now()
    where shop_id = ${row.shop_id} and order_id = ${row.order_id}`.execute(tx);
  const now = new Date();
  await moveState(tx, row, {
    to: 'CLOSED',
    waitingOn: 'PAYMENT',
    event: 'CLOSED',
    details: { order: state, refund: orderSays },
    set: { closed_at: now, refund_state: own === 'NONE' ? 'COMPLETED' : own },
  });
  // Last, since it locks the shop's series of numbers until the end.
  await issueCreditNote(tx, { ...row, closed_at: now });
}

async function readUnits(tx: Transaction, row: CancellationRow): Promise<Pick<OrderUnit, 'state'>[]> {
  return tx
    .selectFrom('order_units')
    .select('state')
    .distinct()
    .where('shop_id', '=', row.shop_id)
    .where('order_id', '=', row.order_id)
    .execute();
}
