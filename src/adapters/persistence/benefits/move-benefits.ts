import { sql } from 'kysely';
import { planBenefits } from '../../../domain/benefit-rules';
import type { BenefitMove, BenefitMovement } from '../../../domain/benefits';
import { SYSTEM_ACTOR } from '../../../domain/cancellation';
import type { OrderUnit } from '../../../domain/order';
import type { CommitFacts } from '../commit-plan';
import type { Transaction } from '../database';
import { insertRecordset } from '../insert-recordset';
import { recordEvents, type CancellationEvent } from '../record-event';
import type { CancellationRow } from '../tables/cancellations';

const EVENTS: Readonly<Record<BenefitMove, string>> = {
  RETURNED: 'BENEFIT_RETURNED',
  KEPT: 'BENEFIT_KEPT',
  CLAWED_BACK: 'BENEFIT_CLAWED_BACK',
  DEBT: 'BENEFIT_CLAWED_BACK',
};

/**
 * Moves coupons and points with the units that were cancelled just now, in the commit's transaction,
 * and tells the shop's own systems through the outbox. Nothing where the order has none. `cancelled`
 * are the units as the commit has them.
 * @throws the database's check violation when more of a benefit would move than there is.
 */
export async function moveBenefits(
  tx: Transaction,
  { cancellation, order }: Pick<CommitFacts, 'cancellation' | 'order'>,
  cancelled: readonly Pick<OrderUnit, 'unitId'>[],
): Promise<void> {
  if (order.benefits === undefined) return;
  const ids = new Set(cancelled.map(({ unitId }) => unitId));
  const movements = planBenefits({
    order,
    units: order.units.filter(({ unitId }) => ids.has(unitId)),
    policies: new Map(Object.entries(cancellation.policies)),
    fault: cancellation.fault,
    now: new Date(),
  });
  if (movements.length === 0) return;
  await write(tx, cancellation, movements);
  const { shop_id: shopId, cancellation_id: cancellationId } = cancellation;
  await recordEvents(tx, { shopId, cancellationId }, movements.map(eventOf));
}

async function write(tx: Transaction, row: CancellationRow, movements: readonly BenefitMovement[]): Promise<void> {
  const { shop_id, order_id, cancellation_id } = row;
  const rows = movements.map(({ benefitId, movement, amount, expiresAt }) => ({
    ...{ shop_id, order_id, benefit_id: benefitId, cancellation_id, movement, amount },
    expires_at: expiresAt ?? null,
    moved_at: new Date(),
  }));
  await sql`
    with moved as (${insertRecordset('benefit_movements', rows)} returning benefit_id, movement, amount)
    update benefits b set remaining = b.remaining - moved.amount from moved
    where b.shop_id = ${shop_id} and b.order_id = ${order_id} and b.benefit_id = moved.benefit_id
      and moved.movement = 'CLAWED_BACK' and b.remaining is not null`.execute(tx);
}

function eventOf({ benefitId, kind, movement, amount, expiresAt }: BenefitMovement): CancellationEvent {
  const details = { benefitId, kind, amount, ...(expiresAt === undefined ? {} : { expiresAt }) };
  return {
    event: EVENTS[movement],
    actor: SYSTEM_ACTOR,
    details: movement === 'DEBT' ? { ...details, debt: true } : details,
  };
}
