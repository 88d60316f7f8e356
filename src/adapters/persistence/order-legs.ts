import type { Transaction } from './database';
import type { CancellationRow } from './tables/cancellations';
import type { RefundLegRow } from './tables/money';

/**
 * Locks all legs of an order, of every cancellation of it, in the order of their ids; the order's row is locked before.
 */
export async function lockOrderLegs(
  tx: Transaction,
  { shop_id, order_id }: Pick<CancellationRow, 'shop_id' | 'order_id'>,
): Promise<RefundLegRow[]> {
  return tx
    .selectFrom('refund_legs')
    .selectAll()
    .where('shop_id', '=', shop_id)
    .where('order_id', '=', order_id)
    .orderBy('leg_id')
    .forUpdate()
    .execute();
}
