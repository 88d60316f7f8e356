import type { CancellationBook } from '../../../ports/cancellation-book';
import type { Database } from '../database';
import { inTransaction } from '../in-transaction';
import { lockCancellation } from '../lock-cancellation';
import { recordWithColumns } from '../record-with-columns';
import type { CancellationRow } from '../tables/cancellations';

type ShopStep = Parameters<CancellationBook['recordShopStep']>[0]['step'];

/** What a step changes; undefined where it was recorded before. */
function changeOf({ shop_held_at, shop_closed_at }: CancellationRow, step: ShopStep) {
  switch (step) {
    case 'HELD':
      return shop_held_at === null ? { shop_held_at: new Date() } : undefined;
    case 'RELEASED':
      return shop_held_at === null ? undefined : { shop_held_at: null };
    case 'CLOSED':
      return shop_closed_at === null ? { shop_closed_at: new Date() } : undefined;
  }
}

/**
 * Records what the shop has acknowledged. `shop_held_at` is set while the shop holds
 * its order: the compensation goes by it.
 */
export function recordShopStep(db: Database): CancellationBook['recordShopStep'] {
  return (input) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellation(tx, input);
      const set = changeOf(row, input.step);
      if (set !== undefined) await recordWithColumns(tx, row, { event: `SHOP_${input.step}`, set, details: {} });
      return { outcome: 'recorded' };
    });
}
