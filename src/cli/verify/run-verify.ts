import type { Database } from '../../adapters/persistence/database';
import { ensureShop } from '../../adapters/persistence/orders/ensure-shop';
import { insertOrders } from '../../adapters/persistence/orders/insert-orders';
import { createOrderBook } from '../../adapters/persistence/orders/order-book';
import type { Runtime } from '../../local/runtime-file';
import type { NewOrder } from '../../ports/order-book';
import type { RefundChannel } from '../../ports/refund-channel';
import { atOnce } from '../demo/at-once';
import { checkOutcomes } from '../demo/check/outcomes';
import { checkOwnBooks, checkPromises } from '../demo/check/own-books';
import { checkPeers } from '../demo/check/peers';
import { figuresOf } from '../demo/figures';
import { playAll } from '../demo/play-all';
import type { DemoReport } from '../demo/report';
import type { Cast, DemoRole } from '../demo/role';
import { CliError, EXIT } from '../exit-codes';
import { seedSandboxes } from '../sandboxes/seed-sandboxes';
import { castVerify } from './cast-verify';
import { checkBalances, checkEveryCent, checkListed } from './checks';
import { settledBefore } from './settled-before';

/** A shop with an order system of its own: the sandbox shop. */
const VERIFY_SHOP = 'verify-shop';

const BATCH = 500;

export interface VerifyOptions {
  /** Ids begin with it. The same run again goes on where it was broken off. */
  readonly run: string;
  readonly orders: readonly NewOrder[];
  readonly seed: number;
  /** Channels that are on, whose lists can be compared. */
  readonly channels: ReadonlyMap<string, RefundChannel>;
  readonly onProgress: (done: number, note: string) => void;
}

/**
 * Cancels every order whole through the running engine, while the provider fails now and then, and
 * compares everybody's books to the cent.
 */
export async function runVerify(db: Database, runtime: Runtime, options: VerifyOptions): Promise<DemoReport> {
  const run = { shopId: VERIFY_SHOP, run: options.run };
  const from = new Date(Date.now() - 24 * 3_600_000);
  const cast = castVerify(options.orders, options.seed);
  await storeAll(db, runtime, { ...cast, channels: new Set(options.channels.keys()) });
  const before = await settledBefore(db, run);
  const open = cast.roles.filter(({ order }) => !before.has(order.orderId));
  const startedAt = performance.now();
  const played = await playAll(db, runtime, {
    shopId: VERIFY_SHOP,
    roles: open,
    onProgress: (done, note) => {
      options.onProgress(before.size + done, note);
    },
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const listed = [...options.channels.values()].filter(
    ({ capabilities, listRefunds }) => capabilities.channel !== 'sandbox' && capabilities.own !== true && listRefunds,
  );
  const checks = [
    checkOutcomes(played),
    await checkEveryCent(db, run),
    await checkPromises(db, run),
    await checkOwnBooks(db, run),
    await checkBalances(db, run),
    ...(await checkPeers(db, runtime.sandboxes, run)),
    ...(await Promise.all(listed.map((channel) => checkListed(db, channel, { ...run, from })))),
  ];
  return {
    run: options.run,
    figures: await figuresOf(db, run, { played, seconds }),
    checks,
    ok: checks.every(({ differences }) => differences.length === 0),
  };
}

async function storeAll(
  db: Database,
  runtime: Runtime,
  { roles, policies, channels }: Cast & { readonly channels: ReadonlySet<string> },
): Promise<void> {
  const book = createOrderBook(db, { channels });
  await ensureShop(db, { shopId: VERIFY_SHOP, orderSystem: 'connected' });
  await atOnce([...policies], 8, ([merchantId, policy]) =>
    book.putMerchant(VERIFY_SHOP, { merchantId, calendar: null, policy }),
  );
  for (let start = 0; start < roles.length; start += BATCH) {
    await storeBatch(db, runtime, { roles: roles.slice(start, start + BATCH), channels });
  }
}

async function storeBatch(
  db: Database,
  runtime: Runtime,
  { roles, channels }: { readonly roles: readonly DemoRole[]; readonly channels: ReadonlySet<string> },
): Promise<void> {
  const orders = roles.map(({ order }) => order);
  const { refused } = await insertOrders(db, { shopId: VERIFY_SHOP, orders }, { channels });
  const [wrong] = refused;
  if (wrong !== undefined) throw new CliError(EXIT.FAULT, `Order ${wrong.orderId} is refused: ${wrong.refusal.code}`);
  await seedSandboxes(runtime.sandboxes, orders, { connected: true });
}
