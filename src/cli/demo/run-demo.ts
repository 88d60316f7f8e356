import { insertOrders } from '../../adapters/persistence/orders/insert-orders';
import { createOrderBook } from '../../adapters/persistence/orders/order-book';
import { ensureShop } from '../../adapters/persistence/orders/ensure-shop';
import type { Database } from '../../adapters/persistence/database';
import { DEMO_SHOP } from '../../config/demo-shop';
import type { Runtime } from '../../local/runtime-file';
import type { NewOrder } from '../../ports/order-book';
import { CliError, EXIT } from '../exit-codes';
import { seedSandboxes } from '../sandboxes/seed-sandboxes';
import { atOnce } from './at-once';
import { castDemo } from './cast';
import { checkOutcomes } from './check/outcomes';
import { checkOwnBooks, checkPromises } from './check/own-books';
import { checkPeers } from './check/peers';
import { figuresOf } from './figures';
import { playAll } from './play-all';
import type { DemoReport } from './report';
import type { Cast } from './role';

const CHANNELS: ReadonlySet<string> = new Set(['sandbox']);

export interface DemoOptions {
  readonly orders: readonly NewOrder[];
  readonly seed: number;
  readonly onProgress: (done: number, note: string) => void;
}

/** Cancels these orders on the running parts, counts, and compares everybody's books. */
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
  const checks = [
    checkOutcomes(played),
    await checkPromises(db, run),
    await checkOwnBooks(db, run),
    ...(await checkPeers(db, runtime.sandboxes, run)),
  ];
  return {
    run: run.run,
    orderId: played.find(({ cancellationId }) => cancellationId !== undefined)?.role.order.orderId,
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
  const { refused } = await insertOrders(db, { shopId: DEMO_SHOP, orders }, { channels: CHANNELS });
  const [wrong] = refused;
  if (wrong !== undefined) throw new CliError(EXIT.FAULT, `Order ${wrong.orderId} is refused: ${wrong.refusal.code}`);
  await seedSandboxes(runtime.sandboxes, orders, { connected: true });
}
