import { type Database, openDatabase } from '../../src/adapters/persistence/database';
import { insertOrders } from '../../src/adapters/persistence/orders/insert-orders';
import { ensureShop } from '../../src/adapters/persistence/orders/ensure-shop';
import { checkOwnBooks } from '../../src/cli/demo/check/own-books';
import { checkPeers } from '../../src/cli/demo/check/peers';
import { castDemo } from '../../src/cli/demo/cast';
import { generatedOrders } from '../../src/cli/demo/generated-orders';
import { seedSandboxes } from '../../src/cli/sandboxes/seed-sandboxes';
import type { NewOrder } from '../../src/ports/order-book';
import { startCarrierSandbox } from '../../src/sandbox/carrier';
import { startPaymentsSandbox } from '../../src/sandbox/payments';
import type { Sandbox } from '../../src/sandbox/service/sandbox';
import { startShopSandbox } from '../../src/sandbox/shop';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database';

const RUN = { shopId: 'demo-shop', run: 'run1' };

let databases: TestDatabase[];
let db: Database;
let running: Record<'payments' | 'carrier' | 'shop', Sandbox>;
let urls: Record<'payments' | 'carrier' | 'shop', string>;
let orders: NewOrder[];

beforeAll(async () => {
  const own = await createTestDatabase();
  const theirs = await createEmptyDatabase();
  databases = [own, theirs];
  db = openDatabase(own.url, { max: 4 });
  const databaseUrl = theirs.url;
  running = {
    payments: await startPaymentsSandbox({ databaseUrl, slowMethods: [] }),
    carrier: await startCarrierSandbox({ databaseUrl }),
    shop: await startShopSandbox({ databaseUrl }),
  };
  urls = { payments: running.payments.url, carrier: running.carrier.url, shop: running.shop.url };
  // More payments than one page of the books holds.
  const made = generatedOrders({ count: 1_000, seed: 1, now: new Date() });
  orders = castDemo(made, { seed: 1, run: RUN.run }).roles.map(({ order }) => order);
  const others = castDemo(made.slice(0, 20), { seed: 1, run: 'run2' }).roles.map(({ order }) => order);
  await ensureShop(db, { shopId: RUN.shopId, orderSystem: 'connected' });
  await insertOrders(db, { shopId: RUN.shopId, orders }, { channels: new Set(['sandbox']) });
  await seedSandboxes(urls, [...orders, ...others], { connected: true });
});

afterAll(async () => {
  await Promise.all(Object.values(running).map((sandbox) => sandbox.close()));
  await db.destroy();
  await Promise.all(databases.map((database) => database.drop()));
});

async function post(url: string, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': path + JSON.stringify(body) };
  const response = await fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers });
  expect(response.ok).toBe(true);
}

test('books of which every page agrees have no difference, and another run is none of theirs', async () => {
  const [provider, shop, carrier] = await checkPeers(db, urls, RUN);
  const captures = orders.flatMap(({ tenders }) => tenders.flatMap((tender) => tender.captures));
  const parcels = orders.flatMap(({ shipments }) => shipments);
  expect(captures.length).toBeGreaterThan(1_000);
  expect(provider).toMatchObject({ compared: captures.length, differences: [] });
  expect(shop).toMatchObject({ compared: 1_000, differences: [] });
  expect(carrier).toMatchObject({ compared: parcels.length, differences: [] });
  expect(await checkOwnBooks(db, RUN)).toMatchObject({ differences: [] });
});

test('a refund, a hold and a stopped parcel behind our back are each found', async () => {
  const [order] = orders.filter(({ shipments }) => shipments.length > 0);
  const capture = order?.tenders[0]?.captures[0];
  const parcel = order?.shipments[0];
  if (order === undefined || capture === undefined || parcel === undefined) throw new Error('No order with a parcel');
  const refund = { payment: capture.captureId, amount: 1, currency: order.currency, reference: 'r1' };
  await post(urls.payments, '/refunds', refund);
  await post(urls.shop, `/orders/${order.orderId}/hold`, { cancellationId: 'c1', unitIds: parcel.unitIds, version: 1 });
  await post(urls.carrier, '/interceptions', { trackingRef: parcel.trackingRef });
  const [provider, shop, carrier] = await checkPeers(db, urls, RUN);
  expect(provider?.differences).toEqual([
    {
      id: capture.captureId,
      expected: `${capture.amount}, refunded 0 in 0, pending 0`,
      found: `${capture.amount}, refunded 1 in 1, pending 0`,
    },
  ]);
  expect(shop?.differences).toEqual([
    { id: order.orderId, expected: 'open, closed []', found: 'open, closed [], held by c1' },
  ]);
  expect(carrier?.differences).toEqual([
    { id: parcel.trackingRef, expected: 'not asked', found: parcel.state === 'LABELED' ? 'stopped' : 'already_out' },
  ]);
});

test('stock that is not what its movements say is found', async () => {
  const moved = db.updateTable('stock_items').set({ available: 7 }).where('shop_id', '=', RUN.shopId);
  await moved.where('sku', '=', orders[0]?.lines[0]?.sku ?? '').execute();
  const { differences } = await checkOwnBooks(db, RUN);
  expect(differences).toContainEqual(expect.objectContaining({ expected: '0', found: '7' }));
});
