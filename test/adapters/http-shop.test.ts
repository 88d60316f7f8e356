import { createHttpShop } from '../../src/adapters/shop/http-shop';
import type { Shop, ShopRequest } from '../../src/ports/shop';
import type { Sandbox } from '../../src/sandbox/service/sandbox';
import { startShopSandbox } from '../../src/sandbox/shop';
import { talkTo } from '../sandbox/talk-to';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database';
import { nobody, peerThatAnswers, saying } from './peer-that-answers';

let database: TestDatabase;
let sandbox: Sandbox;
let talk: ReturnType<typeof talkTo>;
let shop: Shop;
let impatient: Shop;
let nth = 0;

beforeAll(async () => {
  database = await createEmptyDatabase();
  sandbox = await startShopSandbox({ databaseUrl: database.url });
  talk = talkTo(sandbox.url);
  shop = createHttpShop({ baseUrl: sandbox.url });
  impatient = createHttpShop({ baseUrl: sandbox.url, timeoutMs: 300 });
}, 60_000);

afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

afterEach(() => talk.noFaults());

async function order(given: Record<string, unknown> = {}): Promise<ShopRequest> {
  const orderId = `order/${(nth += 1)}`;
  await talk.post('/orders', { orderId, version: 1, unitIds: ['a', 'b'], ...given });
  return {
    shopId: 'shop',
    orderId,
    orderVersion: 1,
    cancellationId: 'c1',
    unitIds: ['a', 'b'],
    idempotencyKey: `hold-${nth}`,
  };
}

async function bookOf({ orderId }: ShopRequest) {
  const { body } = await talk.get('/books');
  return (body['orders'] as { orderId: string }[]).find((row) => row.orderId === orderId);
}

test('an order is held, closed and then reads cancelled at the shop', async () => {
  const request = await order();
  expect(await shop.hold(request)).toEqual({ outcome: 'ACKNOWLEDGED' });
  expect(await shop.close({ ...request, idempotencyKey: `close-${nth}`, whole: true })).toEqual({
    outcome: 'ACKNOWLEDGED',
  });
  expect(await bookOf(request)).toMatchObject({ state: 'cancelled' });
});

test('a hold is released, also where there is none', async () => {
  const request = await order();
  await shop.hold(request);
  expect(await shop.release({ ...request, idempotencyKey: `release-${nth}` })).toEqual({ outcome: 'ACKNOWLEDGED' });
  expect(await shop.release({ ...request, idempotencyKey: `again-${nth}` })).toEqual({ outcome: 'ACKNOWLEDGED' });
  expect(await bookOf(request)).toMatchObject({ heldBy: null });
});

test('what the shop refuses comes back with its code', async () => {
  expect(await shop.hold(await order({ locked: true }))).toEqual({ outcome: 'REFUSED', code: 'ORDER_LOCKED' });
  expect(await shop.hold(await order({ version: 2 }))).toEqual({ outcome: 'REFUSED', code: 'ORDER_VERSION_MISMATCH' });
  await talk.fault({ operation: 'hold', kind: 'refuse', code: 'ORDER_SHIPPED' });
  expect(await shop.hold(await order())).toEqual({ outcome: 'REFUSED', code: 'ORDER_SHIPPED' });
});

test.each([
  ['timeout_before', null],
  ['lost_answer', 'c1'],
  ['garbage', 'c1'],
  ['server_error', null],
])(
  'a shop that does %s is UNKNOWN, the hold then stands with %j, and the same key clears it up',
  async (kind, heldBy) => {
    const request = await order();
    await talk.fault({ operation: 'hold', kind, times: 1 });
    const asking = kind === 'timeout_before' ? impatient : shop;
    expect(await asking.hold(request)).toEqual({ outcome: 'UNKNOWN' });
    expect(await bookOf(request)).toMatchObject({ heldBy });
    expect(await shop.hold(request)).toEqual({ outcome: 'ACKNOWLEDGED' });
  },
);

test('a rate limit comes with its time', async () => {
  await talk.fault({ operation: 'hold', kind: 'rate_limit', retryAfterMs: 900 });
  expect(await shop.hold(await order())).toEqual({ outcome: 'UNKNOWN', retryAfterMs: 900 });
});

test('where nobody listens, and where another order is acknowledged, it is UNKNOWN', async () => {
  const request = await order();
  expect(await createHttpShop({ baseUrl: await nobody() }).hold(request)).toEqual({ outcome: 'UNKNOWN' });
  for (const wrong of [{ orderId: 'another' }, { act: 'release' }, { outcome: 'ok' }]) {
    const body = { outcome: 'acknowledged', act: 'hold', orderId: request.orderId, ...wrong };
    await using peer = await peerThatAnswers(saying(200, body));
    expect(await createHttpShop({ baseUrl: peer.baseUrl }).hold(request)).toEqual({ outcome: 'UNKNOWN' });
  }
});

test('a key used for another act, and refused credentials, are faults', async () => {
  const request = await order();
  await shop.hold(request);
  await expect(shop.release(request)).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');
  await using peer = await peerThatAnswers(saying(403, {}));
  await expect(createHttpShop({ baseUrl: peer.baseUrl }).hold(request)).rejects.toThrow('CREDENTIALS');
});
