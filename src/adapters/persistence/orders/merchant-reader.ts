import type { MerchantDetails, MerchantPage, MerchantReader } from '../../../ports/merchant-reader';
import type { Merchant } from '../../../ports/order-book';
import type { Database } from '../database';

const MOST = 100;

/** Reads merchants from the database. */
export function createMerchantReader(db: Database): MerchantReader {
  return {
    list: async ({ shopId, limit: asked, cursor }): Promise<MerchantPage> => {
      const limit = Math.min(MOST, Math.max(1, Math.trunc(asked)));
      const after = cursor === undefined ? '' : Buffer.from(cursor, 'base64url').toString().replaceAll('\0', '');
      const rows = await current(db, shopId)
        .where('m.merchant_id', '>', after)
        .orderBy('m.merchant_id')
        .limit(limit + 1)
        .execute();
      const items = rows.slice(0, limit).map(merchantOf);
      const last = items.at(-1);
      if (rows.length <= limit || last === undefined) return { items };
      return { items, next: Buffer.from(last.merchantId).toString('base64url') };
    },
    read: async (shopId, merchantId): Promise<MerchantDetails | undefined> => {
      const row = await current(db, shopId).where('m.merchant_id', '=', merchantId).executeTakeFirst();
      if (row === undefined) return undefined;
      const versions = await db
        .selectFrom('policies')
        .select(['version', 'hash', 'created_at'])
        .where('shop_id', '=', shopId)
        .where('merchant_id', '=', merchantId)
        .orderBy('version', 'desc')
        .limit(MOST)
        .execute();
      return {
        ...merchantOf(row),
        versions: versions.map(({ created_at, ...version }) => ({ ...version, createdAt: created_at.toISOString() })),
      };
    },
  };
}

/** Merchants with the policy that holds now. */
function current(db: Database, shopId: string) {
  return db
    .selectFrom('merchants as m')
    .innerJoin('policies as p', (join) =>
      join
        .onRef('p.shop_id', '=', 'm.shop_id')
        .onRef('p.merchant_id', '=', 'm.merchant_id')
        .onRef('p.version', '=', 'm.policy_version'),
    )
    .select(['m.merchant_id', 'm.calendar', 'p.body', 'p.hash'])
    .where('m.shop_id', '=', shopId);
}

type Row = Awaited<ReturnType<ReturnType<typeof current>['execute']>>[number];

function merchantOf({ merchant_id, calendar, body, hash }: Row): Merchant {
  return { merchantId: merchant_id, calendar: calendar as Merchant['calendar'], policy: body, policyHash: hash };
}
