import type { PlannedLeg } from '../../domain/refund-leg';
import { applyAnswer } from './apply-answer';
import type { Transaction } from './database';
import { replaceByLegs } from './replace-by-legs';
import type { CancellationRow } from './tables/cancellations';
import type { RefundLegRow } from './tables/money';

/**
 * Closes a leg, without sending it, of which others have given back all or some: a dispute that was lost, or a refund
 * made elsewhere. What is left of it goes out as a leg of its own; the other part is owed no more. Changes nothing
 * where that is not so any more. Order and cancellation are locked.
 */
export async function closeTakenLeg(
  tx: Transaction,
  cancellation: CancellationRow,
  { legId, code }: { readonly legId: string; readonly code: string },
): Promise<RefundLegRow> {
  const before = await readLeg(tx, cancellation, legId);
  const taken = Math.min(before.amount, await overdrawnOf(tx, before));
  if (taken === 0 || before.replaced_by !== null) return before;
  const { leg } = await applyAnswer(tx, { cancellation, legId, answer: { outcome: 'closed', code } });
  // The rest of a payout has a destination that was approved for another amount: a person's.
  if (leg.state !== 'CLOSED' || (leg.kind !== 'refund' && taken < leg.amount)) return leg;
  await replaceByLegs(tx, cancellation, { leg, legs: restOf(leg, leg.amount - taken), cause: code });
  return leg;
}

function restOf({ kind, tender_id, channel, capture_id }: RefundLegRow, amount: number): PlannedLeg[] {
  return amount === 0 ? [] : [{ kind, tenderId: tender_id, channel, sourceId: capture_id ?? '', amount }];
}

function readLeg(tx: Transaction, { shop_id }: CancellationRow, legId: string): Promise<RefundLegRow> {
  return tx
    .selectFrom('refund_legs')
    .selectAll()
    .where('shop_id', '=', shop_id)
    .where('leg_id', '=', legId)
    .executeTakeFirstOrThrow();
}

async function overdrawnOf(tx: Transaction, { shop_id, order_id, capture_id }: RefundLegRow): Promise<number> {
  const capture = await tx
    .selectFrom('captures')
    .select('overdrawn')
    .where('shop_id', '=', shop_id)
    .where('order_id', '=', order_id)
    .where('capture_id', '=', capture_id)
    .forUpdate()
    .executeTakeFirst();
  return capture?.overdrawn ?? 0;
}
