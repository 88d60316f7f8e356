import { sql } from 'kysely';
import type { ChangeAsk, ChangeReader, Changes, ReadChange } from '../../../ports/change-reader';
import type { Database } from '../database';

/** A position alone, or one with a change. */
interface Row {
  readonly position: number;
  readonly event:
    (Omit<ReadChange, 'at' | 'aboutMerchant'> & { readonly at: string; readonly aboutMerchant: string | null }) | null;
}

/**
 * Reads changes from the outbox, by the transactions that wrote them. A read tells all that it sees of transactions
 * from its position on; the next position is the oldest transaction that was still under way, so that whatever that one
 * commits is seen then. Events of ended transactions above it are seen again, and left out by `told`.
 */
export function createChangeReader(db: Database): ChangeReader {
  return {
    position: async () => (await readChanges(db, { from: Number.MAX_SAFE_INTEGER, told: [], limit: 1 })).position,
    read: (ask) => readChanges(db, ask),
  };
}

async function readChanges(db: Database, { from, told, limit, shopId }: ChangeAsk): Promise<Changes> {
  // One statement has one snapshot: what it sees and which transactions were under way belong together.
  const { rows } = await sql<Row>`
    with seen as materialized (select pg_current_snapshot() as snapshot)
    select pg_snapshot_xmin(seen.snapshot)::text::bigint as position, event
    from seen left join lateral (
      select o.txid, o.event_id, json_build_object('eventId', o.event_id, 'txid', o.txid::text::bigint, 'shopId', c.shop_id,
          'cancellationId', c.cancellation_id, 'orderId', c.order_id, 'state', c.state, 'at', o.created_at,
          'merchantIds', (select coalesce(json_agg(p.merchant_id), '[]') from cancellation_parts p
            where p.shop_id = c.shop_id and p.cancellation_id = c.cancellation_id),
          'aboutMerchant', case when o.body ->> 'from' is not distinct from o.body ->> 'to'
            then o.body ->> 'merchantId' end) as event
      from outbox o join cancellations c using (shop_id, cancellation_id)
      where o.txid >= ${String(from)}::xid8 and o.txid < pg_snapshot_xmax(seen.snapshot) and o.event_id <> all(${[...told]}::bigint[])
        ${shopId === undefined ? sql`` : sql`and o.shop_id = ${shopId}`}
      order by o.txid, o.event_id limit ${limit}
    ) o on true
    order by o.txid, o.event_id`.execute(db);
  const position = rows[0]?.position ?? from;
  return { position, items: rows.flatMap(changeOf) };
}

function changeOf({ event }: Row): ReadChange[] {
  if (event === null) return [];
  const { at, aboutMerchant, ...change } = event;
  const told = { ...change, at: new Date(at).toISOString() };
  return [aboutMerchant === null ? told : { ...told, aboutMerchant }];
}
