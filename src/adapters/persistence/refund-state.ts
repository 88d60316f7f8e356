import { sql } from 'kysely';
import { refundStateOf } from '../../domain/cancellation-progress';
import type { RefundState } from '../../domain/order';
import type { Transaction } from './database';
import type { CancellationRow } from './tables/cancellations';
import type { RefundLegRow } from './tables/money';

type Leg = Pick<RefundLegRow, 'cancellation_id' | 'state' | 'replaced_by' | 'late_news'>;

/**
 * What may be said of these legs. A message that contradicts how a leg ended needs attention, whatever the others say,
 * but for money that came back and has gone another way.
 */
export function refundStateOfRows(legs: readonly Leg[]): RefundState {
  if (legs.some((leg) => leg.late_news !== null && !(leg.late_news === 'RETURNED' && leg.replaced_by !== null))) {
    return 'NEEDS_ATTENTION';
  }
  return refundStateOf(
    legs.map(({ state, replaced_by }) => ({ state, ...(replaced_by === null ? {} : { replacedBy: replaced_by }) })),
  );
}

/**
 * Makes a cancellation and its order say of the refunds what the order's legs, given whole, say; one round trip. `none`
 * is what is said where there is nothing to return: NONE before the close, COMPLETED from then on. A capture that
 * others took too much of needs attention too.
 */
export async function writeRefundState(
  tx: Transaction,
  cancellation: CancellationRow,
  { legs, none }: { readonly legs: readonly Leg[]; readonly none: RefundState },
): Promise<void> {
  const { shop_id, cancellation_id, order_id } = cancellation;
  const own = refundStateOfRows(legs.filter((leg) => leg.cancellation_id === cancellation_id));
  const all = refundStateOfRows(legs);
  const orderSays = all === 'NONE' ? none : all;
  const isOverdrawn = sql`exists (select from captures where shop_id = ${shop_id} and order_id = ${order_id} and overdrawn > 0)`;
  const said = (state: RefundState) => sql`case when ${isOverdrawn} then 'NEEDS_ATTENTION' else ${state} end`;
  await sql`with own as (
      update cancellations set refund_state = ${said(own === 'NONE' ? none : own)}
      where shop_id = ${shop_id} and cancellation_id = ${cancellation_id})
    update orders set refund_state = ${said(orderSays)}, updated_at = now()
    where shop_id = ${shop_id} and order_id = ${order_id} and refund_state <> ${said(orderSays)}`.execute(tx);
}
