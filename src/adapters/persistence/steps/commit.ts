import { sql } from 'kysely';
import { mayMove, SYSTEM_ACTOR, type Actor } from '../../../domain/cancellation';
import type { Order } from '../../../domain/order';
import { capturesInFlight } from '../../../domain/refundable';
import type { CancellationBook, CommitResult, PaymentInFlight } from '../../../ports/cancellation-book';
import { moveBenefits } from '../benefits/move-benefits';
import { settingsOf, type BookOptions } from '../book-options';
import { legsThatCannotGo, type LegThatCannotGo } from '../legs-that-cannot-go';
import { approvedUnits, openParcels, planCommit, type CommitFacts, type CommitPlan } from '../commit-plan';
import type { Database, Transaction } from '../database';
import { giveBackStock } from '../give-back-stock';
import { hasEnded } from '../has-ended';
import { inTransaction } from '../in-transaction';
import { owed, post } from '../ledger';
import { lockCancellation } from '../lock-cancellation';
import { moveState } from '../move-state';
import { readStoredOrder } from '../orders/read-order';
import { planLegs } from '../plan-legs';
import { loadLegs } from './read-legs';
import type { CancellationRow } from '../tables/cancellations';
import { drainGiftCards } from '../wallet/gift-holds';

/**
 * The pivot, if no parcel has taken it: units are cancelled, stock goes back, captures are committed and legs planned,
 * from the frozen quote restricted to the approved units. From here on there is only forward.
 * @throws Error while a part is not decided, or not back: faults of ours, since the workflow waits for both.
 */
export function commit(db: Database, options: BookOptions = {}): CancellationBook['commit'] {
  const settings = settingsOf(options);
  return (ref) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellation(tx, ref);
      if (row.withdrawn_at !== null || row.state === 'WITHDRAWN') return { outcome: 'withdrawn' };
      if (row.committed_at !== null) return committed(tx, row);
      if (hasEnded(row.state)) return { outcome: 'nothing_left' };
      const facts = await loadFacts(tx, row);
      const open = facts.parts.find(({ state }) => ['PENDING', 'ESCALATED', 'AWAITING_RETURN'].includes(state));
      if (open !== undefined) throw new Error(`The part of ${open.merchantId} is ${open.state}: too early to commit`);
      if (isNothingLeft(facts)) return { outcome: 'nothing_left' };
      const parcels = openParcels(facts);
      if (parcels.length > 0) return { outcome: 'parcels', parcels };
      const payments = paymentsInFlight(facts.order);
      if (payments.length > 0) return { outcome: 'in_flight', payments };
      const plan = planCommit(facts);
      await write(tx, facts, { ...plan, cannotGo: legsThatCannotGo(facts.order, plan.legs, settings) });
      await moveBenefits(tx, facts, plan.cancelled);
      const { refund, fee, whole, giftSpent } = plan;
      return committed(tx, { ...row, refund, fee, whole, gift_spent: giftSpent });
    });
}

function paymentsInFlight({ tenders, currency }: Order): PaymentInFlight[] {
  return capturesInFlight({ tenders }).map(({ tender, authorization }) => ({
    ...{ tenderId: tender.tenderId, channel: tender.channel, currency, sourceId: authorization.authorizationId },
  }));
}

async function committed(tx: Transaction, row: CancellationRow): Promise<CommitResult> {
  const legs = await loadLegs(tx, { shopId: row.shop_id, cancellationId: row.cancellation_id });
  const { refund, fee, whole, gift_spent } = row;
  return { outcome: 'committed', refund, fee, ...(gift_spent === 0 ? {} : { giftSpent: gift_spent }), whole, legs };
}

/** An order without lines has no units: there the shop's own part decides. */
function isNothingLeft(facts: CommitFacts): boolean {
  if (facts.parts.every(({ state }) => state !== 'APPROVED')) return true;
  return facts.cancellation.quote.units.length > 0 && approvedUnits(facts).length === 0;
}

async function loadFacts(tx: Transaction, row: CancellationRow): Promise<CommitFacts> {
  const stored = await readStoredOrder(tx, { shopId: row.shop_id, orderId: row.order_id });
  if (stored === undefined) throw new Error(`No order ${row.order_id} of shop ${row.shop_id}`);
  const own = sql`shop_id = ${row.shop_id} and cancellation_id = ${row.cancellation_id}`;
  const { rows } = await sql<Pick<CommitFacts, 'parts' | 'held'>>`
    select (select coalesce(json_agg(json_build_object('merchantId', merchant_id, 'state', state, 'onNotStopped', on_not_stopped,
        'restock', restock) order by merchant_id), '[]')
        from cancellation_parts left join decisions using (shop_id, cancellation_id, merchant_id) where ${own}) as parts,
      (select coalesce(json_agg(json_build_object('unitId', unit_id, 'merchantId', merchant_id)), '[]')
        from cancellation_units where ${own} and state = 'HELD') as held`.execute(tx);
  const { parts = [], held = [] } = rows[0] ?? {};
  return { cancellation: row, order: stored.order, feesKept: stored.feesKept, parts, held };
}

type Planned = CommitPlan & { readonly cannotGo: readonly LegThatCannotGo[] };

async function write(tx: Transaction, { cancellation, order }: CommitFacts, plan: Planned): Promise<void> {
  await writeUnits(tx, cancellation, plan);
  await planLegs(tx, cancellation, plan.legs);
  if (plan.refund > 0) await post(tx, cancellation, [owed(cancellation.cancellation_id, plan.refund)]);
  await giveBackStock(tx, cancellation, plan.cancelled);
  if (order.units.some(({ giftBalanceId }) => giftBalanceId !== undefined)) {
    const cancelled = plan.cancelled.map(({ unitId }) => unitId);
    await drainGiftCards(tx, cancellation, { cancelled, released: plan.released });
  }
  const now = new Date();
  const { refund, fee, whole } = plan;
  const refund_state = plan.legs.length > 0 ? ('IN_PROGRESS' as const) : cancellation.refund_state;
  await moveState(tx, cancellation, {
    to: 'REFUNDING',
    waitingOn: plan.legs.length === 0 && cancellation.connected ? 'SHOP' : 'PAYMENT',
    event: 'COMMITTED',
    actor: await moverOf(tx, cancellation),
    details: detailsOf(cancellation, plan),
    set: {
      ...{ refund, fee, whole, refund_state, deadline: null, gift_spent: plan.giftSpent },
      ...{ pivot_at: cancellation.pivot_at ?? now, committed_at: now },
    },
  });
}

/** Units, and what the order says of them and of the fee; one round trip. */
async function writeUnits(tx: Transaction, row: CancellationRow, plan: CommitPlan): Promise<void> {
  const cancelled = plan.cancelled.map(({ unitId }) => unitId);
  const own = sql`shop_id = ${row.shop_id} and cancellation_id = ${row.cancellation_id}`;
  const ofOrder = sql`shop_id = ${row.shop_id} and order_id = ${row.order_id}`;
  const isCancelled = sql`unit_id = any(${cancelled})`;
  const isReleased = sql`unit_id = any(${plan.released})`;
  await sql`
    with own as (
      update cancellation_units set state = case when ${isCancelled} then 'CANCELLED' else 'RELEASED' end
      where ${own} and (${isCancelled} or ${isReleased})
    ), gone as (
      update order_units set state = 'CANCELLED' where ${ofOrder} and ${isCancelled}
    ), free as (
      update order_units set state = 'ACTIVE', cancellation_id = null where ${ofOrder} and ${isReleased} and ${own}
    )
    update orders set fees_kept = fees_kept + ${plan.fee}, may_keep = ${plan.mayKeep}, updated_at = now(),
      refund_state = case when ${plan.legs.length} = 0 or refund_state = 'NEEDS_ATTENTION' then refund_state else 'IN_PROGRESS' end
    where ${ofOrder}`.execute(tx);
}

/** The system goes on by itself, but for an arbiter's ruling, which is the arbiter's act. */
async function moverOf(tx: Transaction, row: CancellationRow): Promise<Actor> {
  if (mayMove({ from: row.state, to: 'REFUNDING', role: SYSTEM_ACTOR.role })) return SYSTEM_ACTOR;
  const ruling = await tx
    .selectFrom('decisions')
    .select(['actor_id', 'actor_role'])
    .where('shop_id', '=', row.shop_id)
    .where('cancellation_id', '=', row.cancellation_id)
    .where('outcome', '=', 'APPROVED')
    .orderBy('recorded_at', 'desc')
    .executeTakeFirst();
  return ruling === undefined ? SYSTEM_ACTOR : { id: ruling.actor_id, role: ruling.actor_role };
}

function detailsOf(row: CancellationRow, plan: Planned): Record<string, unknown> {
  const legs = plan.legs.map(({ tenderId, kind, amount }) => ({ tenderId, kind, amount }));
  return {
    ...{ refund: plan.refund, quoted: row.quote.refund, fee: plan.fee, currency: row.currency, whole: plan.whole },
    ...{ units: plan.cancelled.length, released: plan.released.length, legs, changes: plan.changes },
    ...(plan.missing === 0 ? {} : { missing: plan.missing, missingCause: plan.missingCause ?? 'TAKEN_SINCE' }),
    ...(plan.cannotGo.length === 0 ? {} : { cannotGo: plan.cannotGo }),
  };
}
