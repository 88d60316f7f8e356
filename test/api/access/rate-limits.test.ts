import { waitFor } from '../../support/wait-for';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { createApiKey } from '../../../src/adapters/persistence/api-keys';
import { ensureShop } from '../../../src/adapters/persistence/orders/ensure-shop';
import { createRateLimits } from '../../../src/adapters/persistence/access/rate-limits';
import { addressOf } from '../../../src/api/access/rate-classes';
import { type Answer, startApi, type TestApi } from '../start-api';

const LIMIT = 20;

let database: TestDatabase;
let apis: TestApi[];
beforeAll(async () => {
  database = await createTestDatabase();
  const rates = `service.read=${LIMIT},open=3,sign-in=3,webhook=4`;
  const env = { RESCIND_RATE_LIMITS: rates, RESCIND_TRUSTED_PROXIES: '1' };
  apis = [await startApi({ databaseUrl: database.url, env }), await startApi({ databaseUrl: database.url, env })];
});
afterAll(async () => {
  for (const api of apis) await api.stop();
  await database.drop();
});

const windowNow = () => Math.floor(Date.now() / 60_000);

/**
 * What was answered inside one window. Windows are minutes of the database's clock: whoever begins at the end of one waits for the next, and what went
 * beyond the end of one all the same says nothing and is asked again.
 */
async function inOneWindow<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    await waitFor('a window with time left', () => (60_000 - (Date.now() % 60_000) >= 8_000 ? true : undefined));
    const began = windowNow();
    const answers = await ask();
    if (windowNow() === began) return answers;
  }
}

const first = () => apis[0] ?? fail();
const fail = (): never => {
  throw new Error('No API');
};
const keyOf = async (actorId: string) => {
  await ensureShop(first().db, { shopId: 'shop_1' });
  return (await createApiKey(first().db, { shopId: 'shop_1', actorId, role: 'service' })).key;
};
const statusesOf = (answers: readonly Answer[]) => answers.map(({ status }) => status);

it('lets exactly as many through as the limit says, whichever process is asked', async () => {
  const answers = await inOneWindow(async () => {
    const key = await keyOf('busy');
    const asked = Array.from({ length: LIMIT + 10 }, async (_none, index) =>
      (apis[index % apis.length] ?? fail()).withBearer(key).get('/v1/cancellations'),
    );
    return Promise.all(asked);
  });
  expect(statusesOf(answers).filter((status) => status === 200)).toHaveLength(LIMIT);
  const limited = answers.find(({ status }) => status === 429);
  expect(limited?.body).toMatchObject({
    code: 'RATE_LIMITED',
    retryable: true,
    details: { class: 'service.read', limit: LIMIT },
  });
  expect(Number(limited?.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(limited?.headers['retry-after'])).toBeLessThanOrEqual(60);
}, 90_000);

it('counts each caller and each class apart', async () => {
  const { served, then } = await inOneWindow(async () => {
    const [one, other] = [await keyOf('one'), await keyOf('other')];
    const read = (key: string) => first().withBearer(key).get('/v1/cancellations');
    const served: Answer[] = [];
    for (let call = 0; call < LIMIT; call += 1) served.push(await read(one));
    const then = [await read(one), await first().withBearer(one).put('/v1/orders/o_1').send({}), await read(other)];
    return { served, then };
  });
  expect(new Set(statusesOf(served))).toEqual(new Set([200]));
  expect(statusesOf(then)).toEqual([429, 400, 200]);
}, 90_000);

it('counts wrong keys by address, as the proxy in front tells it, and never health', async () => {
  const ask = (ip: string) => first().withBearer('rk_wrong').get('/v1/cancellations').set('X-Forwarded-For', ip);
  const answers = await inOneWindow(async () => {
    const busy = [await ask('192.0.2.1'), await ask('192.0.2.1'), await ask('192.0.2.1'), await ask('192.0.2.1')];
    return [...busy, await ask('192.0.2.2')];
  });
  expect(statusesOf(answers)).toEqual([401, 401, 401, 429, 401]);
  for (let call = 0; call < 10; call += 1) await first().anonymous.get('/health/live').expect(200);
}, 90_000);

it('has a class of its own for providers’ messages', async () => {
  const post = () =>
    first().anonymous.post('/v1/webhooks/refunds/sandbox').set('X-Forwarded-For', '192.0.2.9').send('{}');
  const answers = await inOneWindow(async () => [await post(), await post(), await post(), await post(), await post()]);
  expect(statusesOf(answers)).toEqual([401, 401, 401, 401, 429]);
}, 90_000);

it('stores no address, and begins anew with the next window', async () => {
  const { db } = first();
  await db.deleteFrom('rate_limits').execute();
  const limits = createRateLimits(db);
  const ask = { bucket: 'open:198.51.100.7', limit: 1 };
  const taken = await inOneWindow(async () => [await limits.take(ask), await limits.take(ask)]);
  expect(taken).toMatchObject([{ outcome: 'allowed' }, { outcome: 'limited' }]);
  const rows = await db.selectFrom('rate_limits').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain('198.51');
  await db
    .updateTable('rate_limits')
    .set({ window_start: new Date(Date.now() - 61_000) })
    .execute();
  expect(await limits.take(ask)).toEqual({ outcome: 'allowed' });
}, 90_000);

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  [undefined, ''],
])('counts %s as %s', (ip, counted) => {
  expect(addressOf(ip)).toBe(counted);
});
