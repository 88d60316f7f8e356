import { sql, type Selectable } from 'kysely';
import type { ApiKeySummary } from '../../../ports/api-key-store';
import { newKeyRow, type MadeApiKey } from '../api-keys';
import type { Database } from '../database';
import { inTransaction } from '../in-transaction';
import type { ApiKeyTable } from '../tables/record';

/** All keys, or those of one shop, newest first; never a key itself. */
export async function listApiKeys(db: Database, shopId?: string): Promise<ApiKeySummary[]> {
  const query = db.selectFrom('api_keys').selectAll().orderBy('created_at', 'desc').orderBy('key_id');
  const rows = await (shopId === undefined ? query : query.where('shop_id', '=', shopId)).execute();
  return rows.map(summaryOf);
}

export interface RotatedApiKey extends MadeApiKey {
  /** Until when the old one works beside it. */
  readonly oldExpiresAt: Date;
}

/**
 * Makes a new key for the same holder, and lets the old one expire after `graceMs`, or when it would have anyway.
 * Undefined where there is no such key that works.
 */
export function rotateApiKey(db: Database, keyId: string, graceMs: number): Promise<RotatedApiKey | undefined> {
  return inTransaction(db, async (tx) => {
    const old = await tx
      .selectFrom('api_keys')
      .selectAll()
      .where('key_id', '=', keyId)
      .where('revoked_at', 'is', null)
      .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', new Date())]))
      .forUpdate()
      .executeTakeFirst();
    if (old === undefined) return undefined;
    const { shop_id, actor_id, role, merchant_id, scopes } = old;
    const { row, key } = newKeyRow({ shop_id, actor_id, role, merchant_id, scopes, rotated_from: keyId });
    const graceEnds = Date.now() + graceMs;
    const oldExpiresAt = new Date(Math.min(graceEnds, old.expires_at?.getTime() ?? graceEnds));
    await tx.insertInto('api_keys').values(row).execute();
    await tx.updateTable('api_keys').set({ expires_at: oldExpiresAt }).where('key_id', '=', keyId).execute();
    return { keyId: row.key_id, key, oldExpiresAt };
  });
}

/** Ends a key at once; false where there is none of this id. */
export async function revokeApiKey(db: Database, keyId: string): Promise<boolean> {
  const rows = await db
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
    .where('key_id', '=', keyId)
    .returning('key_id')
    .execute();
  return rows.length === 1;
}

function summaryOf(row: Selectable<ApiKeyTable>): ApiKeySummary {
  return {
    keyId: row.key_id,
    shopId: row.shop_id,
    actor: { id: row.actor_id, role: row.role },
    createdAt: row.created_at.toISOString(),
    ...(row.merchant_id === null ? {} : { merchantId: row.merchant_id }),
    ...(row.scopes === null ? {} : { scopes: row.scopes }),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at.toISOString() }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at.toISOString() }),
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at.toISOString() }),
    ...(row.rotated_from === null ? {} : { rotatedFrom: row.rotated_from }),
  };
}
