import { createHash, randomBytes } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import type { Role } from '../../domain/cancellation';
import type { ApiKeyStore, KeyIdentity, Scope } from '../../ports/api-key-store';
import type { Database } from './database';
import type { ApiKeyTable } from './tables/record';

const PREFIX = 'rk_';

/** When a key was used is written down no more often than this. */
const USE_NOTED_MS = 3_600_000;

export interface NewApiKey {
  readonly shopId: string;
  readonly actorId: string;
  readonly role: Role;
  /** The merchant that a key of role merchant acts for. */
  readonly merchantId?: string;
  /** What it may be used for; left out: all that its role may. */
  readonly scopes?: readonly Scope[];
  /** Until when it works; left out: until it is revoked. */
  readonly expiresAt?: Date;
  /** A key chosen beforehand, 16 letters, digits, `_` or `-` at least; left out, a random `rk_…` is made. */
  readonly key?: string;
}

export interface MadeApiKey {
  readonly keyId: string;
  readonly key: string;
}

/**
 * Makes a key and stores its hash only: this is the one time that it can be read. A key
 * that is there already stays as it is.
 * @throws RangeError for a chosen key that is too short, for a merchant's key without a merchant, and for a role that
 *   has no keys: customers come by links, each to its own order.
 */
export async function createApiKey(db: Database, { key: chosen, ...holder }: NewApiKey): Promise<MadeApiKey> {
  if ((holder.role === 'merchant') !== (holder.merchantId !== undefined)) {
    throw new RangeError('A key has a merchant where its role is merchant, and only there');
  }
  if (holder.role === 'customer' || holder.role === 'system') {
    throw new RangeError(`There are no keys of role ${holder.role}`);
  }
  const { row, key } = newKeyRow(
    {
      shop_id: holder.shopId,
      actor_id: holder.actorId,
      role: holder.role,
      merchant_id: holder.merchantId ?? null,
      scopes: holder.scopes === undefined ? null : [...holder.scopes],
      expires_at: holder.expiresAt ?? null,
      rotated_from: null,
    },
    chosen,
  );
  await db
    .insertInto('api_keys')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { keyId: row.key_id, key };
}

type Holder = Omit<Insertable<ApiKeyTable>, 'key_id' | 'key_hash'>;

/** @throws RangeError for a chosen key that is too short. */
export function newKeyRow(holder: Holder, chosen?: string): { row: Insertable<ApiKeyTable>; key: string } {
  const key = chosen ?? PREFIX + randomBytes(24).toString('base64url');
  if (!/^rk_[\w-]{24,200}$/.test(key))
    throw new RangeError('An API key is rk_ and at least 24 letters, digits, _ or -');
  const keyHash = hashOf(key);
  return { row: { ...holder, key_id: `key_${keyHash.slice(0, 12)}`, key_hash: keyHash }, key };
}

/** Finds whose key it is. Only hashes are compared, so that the database alone lets nobody in. */
export function createApiKeyStore(db: Database): ApiKeyStore {
  return {
    identify: async (key) => {
      const row = await db
        .selectFrom('api_keys')
        .select(['key_id', 'shop_id', 'actor_id', 'role', 'merchant_id', 'scopes', 'expires_at', 'last_used_at'])
        .where('key_hash', '=', hashOf(key))
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      const now = new Date();
      if (row === undefined || (row.expires_at !== null && row.expires_at <= now)) return undefined;
      if (now.getTime() - (row.last_used_at?.getTime() ?? 0) > USE_NOTED_MS) {
        await db.updateTable('api_keys').set({ last_used_at: now }).where('key_id', '=', row.key_id).execute();
      }
      return identityOf(row);
    },
  };
}

type IdentityRow = Pick<Selectable<ApiKeyTable>, 'shop_id' | 'actor_id' | 'role' | 'merchant_id' | 'scopes'>;

function identityOf(row: IdentityRow): KeyIdentity {
  return {
    shopId: row.shop_id,
    actor: { id: row.actor_id, role: row.role },
    ...(row.merchant_id === null ? {} : { merchantId: row.merchant_id }),
    ...(row.scopes === null ? {} : { scopes: row.scopes }),
  };
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
