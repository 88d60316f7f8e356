import type { Database } from '../../adapters/persistence/database';
import { insertOrders } from '../../adapters/persistence/orders/insert-orders';
import { DEMO_SHOP } from '../../config/demo-shop';
import type { Runtime } from '../../local/runtime-file';
import type { NewOrder } from '../../ports/order-book';
import { CliError, EXIT } from '../exit-codes';
import { seedSandboxes } from '../sandboxes/seed-sandboxes';

export const CHANNELS: ReadonlySet<string> = new Set(['sandbox']);

/**
 * Puts orders into our books and everybody else's.
 * @throws CliError FAULT where the order book refuses one
 */
export async function storeOrders(db: Database, runtime: Runtime, orders: readonly NewOrder[]): Promise<void> {
  const { refused } = await insertOrders(db, { shopId: DEMO_SHOP, orders }, { channels: CHANNELS });
  const [wrong] = refused;
  if (wrong !== undefined) throw new CliError(EXIT.FAULT, `Order ${wrong.orderId} is refused: ${wrong.refusal.code}`);
  await seedSandboxes(runtime.sandboxes, orders, { connected: true });
}
