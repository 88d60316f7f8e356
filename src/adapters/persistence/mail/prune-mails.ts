import { sql } from 'kysely';
import type { Database } from '../database';

/** At once: a statement that deletes more holds others up. */
const AT_ONCE = 1_000;

/** Forgets mails that were done with before `before`; how many it were. */
export async function pruneMails(db: Database, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from mails where mail_id in (
      select mail_id from mails where done_at < ${before} order by done_at limit ${AT_ONCE} for update skip locked)`.execute(
    db,
  );
  return Number(numAffectedRows);
}
