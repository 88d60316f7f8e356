import { createHash } from 'node:crypto';
import { canonicalJson, DEFAULT_POLICY } from '../../../domain/policy-snapshot';
import type { Database, Transaction } from '../database';
import { insertRows } from './insert-rows';

const DEFAULT_HASH = createHash('sha256').update(canonicalJson(DEFAULT_POLICY)).digest('hex');

/** Makes merchants that nobody has described yet, with the default policy, in the order of their ids. */
export async function ensureMerchants(
  db: Database | Transaction,
  shopId: string,
  merchantIds: readonly string[],
): Promise<void> {
  const known = await db
    .selectFrom('merchants')
    .select('merchant_id')
    .where('shop_id', '=', shopId)
    .where('merchant_id', 'in', [...merchantIds, ''])
    .execute();
  const there = new Set(known.map(({ merchant_id }) => merchant_id));
  const keys = [...new Set(merchantIds)]
    .filter((merchantId) => !there.has(merchantId))
    .sort()
    .map((merchant_id) => ({ shop_id: shopId, merchant_id }));
  const policies = keys.map((key) => ({
    ...key,
    version: DEFAULT_POLICY.version,
    hash: DEFAULT_HASH,
    body: DEFAULT_POLICY,
  }));
  await insertRows(db, { table: 'policies', rows: policies, onConflict: 'do nothing' });
  const merchants = keys.map((key) => ({ ...key, policy_version: DEFAULT_POLICY.version }));
  await insertRows(db, { table: 'merchants', rows: merchants, onConflict: 'do nothing' });
}
