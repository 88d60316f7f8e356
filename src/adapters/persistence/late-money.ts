import { sql } from 'kysely';
import type { RepairRef } from '../../ports/refund-book';
import type { Transaction } from './database';

interface Figures {
  readonly cancellation_id: string;
  /** What may be returned of each capture asked about, newest first. */
  readonly captures: readonly { readonly captureId: string; readonly left: number }[];
  readonly excess: number;
}

/**
 * Opens a repair for what these captures, new or freed by a dispute that was won, hold beyond what the shop may keep
 * since the order's latest commit and what is owed by legs that have yet to find their way. Nothing before the first
 * commit: then the plan takes it. The order is locked.
 */
export async function noteLateMoney(
  tx: Transaction,
  order: { readonly shop_id: string; readonly order_id: string },
  captureIds: readonly string[],
): Promise<RepairRef[]> {
  const figures = await readFigures(tx, order, captureIds);
  if (figures === undefined) return [];
  let excess = figures.excess;
  const repairs: RepairRef[] = [];
  for (const { captureId, left } of figures.captures) {
    const amount = Math.min(left, excess);
    if (amount <= 0) continue;
    excess -= amount;
    await tx
      .insertInto('repairs')
      .values({
        ...{ shop_id: order.shop_id, subject: captureId, kind: 'LATE_MONEY', amount },
        ...{ cancellation_id: figures.cancellation_id, done_at: null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    repairs.push({ shopId: order.shop_id, cancellationId: figures.cancellation_id, subject: captureId });
  }
  return repairs;
}

async function readFigures(
  tx: Transaction,
  { shop_id, order_id }: { readonly shop_id: string; readonly order_id: string },
  captureIds: readonly string[],
): Promise<Figures | undefined> {
  const ofOrder = sql`shop_id = ${shop_id} and order_id = ${order_id}`;
  const { rows } = await sql<Figures>`
    with room as (
      select c.capture_id, c.captured_at, greatest(0, c.amount - c.committed - c.external - c.disputed) as left
      from captures c join tenders t using (shop_id, order_id, tender_id) where ${ofOrder} and t.kind <> 'UNDEFINED'
    ), owed as (
      select case when l.kind = 'void' then least(l.amount, a.captured) else l.amount end as amount
      from refund_legs l left join authorizations a using (shop_id, order_id, authorization_id)
      where ${ofOrder} and l.replaced_by is null
        and (l.state in ('FAILED', 'CLOSED') or (l.kind = 'void' and l.state not in ('SUCCEEDED', 'MANUAL')))
      union all
      select r.amount from repairs r join cancellations c using (shop_id, cancellation_id)
      where ${ofOrder} and r.kind = 'LATE_MONEY' and not exists (select from ledger_entries e where e.shop_id = r.shop_id
        and e.transaction_id = r.cancellation_id || ':late:' || r.subject)
    )
    select (select cancellation_id from cancellations where ${ofOrder} and committed_at is not null
        order by committed_at desc limit 1) as cancellation_id,
      (select coalesce(json_agg(json_build_object('captureId', capture_id, 'left', room.left) order by captured_at desc, capture_id), '[]')
        from room where capture_id = any(${captureIds})) as captures,
      (select coalesce(sum(room.left), 0)::bigint from room) - (select coalesce(sum(amount), 0)::bigint from owed) - may_keep as excess
    from orders where ${ofOrder} and may_keep is not null`.execute(tx);
  return rows[0];
}
