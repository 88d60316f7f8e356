import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { RateLimits } from '../../../ports/rate-limits';
import type { Database } from '../database';

const SWEEP_EVERY = 5_000;

/**
 * Counts calls in windows of a minute by the database's clock, in one statement, so that all processes share them.
 * Callers are stored as hashes: an address is personal data. Now and then, what is older than an hour is removed.
 */
export function createRateLimits(db: Database): RateLimits {
  let calls = 0;
  return {
    take: async ({ bucket, limit }) => {
      const { rows } = await sql<{ hits: number; left_ms: number }>`
        insert into rate_limits as r (bucket, window_start, hits)
        values (${hashOf(bucket)}, date_trunc('minute', clock_timestamp()), 1)
        on conflict (bucket) do update set
          hits = case when r.window_start >= excluded.window_start then r.hits + 1 else 1 end,
          window_start = greatest(r.window_start, excluded.window_start)
        returning hits, (extract(epoch from window_start + interval '1 minute' - clock_timestamp()) * 1000)::int as left_ms`.execute(
        db,
      );
      calls += 1;
      if (calls % SWEEP_EVERY === 0) await sweep(db);
      const [row] = rows;
      if (row === undefined || row.hits <= limit) return { outcome: 'allowed' };
      return { outcome: 'limited', retryAfterMs: Math.max(1, row.left_ms) };
    },
  };
}

async function sweep(db: Database): Promise<void> {
  await sql`delete from rate_limits where window_start < now() - interval '1 hour'`.execute(db);
}

function hashOf(bucket: string): string {
  return createHash('sha256').update(bucket).digest('base64url');
}
