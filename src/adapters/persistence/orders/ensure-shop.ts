import type { Database } from '../database';

export interface NewShop {
  readonly shopId: string;
  /** `connected`: the shop runs its own order system, and this order book is a copy. Left out: `own`. */
  readonly orderSystem?: 'own' | 'connected';
  readonly locale?: 'en' | 'zh';
}

/** Makes a shop, or leaves the one that is there as it is. */
export async function ensureShop(db: Database, { shopId, orderSystem = 'own', locale = 'en' }: NewShop): Promise<void> {
  await db
    .insertInto('shops')
    .values({ shop_id: shopId, order_system: orderSystem, locale })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
