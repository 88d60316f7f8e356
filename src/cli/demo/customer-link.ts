import type { Database } from '../../adapters/persistence/database';
import { DEMO_SHOP } from '../../config/demo-shop';
import type { Runtime } from '../../local/runtime-file';
import { createHttpClient } from '../../sdk/http-client';
import { ensureShopKey } from '../shop-key';

/** The address by which a browser becomes the customer of one of the demo's orders. */
export async function customerLink(db: Database, runtime: Runtime, orderId: string): Promise<string> {
  const key = await ensureShopKey(db, runtime, DEMO_SHOP);
  const { url } = await createHttpClient({ url: runtime.apiUrl, key }).links.createForOrder(orderId, {});
  return url;
}
