import { isFinal } from '../../../domain/cancellation-progress';
import type { RepairBook } from '../../../ports/repair-book';
import type { Database } from '../database';
import { inTransaction } from '../in-transaction';
import { lockCancellation } from '../lock-cancellation';
import { lockOrderLegs } from '../order-legs';
import { proveLocked } from '../steps/prove';
import { legsOf } from './begin-repair';
import { endRepair, isGivenElsewhere, lockRepair } from './repair-row';

/**
 * Its legs are final: proves the closure anew, or, while another repair of the same cancellation
 * is open, leaves that to the last one.
 */
export function proveRepair(db: Database): RepairBook['proveRepair'] {
  return (ref) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellation(tx, ref);
      const repair = await lockRepair(tx, ref);
      if (repair?.done_at !== null) {
        return row.state === 'SETTLED' ? proveLocked(tx, row) : { outcome: 'others', state: row.state };
      }
      const rows = await lockOrderLegs(tx, row);
      const legs = legsOf(rows, row.cancellation_id, repair);
      if ((legs.length === 0 && !isGivenElsewhere(rows, repair)) || !isFinal(legs)) {
        return { outcome: 'differs', differences: [`REPAIR_OPEN:${ref.subject}`] };
      }
      const { others } = await tx
        .selectFrom('repairs')
        .select(({ fn }) => fn.countAll<number>().as('others'))
        .where('shop_id', '=', ref.shopId)
        .where('cancellation_id', '=', ref.cancellationId)
        .where('subject', '<>', ref.subject)
        .where('done_at', 'is', null)
        .executeTakeFirstOrThrow();
      if (others === 0) return proveLocked(tx, row);
      await endRepair(tx, ref);
      return { outcome: 'others', state: row.state };
    });
}
