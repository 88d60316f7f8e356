import { sql } from 'kysely';
import type { Database } from '../../adapters/persistence/database';
import { BENCH_SHOP } from '../bench-orders';

/** Parents before what refers to them. */
const TABLES = ['orders', 'order_lines', 'order_units', 'cancellations', 'cancellation_parts', 'cancellation_units'];

/** Copies one order with its cancellation so often, each asked for a second before the one before it and due a second after it. */
export async function copyCancellation(db: Database, cancellationId: string, copies: number): Promise<void> {
  const { order_id: orderId } = await db
    .selectFrom('cancellations')
    .select('order_id')
    .where('shop_id', '=', BENCH_SHOP)
    .where('cancellation_id', '=', cancellationId)
    .executeTakeFirstOrThrow();
  for (const table of TABLES) await copyRows(db, { table, orderId, cancellationId, copies });
  await sql`analyze`.execute(db);
}

interface Rows {
  readonly table: string;
  readonly orderId: string;
  readonly cancellationId: string;
  readonly copies: number;
}

/** What names an order or a cancellation gets the copy's number before it; whatever else there is stays. */
async function copyRows(db: Database, { table, orderId, cancellationId, copies }: Rows): Promise<void> {
  const name = sql.table(table);
  const key = table.startsWith('cancellation') ? sql.ref('t.cancellation_id') : sql.ref('t.order_id');
  const value = table.startsWith('cancellation') ? cancellationId : orderId;
  await sql`
    insert into ${name}
    select copy.* from ${name} t, generate_series(1, ${copies}::int) n, lateral jsonb_populate_record(t, (
      select jsonb_object_agg(name, to_jsonb('x' || n || '_' || (to_jsonb(t) ->> name)))
        from unnest(array['order_id', 'cancellation_id', 'workflow_id', 'idempotency_key']) name where to_jsonb(t) ? name
    ) || case when to_jsonb(t) ? 'requested_at'
        then jsonb_build_object('requested_at', now() - n * interval '1 second') else '{}' end
      || case when to_jsonb(t) ->> 'deadline' is not null
        then jsonb_build_object('deadline', (to_jsonb(t) ->> 'deadline')::timestamptz + n * interval '1 second') else '{}' end) copy
    where t.shop_id = ${BENCH_SHOP} and ${key} = ${value}`.execute(db);
}
