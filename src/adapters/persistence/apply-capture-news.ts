import { sql } from 'kysely';
import type { RepairRef } from '../../ports/refund-book';
import type { Transaction } from './database';
import { noteLateMoney } from './late-money';
import type { Located } from './locate-payment';
import type { PaymentInboxRow } from './tables/payment-inbox';

interface Taken {
  readonly isNew: boolean;
  readonly tookFrom: number;
}

/**
 * Money came in: the capture is on our books, and its authorization has so much less. What is beyond the shop's by then
 * is a repair's. A capture that is known, with its authorization, changes nothing.
 */
export async function applyCaptured(
  tx: Transaction,
  at: Located,
  news: PaymentInboxRow,
): Promise<readonly RepairRef[] | undefined> {
  if (at.capture_id !== null && at.authorization_id !== null) return undefined;
  const authorizationId = at.authorization_id ?? news.authorization_id ?? news.source_id;
  const { isNew, tookFrom } = await writeCapture(tx, { ...at, authorization_id: authorizationId }, news);
  if (!isNew && tookFrom === 0) return undefined;
  const added = (isNew ? news.amount : 0) - tookFrom;
  await sql`update orders set adjustment = adjustment + ${added}, updated_at = now()
    where shop_id = ${at.shop_id} and order_id = ${at.order_id}`.execute(tx);
  return noteLateMoney(tx, at, [news.source_id]);
}

/**
 * The rest of an authorization stays open: it may be captured, or voided, too. One that was voided before stays voided.
 */
async function writeCapture(tx: Transaction, at: Located, news: PaymentInboxRow): Promise<Taken> {
  const { rows } = await sql<Taken>`
    with before as (
      select authorization_id, state, amount - captured as rest, least(amount - captured, ${news.amount}::bigint) as part
      from authorizations where shop_id = ${at.shop_id} and order_id = ${at.order_id} and authorization_id = ${at.authorization_id}
    ), taken as (
      update authorizations a set captured = a.captured + b.part,
        state = case when a.state = 'VOIDED' then 'VOIDED' when b.part >= b.rest then 'CAPTURED'
          when a.state = 'CAPTURING' then 'OPEN' else a.state end
      from before b
      where a.shop_id = ${at.shop_id} and a.order_id = ${at.order_id} and a.authorization_id = b.authorization_id
        and a.state <> 'CAPTURED'
    ), known as (
      update captures set authorization_id = (select authorization_id from before)
      where shop_id = ${at.shop_id} and order_id = ${at.order_id} and capture_id = ${news.source_id}
      returning capture_id
    ), added as (
      insert into captures (shop_id, order_id, capture_id, tender_id, amount, captured_at, authorization_id, reported_by)
      select ${at.shop_id}, ${at.order_id}, ${news.source_id}, ${at.tender_id}, ${news.amount}, ${news.happened_at},
        (select authorization_id from before), ${news.source}
      where not exists (select from known)
      returning capture_id
    )
    select exists (select from added) as "isNew",
      coalesce((select part from before where state in ('OPEN', 'CAPTURING')), 0) as "tookFrom"`.execute(tx);
  return rows[0] ?? { isNew: false, tookFrom: 0 };
}

/**
 * The capture did not come about: the authorization is open again, or gone with it. A
 * capture that is on our books stays there.
 */
export async function applyCaptureFailed(
  tx: Transaction,
  at: Located,
  news: PaymentInboxRow,
): Promise<readonly RepairRef[] | undefined> {
  const { rows } = await sql<{ freed: number }>`
    with before as (
      select authorization_id, amount - captured as rest, state from authorizations
      where shop_id = ${at.shop_id} and order_id = ${at.order_id} and authorization_id = ${at.authorization_id}
        and state in ('OPEN', 'CAPTURING')
    ), written as (
      update authorizations a set state = case when ${news.voided} then 'VOIDED' else 'OPEN' end from before
      where a.shop_id = ${at.shop_id} and a.order_id = ${at.order_id} and a.authorization_id = before.authorization_id)
    select case when ${news.voided} then rest else 0 end as freed from before
    where ${news.voided} or state = 'CAPTURING'`.execute(tx);
  const [changed] = rows;
  if (changed === undefined) return undefined;
  if (changed.freed > 0) {
    await sql`update orders set adjustment = adjustment - ${changed.freed}, updated_at = now()
      where shop_id = ${at.shop_id} and order_id = ${at.order_id}`.execute(tx);
  }
  return [];
}
