import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../domain/policy-snapshot';
import type { Policy } from '../../../domain/policy';
import type { Merchant, NewMerchant, PutMerchantResult } from '../../../ports/order-book';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';

interface MerchantKey {
  readonly shop_id: string;
  readonly merchant_id: string;
}

/** Stores a merchant's calendar and policy; a policy that changed becomes a new version. */
export async function putMerchant(db: Database, shopId: string, merchant: NewMerchant): Promise<PutMerchantResult> {
  const key = { shop_id: shopId, merchant_id: merchant.merchantId };
  return inTransaction(db, async (tx) => {
    const stored = await lockMerchant(tx, key);
    const policy = { ...merchant.policy, version: (stored?.policy.version ?? 0) + 1 };
    const isSamePolicy =
      canonicalJson({ ...policy, version: stored?.policy.version }) === canonicalJson(stored?.policy ?? null);
    const isSameCalendar = canonicalJson(stored?.calendar ?? null) === canonicalJson(merchant.calendar);
    if (stored !== undefined && isSamePolicy && isSameCalendar) return { outcome: 'unchanged', merchant: stored };
    const current = stored !== undefined && isSamePolicy ? stored.policy : await addPolicy(tx, key, policy);
    await upsertMerchant(tx, { ...key, calendar: merchant.calendar, policyVersion: current.version });
    const result = { ...merchant, policy: current, policyHash: hashOf(current) };
    return { outcome: stored === undefined ? 'created' : 'updated', merchant: result };
  });
}

async function lockMerchant(tx: Transaction, key: MerchantKey): Promise<Merchant | undefined> {
  const row = await tx
    .selectFrom('merchants')
    .selectAll()
    .where('shop_id', '=', key.shop_id)
    .where('merchant_id', '=', key.merchant_id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { body, hash } = await tx
    .selectFrom('policies')
    .select(['body', 'hash'])
    .where('shop_id', '=', key.shop_id)
    .where('merchant_id', '=', key.merchant_id)
    .where('version', '=', row.policy_version)
    .executeTakeFirstOrThrow();
  return {
    merchantId: row.merchant_id,
    calendar: row.calendar as Merchant['calendar'],
    policy: body,
    policyHash: hash,
  };
}

async function addPolicy(tx: Transaction, key: MerchantKey, policy: Policy): Promise<Policy> {
  await tx
    .insertInto('policies')
    .values({ ...key, version: policy.version, hash: hashOf(policy), body: JSON.stringify(policy) })
    .execute();
  return policy;
}

async function upsertMerchant(
  tx: Transaction,
  { calendar, policyVersion, ...key }: MerchantKey & { calendar: Merchant['calendar']; policyVersion: number },
): Promise<void> {
  const values = { calendar: calendar === null ? null : JSON.stringify(calendar), policy_version: policyVersion };
  await tx
    .insertInto('merchants')
    .values({ ...key, ...values })
    .onConflict((conflict) => conflict.columns(['shop_id', 'merchant_id']).doUpdateSet(values))
    .execute();
}

function hashOf(policy: Policy): string {
  return createHash('sha256').update(canonicalJson(policy)).digest('hex');
}
