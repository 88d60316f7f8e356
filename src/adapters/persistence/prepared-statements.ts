import { createHash } from 'node:crypto';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';

/** What PostgreSQL says of a statement that was prepared before a migration changed its columns. */
export const STALE_PLAN = '0A000';

/** So many different statements are prepared on a connection at most: the steps have about a hundred. */
const MOST = 500;

/**
 * Prepares each parametrised statement once per connection: our steps send the same few, and planning them took longer
 * than running them. A connection whose plans a migration has made stale is closed instead of going back.
 */
export function preparing(pool: Pool): PostgresPool {
  const names = new Map<string, string>();
  const clients = new WeakMap<PoolClient, PostgresPoolClient>();

  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST) return known;
    const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
    names.set(text, name);
    return name;
  };

  const prepared = (client: PoolClient): PostgresPoolClient => {
    let isStale = false;
    const query = async (text: string, values: readonly unknown[]) => {
      const name = values.length === 0 ? undefined : nameOf(text);
      try {
        return await client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
      } catch (error) {
        isStale ||= (error as { code?: unknown }).code === STALE_PLAN;
        throw error;
      }
    };
    return {
      query: query as unknown as PostgresPoolClient['query'],
      release: () => {
        client.release(isStale);
      },
    };
  };

  return {
    connect: async () => {
      const client = await pool.connect();
      const known = clients.get(client) ?? prepared(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}
