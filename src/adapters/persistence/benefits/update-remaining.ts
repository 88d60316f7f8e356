import type { Benefit } from '../../../domain/benefits';
import type { OrderRef } from '../../../ports/order-book';
import type { Transaction } from '../database';

/**
 * What the shop says by now of how many are left of what was earned: the only thing of a benefit that still changes.
 */
export async function updateRemaining(
  tx: Transaction,
  ref: OrderRef,
  { stored, sent }: { readonly stored: readonly Benefit[]; readonly sent: readonly Benefit[] },
): Promise<void> {
  const before = new Map(stored.map(({ benefitId, remaining }) => [benefitId, remaining]));
  for (const { benefitId, remaining } of sent) {
    if (remaining === undefined || remaining === before.get(benefitId)) continue;
    await tx
      .updateTable('benefits')
      .set({ remaining })
      .where('shop_id', '=', ref.shopId)
      .where('order_id', '=', ref.orderId)
      .where('benefit_id', '=', benefitId)
      .execute();
  }
}
