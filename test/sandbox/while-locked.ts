import { Client } from 'pg';
import { waitUntil } from '../../src/local/wait-until';

/** What to hold, and how many calls must stand before it until it is let go. */
export interface Queue {
  databaseUrl: string;
  /** Selects the row FOR UPDATE. */
  lock: string;
  waiting: number;
}

/** Makes calls meet: holds a row until so many connections wait for a lock, then lets all of them go at once. */
export async function whileLocked<T>({ databaseUrl, lock, waiting }: Queue, act: () => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`BEGIN; ${lock}`);
    const acting = act();
    await waitUntil('calls that wait', { withinMs: 30_000, everyMs: 10 }, async () => {
      // Within a transaction the first look would be the only one.
      await client.query('SELECT pg_stat_clear_snapshot()');
      const { rows } = await client.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return (rows[0]?.waiting ?? 0) >= waiting ? true : undefined;
    });
    await client.query('ROLLBACK');
    return await acting;
  } finally {
    await client.end();
  }
}
