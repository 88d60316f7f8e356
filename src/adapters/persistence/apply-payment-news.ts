import { sql } from 'kysely';
import { ENDED_STATES, type CancellationState } from '../../domain/cancellation';
import type { CancellationRef } from '../../ports/cancellation-book';
import type { PaymentNewsReceived, RepairRef } from '../../ports/refund-book';
import { externalEventId } from './apply-answer';
import { applyCaptured, applyCaptureFailed } from './apply-capture-news';
import { writeCaptureStanding } from './capture-counters';
import type { Transaction } from './database';
import { noteLateMoney } from './late-money';
import type { Located } from './locate-payment';
import { lockCancellation } from './lock-cancellation';
import { lockOrderLegs } from './order-legs';
import { recordEvents } from './record-event';
import { writeRefundState } from './refund-state';
import type { CancellationRow } from './tables/cancellations';
import type { PaymentInboxRow } from './tables/payment-inbox';

/**
 * The one way in which what a channel says of a payment changes an order's books; the order is locked. Whatever was
 * known before changes nothing. The order's latest cancellation tells of it, if it has one.
 */
export async function applyPaymentNews(
  tx: Transaction,
  located: Located,
  news: PaymentInboxRow,
): Promise<PaymentNewsReceived> {
  await lockCaptures(tx, located);
  const repairs = await repairsOf(tx, located, news);
  if (repairs === undefined) return { outcome: 'ignored' };
  const cancellation = await lockLatestCancellation(tx, located);
  if (cancellation !== undefined) await tell(tx, cancellation, { located, news });
  const [repair] = repairs;
  const signal = cancellation === undefined ? undefined : waiting(cancellation);
  return {
    outcome: 'applied',
    ...(repair === undefined ? {} : { repair }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** Writes what it says; the repairs that follow from it, or undefined where nothing changed. */
async function repairsOf(
  tx: Transaction,
  located: Located,
  news: PaymentInboxRow,
): Promise<readonly RepairRef[] | undefined> {
  if (news.kind === 'CAPTURED') return applyCaptured(tx, located, news);
  if (news.kind === 'CAPTURE_FAILED') return applyCaptureFailed(tx, located, news);
  if (located.capture_id === null || news.amount === 0 || (await isOurs(tx, located, news))) return undefined;
  if (!(await keepEvent(tx, located, news))) return undefined;
  const captures = [located.capture_id];
  await writeCaptureStanding(tx, located, captures);
  return news.kind === 'DISPUTE_WON' ? noteLateMoney(tx, located, captures) : [];
}

async function lockCaptures(tx: Transaction, { shop_id, order_id }: Located): Promise<void> {
  await sql`select from captures where shop_id = ${shop_id} and order_id = ${order_id} order by capture_id for update`.execute(
    tx,
  );
}

/** A refund that one of our legs made is counted by that leg. */
async function isOurs(tx: Transaction, { shop_id, order_id }: Located, news: PaymentInboxRow): Promise<boolean> {
  if (news.kind !== 'EXTERNAL_REFUND' || news.reference === null) return false;
  const leg = await tx
    .selectFrom('refund_legs')
    .select('leg_id')
    .where('shop_id', '=', shop_id)
    .where('order_id', '=', order_id)
    .where('provider_ref', '=', news.reference)
    .executeTakeFirst();
  return leg !== undefined;
}

/** False when another message has told of the same refund or dispute. */
async function keepEvent(tx: Transaction, located: Located, news: PaymentInboxRow): Promise<boolean> {
  const { kind, reference, source, event_id, amount, happened_at } = news;
  const named = kind === 'EXTERNAL_REFUND' ? externalEventId(reference ?? '') : `${kind}:${reference ?? ''}`;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('payment_events')
    .values({
      ...{ shop_id: located.shop_id, order_id: located.order_id, capture_id: located.capture_id ?? '' },
      event_id: reference === null ? `${source}:${event_id}` : named,
      ...{ kind: kind as 'EXTERNAL_REFUND', amount, happened_at, reported_by: source },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

async function lockLatestCancellation(
  tx: Transaction,
  { shop_id, order_id }: Located,
): Promise<CancellationRow | undefined> {
  const latest = await tx
    .selectFrom('cancellations')
    .select('cancellation_id')
    .where('shop_id', '=', shop_id)
    .where('order_id', '=', order_id)
    .where('state', '<>', 'DENIED')
    .orderBy('requested_at', 'desc')
    .executeTakeFirst();
  if (latest === undefined) return undefined;
  return lockCancellation(tx, { shopId: shop_id, cancellationId: latest.cancellation_id });
}

/** The refund state says by itself whether more was taken than there was. */
async function tell(
  tx: Transaction,
  cancellation: CancellationRow,
  { located, news }: { readonly located: Located; readonly news: PaymentInboxRow },
): Promise<void> {
  if (cancellation.committed_at !== null) {
    const legs = await lockOrderLegs(tx, cancellation);
    await writeRefundState(tx, cancellation, { legs, none: cancellation.closed_at === null ? 'NONE' : 'COMPLETED' });
  }
  const { kind, amount, currency, source_id } = news;
  const details = { paymentId: located.capture_id ?? source_id, tenderId: located.tender_id, amount, currency };
  const actor = { id: news.source, role: 'system' } as const;
  const ref = { shopId: cancellation.shop_id, cancellationId: cancellation.cancellation_id };
  await recordEvents(tx, ref, [{ event: `PAYMENT_${kind}`, actor, details }]);
}

function waiting({ shop_id, cancellation_id, state }: CancellationRow): CancellationRef | undefined {
  const isOver = (ENDED_STATES as readonly CancellationState[]).includes(state);
  return isOver ? undefined : { shopId: shop_id, cancellationId: cancellation_id };
}
