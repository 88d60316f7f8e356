import { sql } from 'kysely';
import { legKeyOf } from '../../src/adapters/persistence/leg-identity';
import type { Desk } from '../adapters/persistence/money/refund-desk';
import { SHOP } from '../adapters/persistence/steps/bookshop';
import type { Play } from './play-scenario';

interface CaptureRow {
  readonly id: string;
  readonly amount: number;
  readonly committed: number;
  readonly external: number;
  readonly disputed: number;
  readonly held: number;
}

/** Everything that must hold once a play has come to rest; each entry begins with the number of its invariant. */
export async function checkPlay(desk: Desk, play: Play, orderId: string): Promise<string[]> {
  const broken = [...play.broken];
  const legs = await play.legs();
  for (const row of await capturesOf(desk, orderId)) {
    if (row.committed + row.external + row.disputed > row.amount) broken.push(`1: ${row.id} is overdrawn`);
    if (row.committed !== row.held) broken.push(`1: ${row.id} counts ${row.committed} for legs of ${row.held}`);
    if (play.world.refundedOf(row.id) > row.amount) broken.push(`1: ${row.id} paid out too much`);
  }
  for (const leg of legs) {
    if (leg.idempotency_key !== legKeyOf(SHOP, leg.leg_id))
      broken.push(`3: ${leg.leg_id} has another key than its own`);
    const moved = play.world.refunds.get(leg.idempotency_key);
    if (leg.state === 'SUCCEEDED' && moved === undefined)
      broken.push(`9: ${leg.leg_id} succeeded, the world knows nothing`);
    if ((leg.state === 'FAILED' || leg.state === 'CLOSED') && moved !== undefined && moved.state !== 'failed') {
      broken.push(`14: ${leg.leg_id} is ${leg.state} here and ${moved.state} there`);
    }
  }
  const before = await play.fingerprint();
  for (const message of play.world.messages) await desk.refunds.receiveEvent(message);
  if ((await play.fingerprint()) !== before) broken.push('10: a repeated message changed something');
  broken.push(...(await checkLedger(desk, orderId)), ...(await checkOrder(desk, orderId)));
  for (const ref of play.refs) {
    const closed = await desk.book.close(ref).catch(() => undefined);
    const proof = closed === undefined ? undefined : await desk.book.prove(ref);
    const own = legs.filter(({ cancellation_id }) => cancellation_id === ref.cancellationId);
    const isDone = own.every(
      ({ state, replaced_by }) => replaced_by !== null || state === 'SUCCEEDED' || state === 'MANUAL',
    );
    if (proof?.outcome === 'settled' && !isDone) broken.push(`17: ${ref.cancellationId} is settled with an open leg`);
    if (proof?.outcome === 'settled') broken.push(...(await checkTransit(desk, ref.cancellationId)));
  }
  return broken;
}

async function capturesOf(desk: Desk, orderId: string): Promise<readonly CaptureRow[]> {
  const { rows } = await sql<CaptureRow>`
    select c.capture_id as id, c.amount, c.committed, c.external, c.disputed, coalesce((select sum(l.amount) from refund_legs l
      where l.shop_id = c.shop_id and l.capture_id = c.capture_id and l.state not in ('FAILED', 'CLOSED')), 0)::bigint as held
    from captures c where c.order_id = ${orderId}`.execute(desk.db);
  return rows;
}

async function checkLedger(desk: Desk, orderId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select transaction_id as id from ledger_entries where order_id = ${orderId}
    group by transaction_id, currency having sum(amount) <> 0`.execute(desk.db);
  return rows.map(({ id }) => `15: ${id} does not add up to zero`);
}

async function checkTransit(desk: Desk, cancellationId: string): Promise<string[]> {
  const { rows } = await sql<{ account: string }>`
    select account from ledger_entries where cancellation_id = ${cancellationId}
      and account in ('refunds_in_transit', 'payable_to_customer') group by account having sum(amount) <> 0`.execute(
    desk.db,
  );
  return rows.map(({ account }) => `15: ${account} of ${cancellationId} is not zero at SETTLED`);
}

/** An order says that its refunds are complete only when every leg that counts is at its end. */
async function checkOrder(desk: Desk, orderId: string): Promise<string[]> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from orders o where o.order_id = ${orderId} and o.refund_state = 'COMPLETED' and exists (
      select from refund_legs l where l.shop_id = o.shop_id and l.order_id = o.order_id and l.replaced_by is null
        and (l.state not in ('SUCCEEDED', 'MANUAL') or l.late_news is not null))`.execute(desk.db);
  return (rows[0]?.n ?? 0) > 0 ? [`17: ${orderId} reads refunded with an open leg`] : [];
}
