import { sql } from 'kysely';
import type { Database } from '../../../../src/adapters/persistence/database';
import { waitFor } from '../../../support/wait-for';

/** Waits until a connection of this database waits for a lock. */
export async function somebodyWaits(db: Database): Promise<void> {
  await waitFor('somebody to wait for a lock', async () => {
    const { rows } = await sql`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    return rows.length > 0 ? true : undefined;
  });
}
