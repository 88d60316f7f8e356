import type { OrderBook } from '../../../ports/order-book';
import type { Database } from '../database';
import { putMerchant } from './put-merchant';
import { putOrder } from './put-order';
import { readQuoteBasis, readStoredOrder } from './read-order';

/** The order book in PostgreSQL. `channels` are those that have an adapter: another one is refused. */
export function createOrderBook(db: Database, { channels }: { readonly channels: ReadonlySet<string> }): OrderBook {
  return {
    putOrder: (shopId, order) => putOrder(db, { shopId, order }, channels),
    readOrder: async (ref) => (await readStoredOrder(db, ref))?.order,
    readQuoteBasis: (ref) => readQuoteBasis(db, ref),
    putMerchant: (shopId, merchant) => putMerchant(db, shopId, merchant),
  };
}
