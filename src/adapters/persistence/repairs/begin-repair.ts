import type { Leg } from '../../../ports/cancellation-book';
import type { RepairBegun, RepairBook, RepairRef } from '../../../ports/repair-book';
import { releaseCapture } from '../capture-counters';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import { post, returned } from '../ledger';
import { lockCancellation } from '../lock-cancellation';
import { moveState } from '../move-state';
import { lockOrderLegs } from '../order-legs';
import { recordEvents } from '../record-event';
import { writeRefundState } from '../refund-state';
import { SYSTEM_ACTOR } from '../../../domain/cancellation';
import type { CancellationRow } from '../tables/cancellations';
import type { RefundLegRow } from '../tables/money';
import { toLegs } from '../to-leg';
import { planLateRefund } from './plan-late-refund';
import { endRepair, legOfRepair, lockRepair, type RepairRow } from './repair-row';

/**
 * Books what the repair is about, once. A cancellation that was settled is REPAIRING from now on, and its proof is
 * superseded; of one that is still on its way the state is left to its own run.
 */
export function beginRepair(db: Database): RepairBook['beginRepair'] {
  return (ref) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellation(tx, ref);
      const repair = await lockRepair(tx, ref);
      if (repair?.done_at !== null) return { outcome: 'done', state: row.state };
      const amount = repair.begun ? repair.amount : await book(tx, { row, repair });
      if (amount === 0) {
        await endRepair(tx, ref);
        return { outcome: 'done', state: row.state };
      }
      const legs = await lockOrderLegs(tx, row);
      if (!repair.begun) await tell(tx, { row, repair: { ...repair, amount }, legs });
      return begunOf(row, { ...repair, amount }, legs);
    });
}

interface Booked {
  readonly row: CancellationRow;
  readonly repair: RepairRow;
}

/**
 * What of it is really to be repaired, minor units; 0 where the news was wrong, or others have taken the money since.
 */
async function book(tx: Transaction, { row, repair }: Booked): Promise<number> {
  if (repair.kind === 'LATE_MONEY') return planLateRefund(tx, row, repair);
  const legs = await lockOrderLegs(tx, row);
  const leg = legs.find(({ leg_id }) => leg_id === repair.subject);
  if (leg?.late_news !== 'RETURNED') return 0;
  // Its money is with us again: another way may take it from the same capture.
  await releaseCapture(tx, leg);
  await post(tx, row, [returned(leg)]);
  return leg.amount;
}

async function tell(
  tx: Transaction,
  { row, repair, legs }: Booked & { readonly legs: readonly RefundLegRow[] },
): Promise<void> {
  const { kind, subject, amount } = repair;
  const details = { kind, subject, amount, currency: row.currency };
  if (row.state === 'SETTLED') {
    await supersedeProof(tx, row);
    await moveState(tx, row, { to: 'REPAIRING', waitingOn: 'PAYMENT', event: 'REPAIRING', reason: kind, details });
  } else {
    const ref = { shopId: row.shop_id, cancellationId: row.cancellation_id };
    await recordEvents(tx, ref, [{ event: 'REPAIRING', actor: SYSTEM_ACTOR, reason: kind, details }]);
  }
  await writeRefundState(tx, row, { legs, none: 'IN_PROGRESS' });
}

async function supersedeProof(tx: Transaction, { shop_id, cancellation_id }: CancellationRow): Promise<void> {
  await tx
    .updateTable('closure_proofs')
    .set({ superseded_at: new Date() })
    .where('shop_id', '=', shop_id)
    .where('cancellation_id', '=', cancellation_id)
    .where('superseded_at', 'is', null)
    .execute();
}

function begunOf(row: CancellationRow, repair: RepairRow, legs: readonly RefundLegRow[]): RepairBegun {
  const { order_id, reason, currency, whole, settled_at, state } = row;
  return {
    outcome: 'begun',
    kind: repair.kind,
    orderId: order_id,
    amount: repair.amount,
    ...{ reason, currency, whole },
    state: state === 'SETTLED' ? 'REPAIRING' : state,
    cancellation: settled_at === null ? 'OPEN' : 'SETTLED',
    legs: legsOf(legs, row.cancellation_id, repair),
  };
}

/** The legs of a repair as its run knows them. */
export function legsOf(rows: readonly RefundLegRow[], cancellationId: string, repair: RepairRow): Leg[] {
  const own = rows.filter((leg) => leg.cancellation_id === cancellationId);
  return toLegs(legOfRepair(own, repair), cancellationId);
}

/** Reads a repair's legs; no lock. */
export function readRepairLegs(db: Database): RepairBook['readRepairLegs'] {
  return async (ref: RepairRef) => {
    const [rows, repair] = await Promise.all([
      db
        .selectFrom('refund_legs')
        .selectAll()
        .where('shop_id', '=', ref.shopId)
        .where('cancellation_id', '=', ref.cancellationId)
        .orderBy('created_at')
        .execute(),
      db
        .selectFrom('repairs')
        .select(['subject', 'kind', 'amount', 'done_at'])
        .where('shop_id', '=', ref.shopId)
        .where('subject', '=', ref.subject)
        .executeTakeFirstOrThrow(),
    ]);
    return legsOf(rows, ref.cancellationId, { ...repair, begun: true });
  };
}
