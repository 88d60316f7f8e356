import { sql } from 'kysely';
import type { Database } from '../database';

/** At once: a statement that deletes more holds others up. */
const AT_ONCE = 500;

/** Forgets deliveries that came to their end before `before`, with their attempts and resends; how many it were. */
export async function pruneDeliveries(db: Database, before: Date): Promise<number> {
  const { rows } = await sql<{ deleted: number }>`
    with old as (
      select delivery_id from webhook_deliveries where state <> 'PENDING' and next_attempt_at < ${before}
      order by next_attempt_at limit ${AT_ONCE} for update skip locked
    ), attempts as (
      delete from webhook_attempts where delivery_id in (select delivery_id from old)
    ), resends as (
      delete from webhook_resends where delivery_id in (select delivery_id from old)
    ), gone as (
      delete from webhook_deliveries where delivery_id in (select delivery_id from old) returning delivery_id
    )
    select count(*) as deleted from gone`.execute(db);
  return rows[0]?.deleted ?? 0;
}
