import { createOrderBook } from '../../adapters/persistence/orders/order-book';
import { ensureShop } from '../../adapters/persistence/orders/ensure-shop';
import type { Database } from '../../adapters/persistence/database';
import { DEMO_SHOP } from '../../config/demo-shop';
import type { Runtime } from '../../local/runtime-file';
import type { NewOrder } from '../../ports/order-book';
import { atOnce } from './at-once';
import { castDemo } from './cast';
import { checkOutcomes } from './check/outcomes';
import { checkOwnBooks, checkPromises } from './check/own-books';
import { checkPeers } from './check/peers';
import { figuresOf } from './figures';
import { leaveWaiting } from './leave-waiting';
import { playAll } from './play-all';
import type { DemoReport } from './report';
import type { Cast } from './role';
import { CHANNELS, storeOrders } from './store-orders';

export interface DemoOptions {
  readonly orders: readonly NewOrder[];
  readonly seed: number;
  readonly onProgress: (done: number, note: string) => void;
}

/** Cancels these orders on the running parts, leaves a few more to their merchant, counts, and compares everybody's books. */
export async function runDemo(
  db: Database,
  runtime: Runtime,
  { orders, seed, onProgress }: DemoOptions,
): Promise<DemoReport> {
  const run = { shopId: DEMO_SHOP, run: `d${Date.now().toString(36)}` };
  const cast = castDemo(orders, { seed, run: run.run });
  await storeAll(db, runtime, cast);
  const startedAt = performance.now();
  const played = await playAll(db, runtime, { shopId: DEMO_SHOP, roles: cast.roles, onProgress });
  const seconds = (performance.now() - startedAt) / 1000;
  const waiting = await leaveWaiting(db, runtime, run.run);
  const checks = [
    checkOutcomes(played),
    await checkPromises(db, run),
    await checkOwnBooks(db, run),
    ...(await checkPeers(db, runtime.sandboxes, run)),
  ];
  return {
    run: run.run,
    orderId: played.find(({ cancellationId }) => cancellationId !== undefined)?.role.order.orderId,
    waiting,
    figures: await figuresOf(db, run, { played, seconds }),
    checks,
    ok: checks.every(({ differences }) => differences.length === 0),
  };
}

async function storeAll(db: Database, runtime: Runtime, { roles, policies }: Cast): Promise<void> {
  const orders = roles.map(({ order }) => order);
  const book = createOrderBook(db, { channels: CHANNELS });
  await ensureShop(db, { shopId: DEMO_SHOP, orderSystem: 'connected' });
  await atOnce([...policies], 8, ([merchantId, policy]) =>
    book.putMerchant(DEMO_SHOP, { merchantId, calendar: null, policy }),
  );
  await storeOrders(db, runtime, orders);
}
