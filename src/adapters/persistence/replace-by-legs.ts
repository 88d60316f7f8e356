import { sum } from '../../domain/money';
import type { PlannedLeg } from '../../domain/refund-leg';
import type { Transaction } from './database';
import { owedNoMore, post } from './ledger';
import { legIdOf } from './leg-identity';
import { lockOrderLegs } from './order-legs';
import { planFurtherLegs } from './plan-legs';
import { recordEvents } from './record-event';
import { refundStateOfRows, writeRefundState } from './refund-state';
import { SYSTEM_ACTOR } from '../../domain/cancellation';
import type { CancellationRow } from './tables/cancellations';
import type { RefundLegRow } from './tables/money';

/** In `replaced_by`: others than Rescind gave it back, or it was never taken. No leg follows. */
export const REPLACED_BY_NOBODY = 'ELSEWHERE';

/**
 * Puts legs in the place of one that is proven to have moved nothing. What they don't return of its amount is owed no
 * more: the cancellation's refund goes down by it. Order and cancellation are locked.
 */
export async function replaceByLegs(
  tx: Transaction,
  cancellation: CancellationRow,
  { leg, legs, cause }: { readonly leg: RefundLegRow; readonly legs: readonly PlannedLeg[]; readonly cause: string },
): Promise<void> {
  const { shop_id, cancellation_id } = cancellation;
  const ofOrder = await lockOrderLegs(tx, cancellation);
  const from = ofOrder.filter((one) => one.cancellation_id === cancellation_id).length + 1;
  await planFurtherLegs(tx, cancellation, { legs, from });
  const replacedBy = legs.length === 0 ? REPLACED_BY_NOBODY : legIdOf(cancellation_id, from);
  await tx
    .updateTable('refund_legs')
    .set({ replaced_by: replacedBy, updated_at: new Date() })
    .where('shop_id', '=', shop_id)
    .where('leg_id', '=', leg.leg_id)
    .execute();
  const less = leg.amount - sum(legs.map(({ amount }) => amount));
  if (less > 0) {
    await post(tx, cancellation, [owedNoMore(leg, less)]);
    await tx
      .updateTable('cancellations')
      .set((value) => ({ refund: value('refund', '-', less) }))
      .where('shop_id', '=', shop_id)
      .where('cancellation_id', '=', cancellation_id)
      .execute();
  }
  const after = await lockOrderLegs(tx, cancellation);
  const none = cancellation.closed_at === null ? 'NONE' : 'COMPLETED';
  await writeRefundState(tx, cancellation, { legs: after, none });
  const details = { legId: leg.leg_id, cause, legs: legs.length, owedNoMore: less, refund: refundStateOfRows(after) };
  const ref = { shopId: shop_id, cancellationId: cancellation_id };
  await recordEvents(tx, ref, [{ event: 'LEG_REPLACED', actor: SYSTEM_ACTOR, details }]);
}
