import type { NewOrder } from '../../ports/order-book';
import type { Runtime } from '../../local/runtime-file';
import { sandboxAt } from './sandbox-caller';
import { orderSeeds, parcelSeeds, paymentSeeds } from './seeds';

const BATCH = 1_000;

/**
 * Gives the sandboxes the payments and parcels of these orders, and the orders themselves where the shop
 * runs its own system; safe to repeat.
 */
export async function seedSandboxes(
  { payments, carrier, shop }: Runtime['sandboxes'],
  orders: readonly NewOrder[],
  { connected }: { readonly connected: boolean },
): Promise<void> {
  await post(payments, '/payments/batch', { name: 'payments', rows: paymentSeeds(orders) });
  await post(carrier, '/parcels/batch', { name: 'parcels', rows: parcelSeeds(orders) });
  if (connected) await post(shop, '/orders/batch', { name: 'orders', rows: orderSeeds(orders) });
}

async function post(
  url: string,
  path: string,
  { name, rows }: { name: string; rows: readonly unknown[] },
): Promise<void> {
  const call = sandboxAt(url);
  for (let start = 0; start < rows.length; start += BATCH) {
    await call('POST', path, { [name]: rows.slice(start, start + BATCH) });
  }
}
