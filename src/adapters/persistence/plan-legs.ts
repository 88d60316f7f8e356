import { sql } from 'kysely';
import type { PlannedLeg } from '../../domain/refund-leg';
import type { Transaction } from './database';
import { insertRecordset } from './insert-recordset';
import { legIdOf, legKeyOf } from './leg-identity';
import type { CancellationRow } from './tables/cancellations';

/** Stores the first legs of a cancellation. */
export function planLegs(tx: Transaction, row: CancellationRow, legs: readonly PlannedLeg[]): Promise<void> {
  return planFurtherLegs(tx, row, { legs, from: 1 });
}

/**
 * Stores legs of a cancellation, numbered on from `from`, and commits their amounts on their captures, which no code
 * can overdraw: the database's own check refuses. One round trip.
 */
export async function planFurtherLegs(
  tx: Transaction,
  row: CancellationRow,
  { legs, from }: { readonly legs: readonly PlannedLeg[]; readonly from: number },
): Promise<void> {
  if (legs.length === 0) return;
  const { shop_id, cancellation_id, order_id, currency } = row;
  const rows = legs.map(({ kind, tenderId, channel, sourceId, amount }, index) => {
    const legId = legIdOf(cancellation_id, index + from);
    return {
      ...{ shop_id, leg_id: legId, cancellation_id, order_id, currency, tender_id: tenderId, kind, channel, amount },
      capture_id: kind === 'void' ? null : sourceId,
      authorization_id: kind === 'void' ? sourceId : null,
      state: 'PLANNED',
      idempotency_key: legKeyOf(shop_id, legId),
      created_at: new Date(),
      updated_at: new Date(),
    };
  });
  await sql`
    with planned as (
      ${insertRecordset('refund_legs', rows)} returning capture_id, amount
    )
    update captures set committed = captures.committed + taken.amount
    from (select capture_id, sum(amount)::bigint as amount from planned where capture_id is not null group by capture_id) taken
    where captures.shop_id = ${shop_id} and captures.order_id = ${order_id} and captures.capture_id = taken.capture_id`.execute(
    tx,
  );
}
