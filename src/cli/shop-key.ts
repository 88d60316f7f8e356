import { createHmac } from 'node:crypto';
import { createApiKey } from '../adapters/persistence/api-keys';
import type { Database } from '../adapters/persistence/database';
import type { Runtime } from '../local/runtime-file';

/** As whom the command line acts, on whatever shop: for one machine, whose owner may do everything. */
export const CLI_ACTOR = { id: 'cli', role: 'service' } as const;

/**
 * The command line's own key to one shop of this machine, made at the first use. It follows from the machine's key, so
 * that it needs no storing: whoever has that one has this one.
 */
export async function ensureShopKey(
  db: Database,
  { apiKey }: Pick<Runtime, 'apiKey'>,
  shopId: string,
): Promise<string> {
  const key = `rk_${createHmac('sha256', apiKey).update(`cli:${shopId}`).digest('base64url')}`;
  await createApiKey(db, { shopId, actorId: CLI_ACTOR.id, role: CLI_ACTOR.role, key });
  return key;
}
