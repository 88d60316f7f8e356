import { checkBooks } from '../../../../src/adapters/persistence/books-check';
import { type Database, openDatabase } from '../../../../src/adapters/persistence/database';
import { importOlist, type OlistImportOptions } from '../../../../src/adapters/import/olist/import-olist';
import { readOlist } from '../../../../src/adapters/import/olist/read-olist';
import { createTestDatabase, type TestDatabase } from '../../../support/test-database';
import { olistFolder, THREE_ORDERS } from './olist-folder';

let testDatabase: TestDatabase;
let db: Database;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  db = openDatabase(testDatabase.url, { max: 2 });
});
afterEach(async () => {
  await db.destroy();
  await testDatabase.drop();
});

const AS_PAID: OlistImportOptions = {
  shopId: 'olist',
  connected: false,
  asOf: 'purchase',
  now: new Date('2026-01-01T00:00:00Z'),
};

async function load(options: Partial<OlistImportOptions> = {}, rows = THREE_ORDERS) {
  using folder = olistFolder(rows);
  return await importOlist(db, await readOlist(folder.path), { ...AS_PAID, ...options });
}

const orderStates = () =>
  db.selectFrom('orders').select(['order_id', 'state', 'refund_state', 'adjustment']).orderBy('order_id').execute();

test('orders are written whole, and again nothing changes', async () => {
  expect(await load()).toMatchObject({ inserted: 3, existing: 0, ended: 0, refused: [] });
  const later = await load({ now: new Date('2026-02-01T00:00:00Z') });
  expect(later).toMatchObject({ inserted: 0, existing: 3, refused: [] });
  expect(await orderStates()).toEqual([
    { order_id: 'a1', state: 'OPEN', refund_state: 'NONE', adjustment: 0 },
    { order_id: 'b2', state: 'OPEN', refund_state: 'NONE', adjustment: 0 },
    { order_id: 'c3', state: 'OPEN', refund_state: 'NONE', adjustment: 4242 },
  ]);
  const stock = await db.selectFrom('stock_items').select(['sku', 'reserved', 'available']).orderBy('sku').execute();
  expect(stock).toEqual([
    { sku: 'p1', reserved: 2, available: 0 },
    { sku: 'p2', reserved: 1, available: 0 },
    { sku: 'p3', reserved: 1, available: 0 },
  ]);
});

test('what a broken-off import has not written comes with the next', async () => {
  await load({}, { ...THREE_ORDERS, orders: (THREE_ORDERS.orders ?? []).slice(0, 1) });
  expect(await load()).toMatchObject({ inserted: 2, existing: 1 });
});

test('as recorded, called-off orders read cancelled with a refund to be looked at, and give back what no parcel took', async () => {
  expect(await load({ asOf: 'recorded' })).toMatchObject({ inserted: 3, ended: 2 });
  expect(await load({ asOf: 'recorded' })).toMatchObject({ inserted: 0, ended: 0 });
  expect(await orderStates()).toEqual([
    { order_id: 'a1', state: 'OPEN', refund_state: 'NONE', adjustment: 0 },
    { order_id: 'b2', state: 'CANCELLED', refund_state: 'NEEDS_ATTENTION', adjustment: 0 },
    { order_id: 'c3', state: 'CANCELLED', refund_state: 'NEEDS_ATTENTION', adjustment: 4242 },
  ]);
  const stock = await db.selectFrom('stock_items').select(['sku', 'reserved', 'available']).orderBy('sku').execute();
  expect(stock).toEqual([{ sku: 'p3', reserved: 0, available: 1 }]);
  expect(await checkBooks(db, 'olist')).toEqual([]);
});

test('as recorded, what was sent before it was called off stays with its parcel', async () => {
  const orders = [
    'b2,c2,canceled,2018-02-01 09:00:00,2018-02-01 09:05:00,2018-02-03 09:00:00,,2018-02-20 00:00:00',
    ...(THREE_ORDERS.orders ?? []).filter((row) => !row.startsWith('b2')),
  ];
  await load({ asOf: 'recorded' }, { ...THREE_ORDERS, orders });
  expect((await orderStates())[1]).toMatchObject({ order_id: 'b2', state: 'CANCELLED' });
  const units = await db.selectFrom('order_units').select(['unit_id', 'state']).where('order_id', '=', 'b2').execute();
  expect(units).toEqual([{ unit_id: '1/1', state: 'ACTIVE' }]);
  expect(await checkBooks(db, 'olist')).toEqual([]);
});

test('orders that came in as paid are not ended by a later import as recorded', async () => {
  await load();
  expect(await load({ asOf: 'recorded' })).toMatchObject({ inserted: 0, existing: 3, ended: 0 });
  expect((await orderStates()).map(({ state }) => state)).toEqual(['OPEN', 'OPEN', 'OPEN']);
});

test('merchants get the policy that is asked for, once', async () => {
  await load({ policy: { decisionMs: 5_000, onTimeout: 'REJECT' } });
  await load({ policy: { decisionMs: 9_000 } });
  const policies = await db
    .selectFrom('policies')
    .select(['merchant_id', 'version', 'body'])
    .orderBy('merchant_id')
    .execute();
  expect(policies.map(({ merchant_id }) => merchant_id)).toEqual(['s1', 's2', 'shop']);
  expect(policies.map(({ body }) => [body.version, body.decisionMs, body.onTimeout, body.tenderOrder])).toEqual(
    policies.map(() => [1, 5_000, 'REJECT', 'PROPORTIONAL']),
  );
});

test('a shop with an order system of its own is connected', async () => {
  await load({ connected: true });
  expect(await db.selectFrom('shops').select(['shop_id', 'order_system']).execute()).toEqual([
    { shop_id: 'olist', order_system: 'connected' },
  ]);
});
