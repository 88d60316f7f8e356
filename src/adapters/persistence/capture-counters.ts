import { sql } from 'kysely';
import type { Transaction } from './database';
import type { RefundLegRow } from './tables/money';

interface OrderKey {
  readonly shop_id: string;
  readonly order_id: string;
}

/**
 * Writes what others than Rescind have taken of these captures, from what shop and channel have said of it,
 * each by itself: what both say is one event, so that of two witnesses the one counts who saw more. Never
 * beyond what legs leave; the rest is `overdrawn`, for a person. Order and captures are locked by the
 * caller. Answers which are overdrawn.
 */
export async function writeCaptureStanding(
  tx: Transaction,
  { shop_id, order_id }: OrderKey,
  captureIds: readonly string[],
): Promise<{ readonly capture_id: string; readonly overdrawn: number }[]> {
  const { rows } = await sql<{ capture_id: string; overdrawn: number }>`
    with said as (
      select capture_id, kind, amount * greatest(
        count(*) filter (where reported_by = 'shop'), count(*) filter (where reported_by <> 'shop')) as amount
      from payment_events where shop_id = ${shop_id} and order_id = ${order_id} and capture_id = any(${captureIds})
      group by capture_id, kind, amount
    ), total as (
      select c.capture_id, c.amount - c.committed as room, least(c.amount, coalesce(sum(s.amount) filter (where kind = 'EXTERNAL_REFUND'), 0)) as external,
        least(c.amount, greatest(0, coalesce(sum(s.amount) filter (where kind = 'DISPUTE_LOST'), 0),
          coalesce(sum(s.amount) filter (where kind = 'DISPUTE_OPENED'), 0)
            - coalesce(sum(s.amount) filter (where kind = 'DISPUTE_WON'), 0))) as disputed
      from captures c left join said s using (capture_id)
      where c.shop_id = ${shop_id} and c.order_id = ${order_id} and c.capture_id = any(${captureIds})
      group by c.capture_id, c.amount, c.committed
    )
    update captures c set external = least(t.external, t.room),
      disputed = least(t.disputed, t.room - least(t.external, t.room)),
      overdrawn = greatest(0, least(c.amount, t.external + t.disputed) - t.room)
    from total t where c.shop_id = ${shop_id} and c.order_id = ${order_id} and c.capture_id = t.capture_id
    returning c.capture_id, c.overdrawn`.execute(tx);
  return rows;
}

/**
 * Gives a capture back what a leg held of it, and lets others have had what there was no room
 * for before. Order and legs are locked.
 */
export async function releaseCapture(
  tx: Transaction,
  leg: Pick<RefundLegRow, 'shop_id' | 'order_id' | 'capture_id' | 'amount'>,
): Promise<void> {
  if (leg.capture_id === null) return;
  const released = await tx
    .updateTable('captures')
    .set((value) => ({ committed: value('committed', '-', leg.amount) }))
    .where('shop_id', '=', leg.shop_id)
    .where('order_id', '=', leg.order_id)
    .where('capture_id', '=', leg.capture_id)
    .returning('overdrawn')
    .executeTakeFirstOrThrow();
  if (released.overdrawn > 0) await writeCaptureStanding(tx, leg, [leg.capture_id]);
}
