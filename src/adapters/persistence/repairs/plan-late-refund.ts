import { sql } from 'kysely';
import type { Transaction } from '../database';
import { legIdOf, legKeyOf } from '../leg-identity';
import { lateMoney, post } from '../ledger';
import type { CancellationRow } from '../tables/cancellations';
import type { RepairRow } from './repair-row';

interface Room {
  readonly tender_id: string;
  readonly channel: string;
  readonly currency: string;
  readonly taken: number;
  readonly legs: number;
}

/**
 * Plans the refund of a capture that came too late, to where it came from: what the repair is for, as
 * far as the capture still has it. Answers the amount, minor units; 0 where nothing is left, and then
 * nothing is written. The order is locked.
 */
export async function planLateRefund(tx: Transaction, row: CancellationRow, repair: RepairRow): Promise<number> {
  const room = await takeRoom(tx, row, repair);
  if (room === undefined) return 0;
  const { tender_id, channel, currency, taken, legs } = room;
  const { shop_id, cancellation_id, order_id } = row;
  const leg_id = legIdOf(cancellation_id, legs + 1);
  await tx
    .insertInto('refund_legs')
    .values({
      ...{ shop_id, leg_id, cancellation_id, order_id, tender_id, channel, currency },
      ...{ kind: 'refund', capture_id: repair.subject, authorization_id: null, amount: taken, purpose: 'REPAIR' },
      ...{ state: 'PLANNED', idempotency_key: legKeyOf(shop_id, leg_id) },
    })
    .execute();
  await post(tx, row, [
    lateMoney({ cancellationId: cancellation_id, captureId: repair.subject, channel, amount: taken }),
  ]);
  if (taken !== repair.amount) {
    const smaller = tx.updateTable('repairs').set({ amount: taken }).where('shop_id', '=', shop_id);
    await smaller.where('subject', '=', repair.subject).execute();
  }
  return taken;
}

async function takeRoom(
  tx: Transaction,
  row: CancellationRow,
  { subject, amount }: RepairRow,
): Promise<Room | undefined> {
  const { rows } = await sql<Room>`
    with room as (
      select c.shop_id, c.order_id, c.capture_id, t.tender_id, t.channel, t.currency,
        least(${amount}::bigint, c.amount - c.committed - c.external - c.disputed) as taken
      from captures c join tenders t using (shop_id, order_id, tender_id)
      where c.shop_id = ${row.shop_id} and c.order_id = ${row.order_id} and c.capture_id = ${subject}
      for update of c)
    update captures c set committed = c.committed + room.taken from room
    where c.shop_id = room.shop_id and c.order_id = room.order_id and c.capture_id = room.capture_id and room.taken > 0
    returning room.tender_id, room.channel, room.currency, room.taken, (select count(*) from refund_legs l
      where l.shop_id = ${row.shop_id} and l.cancellation_id = ${row.cancellation_id}) as legs`.execute(tx);
  return rows[0];
}
