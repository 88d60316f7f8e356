import { sql } from 'kysely';
import type { CancellationRef } from '../../ports/cancellation-book';
import type { Transaction } from './database';
import type { CancellationRow } from './tables/cancellations';

/**
 * Locks the order's row and then the cancellation's, in one round trip; undefined when there is no such cancellation.
 * The order comes first because the cancellation's row is joined to the locked one, and whoever waited reads what the
 * one before has written, because that row is locked too.
 */
export async function lockCancellationIfThere(
  tx: Transaction,
  ref: CancellationRef,
): Promise<CancellationRow | undefined> {
  const { rows } = await sql<CancellationRow>`
    with locked as materialized (
      select shop_id, order_id from orders
      where shop_id = ${ref.shopId} and order_id = (
        select order_id from cancellations where shop_id = ${ref.shopId} and cancellation_id = ${ref.cancellationId})
      for update)
    select c.* from locked join cancellations c on c.shop_id = locked.shop_id and c.order_id = locked.order_id
    where c.cancellation_id = ${ref.cancellationId}
    for update of c`.execute(tx);
  return rows[0];
}

/**
 * Locks the order's row and then the cancellation's: every step begins with it, so that pivot, withdrawal and decision
 * take the same lock.
 * @throws Error when there is no such cancellation: a step is only asked for what accept has stored.
 */
export async function lockCancellation(tx: Transaction, ref: CancellationRef): Promise<CancellationRow> {
  const row = await lockCancellationIfThere(tx, ref);
  if (row === undefined) throw new Error(`No cancellation ${ref.cancellationId} of shop ${ref.shopId}`);
  return row;
}
