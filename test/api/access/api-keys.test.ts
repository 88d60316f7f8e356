import { rotateApiKey } from '../../../src/adapters/persistence/access/manage-api-keys';
import { createApiKey } from '../../../src/adapters/persistence/api-keys';
import { runCommand } from '../../cli/run-command';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { orderBody } from '../order-body';
import { SHOP, startApi, type TestApi } from '../start-api';

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi({ databaseUrl: database.url });
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

const keys = async (...args: readonly string[]) => {
  const ran = await runCommand(['keys', ...args, '--json'], {}, { env: { DATABASE_URL: database.url } });
  return { ...ran, data: ran.out === '' ? undefined : (JSON.parse(ran.out) as unknown) };
};
const create = async (...args: readonly string[]) => {
  const { data } = await keys('create', '--shop', SHOP, '--as', 'checkout', ...args);
  return data as { keyId: string; key: string };
};
const reads = (key: string) => api.withBearer(key).get('/v1/cancellations');

it('makes a key that works, shows it once, and lists it without', async () => {
  const made = await create();
  await reads(made.key).expect(200);
  const listed = await keys('list', '--shop', SHOP);
  expect(listed.data).toMatchObject({
    items: [
      { keyId: made.keyId, actor: { id: 'checkout', role: 'service' }, lastUsedAt: expect.any(String) as string },
    ],
  });
  expect(listed.out).not.toContain(made.key);
});

it('limits a key to its scopes, and says which is missing', async () => {
  const { key } = await create('--scopes', 'read,cancel');
  await reads(key).expect(200);
  const { body } = await api.withBearer(key).put('/v1/orders/o_1').send(orderBody()).expect(403);
  expect(body).toMatchObject({ code: 'SCOPE_MISSING', details: { scope: 'orders' } });
});

it('rotates: the old key works beside the new one until its time is over', async () => {
  const old = await create('--scopes', 'read');
  const rotated = (await keys('rotate', old.keyId, '--grace', '1h')).data as { key: string; oldExpiresAt: string };
  await reads(old.key).expect(200);
  await reads(rotated.key).expect(200);
  await api.withBearer(rotated.key).put('/v1/orders/o_1').send(orderBody()).expect(403);
  expect(Date.parse(rotated.oldExpiresAt)).toBeGreaterThan(Date.now() + 3_500_000);
  await api.db.updateTable('api_keys').set({ expires_at: new Date() }).where('key_id', '=', old.keyId).execute();
  await reads(old.key).expect(401);
  await reads(rotated.key).expect(200);
  expect(await rotateApiKey(api.db, old.keyId, 1_000)).toBeUndefined();
});

it('does not make a key live longer by rotating it', async () => {
  const old = await create('--expires', '1h');
  const rotated = (await keys('rotate', old.keyId, '--grace', '7d')).data as { oldExpiresAt: string };
  expect(Date.parse(rotated.oldExpiresAt)).toBeLessThan(Date.now() + 3_600_001);
});

it('revokes at once, and says what is not there', async () => {
  const { key, keyId } = await create();
  expect((await keys('revoke', keyId)).data).toEqual({ keyId, outcome: 'revoked' });
  await reads(key).expect(401);
  expect(await keys('revoke', 'key_none')).toMatchObject({ exitCode: 1, err: 'There is no key key_none' });
  expect(await keys('rotate', keyId)).toMatchObject({ exitCode: 1 });
});

it.each([
  ['a scope that is not known', ['--scopes', 'read,all']],
  ['a merchant’s key without a merchant', ['--role', 'merchant']],
  ['a merchant for another role', ['--merchant', 'm_1']],
  ['a role that comes by links', ['--role', 'customer']],
  ['a time that is none', ['--expires', 'soon']],
])('refuses %s', async (_name, args) => {
  expect(await keys('create', '--shop', SHOP, '--as', 'x', ...args)).toMatchObject({ exitCode: 2, out: '' });
});

it('has no keys for customers and for Rescind itself', async () => {
  for (const role of ['customer', 'system'] as const) {
    await expect(createApiKey(api.db, { shopId: SHOP, actorId: 'x', role })).rejects.toThrow(RangeError);
  }
});
