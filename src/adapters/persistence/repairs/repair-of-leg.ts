import type { RepairRef } from '../../../ports/repair-book';
import type { Transaction } from '../database';
import { lockOrderLegs } from '../order-legs';
import type { CancellationRow } from '../tables/cancellations';
import { legOfRepair } from './repair-row';

/**
 * The repair whose run waits for this leg: one of a cancellation that was settled, since the
 * others' own runs chase all of theirs.
 */
export async function repairOfLeg(
  tx: Transaction,
  row: CancellationRow,
  legId: string,
): Promise<RepairRef | undefined> {
  const { shop_id, cancellation_id, settled_at } = row;
  if (settled_at === null) return undefined;
  const repairs = await tx
    .selectFrom('repairs')
    .select(['subject', 'kind'])
    .where('shop_id', '=', shop_id)
    .where('cancellation_id', '=', cancellation_id)
    .where('done_at', 'is', null)
    .execute();
  if (repairs.length === 0) return undefined;
  const legs = (await lockOrderLegs(tx, row)).filter((leg) => leg.cancellation_id === cancellation_id);
  const found = repairs.find((repair) => legOfRepair(legs, repair).some(({ leg_id }) => leg_id === legId));
  return found === undefined ? undefined : { shopId: shop_id, cancellationId: cancellation_id, subject: found.subject };
}
