import { sql, type Insertable } from 'kysely';
import { ROUTE_MEANS } from '../../../domain/payout-route';
import { refused, type Refusal } from '../../../domain/refusals';
import { legIdOf, legKeyOf } from '../leg-identity';
import { writeRefundState } from '../refund-state';
import { isAboutMoney } from '../stuck';
import type { RouteContent } from '../tables/approvals';
import type { RefundLegRow, RefundLegTable } from '../tables/money';
import { cameBack } from './failed-leg';
import { stuckFrom, type LeverEffect, type Pull } from './lever-effect';
import { commitAgain, isTrouble } from './replace-leg';

interface Payout {
  /** All of the order, locked. */
  readonly legs: readonly RefundLegRow[];
  readonly failed: RefundLegRow;
  readonly content: RouteContent;
}

/**
 * Plans the payout that takes the place of a leg: a new leg under a new key, which charges the capture that the money came in by once more.
 * LEVER_NOT_APPLICABLE where the money is not owed, or the capture has no room for it any more.
 */
export async function planPayout(pull: Pull, payout: Payout): Promise<LeverEffect | Refusal> {
  const { tx, row } = pull;
  const { legs, failed } = payout;
  const free = await owedAndUnplanned(pull, legs);
  if (free < failed.amount) return refused('LEVER_NOT_APPLICABLE', { legId: failed.leg_id, owed: free });
  if (!(await commitAgain(pull, failed))) {
    return refused('LEVER_NOT_APPLICABLE', { captureId: failed.capture_id ?? '' });
  }
  const own = legs.filter((leg) => leg.cancellation_id === row.cancellation_id);
  const next = payoutLeg(payout, legIdOf(row.cancellation_id, own.length + 1));
  await tx.insertInto('refund_legs').values(next).execute();
  await tx
    .updateTable('refund_legs')
    .set({ replaced_by: next.leg_id, updated_at: new Date() })
    .where('shop_id', '=', failed.shop_id)
    .where('leg_id', '=', failed.leg_id)
    .execute();
  const before = legs.map((leg) => (leg === failed ? { ...leg, replaced_by: next.leg_id } : leg));
  const planned = { ...failed, leg_id: next.leg_id, state: 'PLANNED' as const, replaced_by: null, late_news: null };
  const after = [...before, planned];
  await writeRefundState(tx, row, { legs: after, none: 'NONE' });
  const isStill = after.some(
    (leg) =>
      leg.cancellation_id === row.cancellation_id &&
      leg.replaced_by === null &&
      (isTrouble(leg.state) || cameBack(leg)),
  );
  const comesBack = row.state === 'NEEDS_HUMAN' && isAboutMoney(row.stuck_cause) && !isStill;
  return {
    outcome: 'done',
    to: comesBack ? stuckFrom(row) : row.state,
    details: { newLegId: next.leg_id, amount: failed.amount, currency: failed.currency },
  };
}

/** What the customer is owed and no leg is about to pay, minor units. */
async function owedAndUnplanned({ tx, row }: Pull, legs: readonly RefundLegRow[]): Promise<number> {
  const { rows } = await sql<{ owed: number }>`
    select coalesce(-sum(amount), 0)::bigint as owed from ledger_entries
    where shop_id = ${row.shop_id} and cancellation_id = ${row.cancellation_id} and account = 'payable_to_customer'`.execute(
    tx,
  );
  const planned = legs
    .filter((leg) => leg.cancellation_id === row.cancellation_id && leg.state === 'PLANNED' && leg.replaced_by === null)
    .reduce((total, { amount }) => total + amount, 0);
  return (rows[0]?.owed ?? 0) - planned;
}

function payoutLeg({ failed, content }: Payout, leg_id: string): Insertable<RefundLegTable> & { leg_id: string } {
  const { shop_id, cancellation_id, order_id, tender_id, capture_id, amount, currency } = failed;
  return {
    ...{ shop_id, leg_id, cancellation_id, order_id, tender_id, capture_id, amount, currency },
    kind: 'payout',
    channel: ROUTE_MEANS[content.route].channel,
    authorization_id: null,
    idempotency_key: legKeyOf(shop_id, leg_id),
    destination_id: content.destinationId,
    purpose: cameBack(failed) ? 'REPAIR' : failed.purpose,
  };
}
