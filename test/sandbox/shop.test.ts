import type { Sandbox } from '../../src/sandbox/service/sandbox';
import { startShopSandbox } from '../../src/sandbox/shop';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database';
import { codeOf, talkTo } from './talk-to';
import { whileLocked } from './while-locked';

let database: TestDatabase;
let sandbox: Sandbox;
let talk: ReturnType<typeof talkTo>;
let nth = 0;

beforeAll(async () => {
  database = await createEmptyDatabase();
  sandbox = await startShopSandbox({ databaseUrl: database.url });
  talk = talkTo(sandbox.url);
}, 60_000);

afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

async function order(given: Record<string, unknown> = {}): Promise<string> {
  const orderId = `order-${String((nth += 1)).padStart(3, '0')}`;
  await talk.post('/orders', { orderId, version: 3, unitIds: ['a', 'b'], ...given });
  return orderId;
}

interface Given {
  unitIds?: string[];
  cancellationId?: string;
  key?: string;
  [field: string]: unknown;
}

const act = (name: string, orderId: string, given: Given = {}) => {
  const { key = `key-${(nth += 1)}`, unitIds = ['a', 'b'], cancellationId = 'c1', ...rest } = given;
  return talk.post(`/orders/${orderId}/${name}`, { unitIds, cancellationId, ...rest }, key);
};
const hold = (orderId: string, given: Given = {}) => act('hold', orderId, { version: 3, ...given });
const release = (orderId: string, given: Given = {}) => act('release', orderId, given);
const close = (orderId: string, given: Given = {}) => act('close', orderId, { whole: true, ...given });

async function bookOf(orderId: string) {
  const { body } = await talk.get('/books');
  return (body['orders'] as { orderId: string }[]).find((row) => row.orderId === orderId);
}

test('a held order is closed whole and reads cancelled', async () => {
  const id = await order();
  expect(await hold(id)).toMatchObject({ status: 200, body: { outcome: 'acknowledged', act: 'hold', orderId: id } });
  expect(await bookOf(id)).toMatchObject({ state: 'open', heldBy: 'c1', held: ['a', 'b'] });
  expect((await close(id)).status).toBe(200);
  expect(await bookOf(id)).toMatchObject({ state: 'cancelled', heldBy: null, held: [], closed: ['a', 'b'] });
  expect(codeOf(await hold(id, { cancellationId: 'c2' }))).toBe('ORDER_CANCELLED');
});

test('a part is closed, the rest released, and cancelled later by another', async () => {
  const id = await order();
  await hold(id);
  await close(id, { unitIds: ['a'], whole: false });
  await release(id, { unitIds: ['b'] });
  expect(await bookOf(id)).toMatchObject({ state: 'open', heldBy: null, closed: ['a'] });
  expect(codeOf(await hold(id, { cancellationId: 'c2' }))).toBe('UNIT_CLOSED');
  await hold(id, { cancellationId: 'c2', unitIds: ['b'] });
  await close(id, { cancellationId: 'c2', unitIds: ['b'], whole: true });
  expect(await bookOf(id)).toMatchObject({ state: 'cancelled', closed: ['a', 'b'] });
});

test('an order without items is held and closed whole', async () => {
  const id = await order({ unitIds: [] });
  await hold(id, { unitIds: [] });
  await close(id, { unitIds: [], whole: true });
  expect(await bookOf(id)).toMatchObject({ state: 'cancelled', heldBy: null });
});

test('a release with nothing held is acknowledged and leaves the hold of another alone', async () => {
  const id = await order();
  expect((await release(id)).status).toBe(200);
  await hold(id, { cancellationId: 'c2' });
  expect((await release(id)).status).toBe(200);
  expect(await bookOf(id)).toMatchObject({ heldBy: 'c2' });
});

test.each([
  [{ shippedUnitIds: ['b'] }, 'ORDER_SHIPPED'],
  [{ locked: true }, 'ORDER_LOCKED'],
  [{ version: 4 }, 'ORDER_VERSION_MISMATCH'],
  [{ unitIds: ['a'] }, 'UNIT_UNKNOWN'],
])('an order %j is not held: %s', async (seeded, code) => {
  const id = await order(seeded);
  const answer = await hold(id);
  expect([answer.status, codeOf(answer)]).toEqual([422, code]);
  expect(await bookOf(id)).toMatchObject({ heldBy: null, held: [] });
});

test('callers with one key at the same time are all acknowledged', async () => {
  const id = await order();
  const lock = `SELECT FROM shop.orders WHERE order_id = '${id}' FOR UPDATE`;
  const answers = await whileLocked({ databaseUrl: database.url, lock, waiting: 8 }, () =>
    Promise.all(Array.from({ length: 10 }, () => hold(id, { key: 'one' }))),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

test('of several cancellations at the same time one holds the order', async () => {
  const id = await order();
  const lock = `SELECT FROM shop.orders WHERE order_id = '${id}' FOR UPDATE`;
  const answers = await whileLocked({ databaseUrl: database.url, lock, waiting: 8 }, () =>
    Promise.all(
      Array.from({ length: 10 }, (_, index) => hold(id, { cancellationId: `c${index}`, key: `crowd-${index}` })),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter((answer) => codeOf(answer) === 'ORDER_LOCKED')).toHaveLength(9);
});

test('what is not held is not closed, and a whole close names every unit', async () => {
  const id = await order();
  expect(codeOf(await close(id))).toBe('UNIT_NOT_HELD');
  await hold(id);
  expect(codeOf(await close(id, { unitIds: ['a'], whole: true }))).toBe('UNIT_MISSING');
  expect(codeOf(await close(id, { cancellationId: 'c2' }))).toBe('UNIT_NOT_HELD');
});

test('an acknowledgement is repeated, a refusal looked at anew, a key never given to another request', async () => {
  const id = await order({ locked: true });
  expect(codeOf(await hold(id, { key: `again-${id}` }))).toBe('ORDER_LOCKED');
  await talk.post('/orders', { orderId: id, version: 3, unitIds: ['a', 'b'] });
  const first = await hold(id, { key: `again-${id}` });
  expect(first.status).toBe(200);
  await release(id);
  expect((await hold(id, { key: `again-${id}` })).body).toEqual(first.body);
  expect(await bookOf(id)).toMatchObject({ heldBy: null });
  expect(await release(id, { key: `again-${id}` })).toMatchObject({ status: 409 });
});

test('a shop told to refuse does so with the code that it is given', async () => {
  const id = await order();
  await talk.fault({ operation: 'hold', kind: 'refuse', code: 'ORDER_SHIPPED', match: { orderId: id } });
  expect(codeOf(await hold(id))).toBe('ORDER_SHIPPED');
  await talk.noFaults();
  expect((await hold(id)).status).toBe(200);
});

test('orders come in by the thousand, an older version is kept out, and the totals count them', async () => {
  const orders = Array.from({ length: 1_000 }, (_, index) => ({ orderId: `x${index}`, version: 2, unitIds: ['u'] }));
  expect((await talk.post('/orders/batch', { orders })).body).toEqual({ stored: 1_000, kept: 0 });
  const older = await talk.post('/orders', { orderId: 'x1', version: 1, unitIds: [] });
  expect(older.body).toEqual({ stored: 0, kept: 1 });
  expect(codeOf(await hold('nowhere'))).toBe('ORDER_UNKNOWN');
  const { totals } = (await talk.get('/books?limit=1')).body as { totals: { orders: number } };
  expect(totals.orders).toBeGreaterThan(1_000);
});

test('a hold that comes after its own release is refused, another cancellation may hold', async () => {
  const id = await order();
  await release(id);
  const late = await hold(id);
  expect(late.status).toBe(422);
  expect(codeOf(late)).toBe('HOLD_RELEASED');
  expect(await bookOf(id)).toMatchObject({ held: [] });
  expect((await hold(id, { cancellationId: 'c2' })).status).toBe(200);
});
