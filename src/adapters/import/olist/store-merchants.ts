import { createHash } from 'node:crypto';
import type { Policy } from '../../../domain/policy';
import { canonicalJson } from '../../../domain/policy-snapshot';
import type { Database } from '../../persistence/database';
import { insertRows } from '../../persistence/orders/insert-rows';

/** Merchants to make, all in two statements; those that are there stay as they are. */
export async function storeMerchants(
  db: Database,
  shopId: string,
  policies: ReadonlyMap<string, Omit<Policy, 'version'>>,
): Promise<void> {
  const merchants = [...policies].sort(([left], [right]) => (left < right ? -1 : 1));
  const rows = merchants.map(([merchantId, rules]) => {
    const body: Policy = { ...rules, version: 1 };
    return { key: { shop_id: shopId, merchant_id: merchantId }, body };
  });
  await insertRows(db, {
    table: 'policies',
    rows: rows.map(({ key, body }) => ({ ...key, version: body.version, hash: hashOf(body), body })),
    onConflict: 'do nothing',
  });
  await insertRows(db, {
    table: 'merchants',
    rows: rows.map(({ key, body }) => ({ ...key, policy_version: body.version })),
    onConflict: 'do nothing',
  });
}

function hashOf(policy: Policy): string {
  return createHash('sha256').update(canonicalJson(policy)).digest('hex');
}
