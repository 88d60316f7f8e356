import type { CancellationRef } from '../../ports/cancellation-book';
import type { Transaction } from './database';
import type { CancellationRow } from './tables/cancellations';

/**
 * Locks the order's row and then the cancellation's: every step begins with it, so that pivot, withdrawal and decision
 * take the same lock.
 * @throws Error when there is no such cancellation: a step is only asked for what accept has stored.
 */
export async function lockCancellation(tx: Transaction, ref: CancellationRef): Promise<CancellationRow> {
  await tx
    .selectFrom('orders')
    .select('orders.order_id')
    .where('orders.shop_id', '=', ref.shopId)
    .where('orders.order_id', '=', (query) =>
      query
        .selectFrom('cancellations')
        .select('order_id')
        .where('shop_id', '=', ref.shopId)
        .where('cancellation_id', '=', ref.cancellationId),
    )
    .forUpdate()
    .execute();
  const row = await tx
    .selectFrom('cancellations')
    .selectAll()
    .where('shop_id', '=', ref.shopId)
    .where('cancellation_id', '=', ref.cancellationId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new Error(`No cancellation ${ref.cancellationId} of shop ${ref.shopId}`);
  return row;
}
