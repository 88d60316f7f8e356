import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '../../domain/cancellation';
import type { ApiKeyStore } from '../../ports/api-key-store';
import type { Database } from './database';

const PREFIX = 'rk_';

export interface NewApiKey {
  readonly shopId: string;
  readonly actorId: string;
  readonly role: Role;
  /** The merchant that a key of role merchant acts for. */
  readonly merchantId?: string;
  /** A key chosen beforehand, 16 letters, digits, `_` or `-` at least; left out, a random `rk_…` is made. */
  readonly key?: string;
}

/**
 * Makes a key and stores its hash only: this is the one time that it can be read. A key that is there already stays as it is.
 * @throws RangeError for a chosen key that is too short, and for a merchant's key without a merchant.
 */
export async function createApiKey(
  db: Database,
  { key: chosen, ...holder }: NewApiKey,
): Promise<{ keyId: string; key: string }> {
  const key = chosen ?? PREFIX + randomBytes(24).toString('base64url');
  if (!/^rk_[\w-]{24,200}$/.test(key))
    throw new RangeError('An API key is rk_ and at least 24 letters, digits, _ or -');
  if ((holder.role === 'merchant') !== (holder.merchantId !== undefined)) {
    throw new RangeError('A key has a merchant where its role is merchant, and only there');
  }
  const keyHash = hashOf(key);
  const keyId = `key_${keyHash.slice(0, 12)}`;
  await db
    .insertInto('api_keys')
    .values({
      key_id: keyId,
      key_hash: keyHash,
      shop_id: holder.shopId,
      actor_id: holder.actorId,
      role: holder.role,
      merchant_id: holder.merchantId ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { keyId, key };
}

/** Finds whose key it is. Only hashes are compared, so that the database alone lets nobody in. */
export function createApiKeyStore(db: Database): ApiKeyStore {
  return {
    identify: async (key) => {
      const row = await db
        .selectFrom('api_keys')
        .select(['shop_id', 'actor_id', 'role', 'merchant_id'])
        .where('key_hash', '=', hashOf(key))
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const identity = { shopId: row.shop_id, actor: { id: row.actor_id, role: row.role } };
      return row.merchant_id === null ? identity : { ...identity, merchantId: row.merchant_id };
    },
  };
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
