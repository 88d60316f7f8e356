import { createGuestCodes } from '../../../src/adapters/access/guest-codes';
import { readLinkKeys } from '../../../src/adapters/secrets/data-keys';
import { waitFor } from '../../support/wait-for';
import { orderBody } from '../order-body';
import { LINK_KEYS, SHOP, startApi, type TestApi } from '../start-api';
import { openBrowser } from './browser';
import { signIn } from './signed-in';

const EMAIL = 'Ada@example.com';

const mailed: { orderId: string; code: string; locale: string }[] = [];
let api: TestApi;
beforeAll(async () => {
  const guestMail = {
    isOfOrder: ({ orderId }: { orderId: string }, email: string) =>
      Promise.resolve(orderId.startsWith('mine') && email.toLowerCase() === EMAIL.toLowerCase()),
    sendGuestCode: ({ orderId, code, locale }: { orderId: string; code: string; locale: string }) => {
      mailed.push({ orderId, code, locale });
      return orderId === 'mine_broken' ? Promise.reject(new Error('No mail today')) : Promise.resolve();
    },
  };
  api = await startApi({ over: () => ({ guestMail }) });
  await api.as('service').put('/v1/orders/mine').send(orderBody()).expect(200);
  await api.as('service').put('/v1/orders/other').send(orderBody()).expect(200);
});
afterAll(() => api.stop());

let orders = 0;
const newOrder = () => `mine_${(orders += 1)}`;
const ask = (orderId: string, email = EMAIL) =>
  api.anonymous.post('/v1/guest-codes').send({ shopId: SHOP, orderId, email });
const codeOf = (orderId: string) =>
  waitFor(`a code for ${orderId}`, () => mailed.filter((mail) => mail.orderId === orderId).at(-1)?.code);
const enter = (orderId: string, code: string) =>
  openBrowser().send('POST', `${api.url}/v1/session`, { body: { shopId: SHOP, orderId, code } });
const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000');

it('signs the order’s contact in, on that order alone, once', async () => {
  await ask('mine', 'ADA@EXAMPLE.COM').set('Accept-Language', 'zh').expect(202);
  const code = await codeOf('mine');
  expect(mailed.at(-1)).toEqual({ orderId: 'mine', code: expect.stringMatching(/^\d{6}$/) as string, locale: 'zh' });
  const { browser, session } = await signIn(api, { shopId: SHOP, orderId: 'mine', code });
  expect(session).toMatchObject({ role: 'customer', orderId: 'mine', purpose: 'MANAGE' });
  expect((await browser.get(`${api.url}/v1/orders/mine`)).status).toBe(200);
  expect((await browser.get(`${api.url}/v1/orders/other`)).status).toBe(404);
  const again = await enter('mine', code);
  expect([again.status, await again.json()]).toMatchObject([400, { code: 'GUEST_CODE_INVALID' }]);
});

it('answers the same where the order or the address is another, and mails nothing', async () => {
  const right = await ask(newOrder()).expect(202);
  const before = mailed.length;
  const answers = [await ask('nowhere'), await ask('other'), await ask('mine', 'eve@example.com')];
  for (const { status, text, headers } of answers) {
    expect([status, text]).toEqual([202, right.text]);
    expect(Object.keys(headers).sort()).toEqual(Object.keys(right.headers).sort());
  }
  expect(mailed.length).toBe(before);
  const rows = await api.db.selectFrom('guest_codes').select('matched').where('order_id', 'in', ['nowhere']).execute();
  expect(rows).toEqual([{ matched: false }]);
});

it('lets nobody in by a code that nobody was mailed', async () => {
  await ask('nowhere').expect(202);
  for (const code of ['000000', '123456']) expect((await enter('nowhere', code)).status).toBe(400);
});

it('works no more after five wrong tries, also when they come at the same time', async () => {
  const orderId = newOrder();
  await ask(orderId).expect(202);
  const code = await codeOf(orderId);
  const tries = Array.from({ length: 20 }, () => enter(orderId, wrongFor(code)));
  expect(new Set((await Promise.all(tries)).map(({ status }) => status))).toEqual(new Set([400]));
  expect((await enter(orderId, code)).status).toBe(400);
  const rows = await api.db.selectFrom('guest_codes').select('tries').where('order_id', '=', orderId).execute();
  expect(rows).toEqual([{ tries: 5 }]);
});

it('works at the fifth try', async () => {
  const orderId = newOrder();
  await ask(orderId).expect(202);
  const code = await codeOf(orderId);
  for (let attempt = 0; attempt < 4; attempt += 1) await enter(orderId, wrongFor(code));
  expect((await enter(orderId, code)).status).toBe(200);
});

it('lets one in where two enter it at the same time', async () => {
  const orderId = newOrder();
  await ask(orderId).expect(202);
  const code = await codeOf(orderId);
  const answers = await Promise.all([enter(orderId, code), enter(orderId, code), enter(orderId, code)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
});

it('works on where somebody else asks with another address, whose code would be worth nothing', async () => {
  const orderId = newOrder();
  await ask(orderId).expect(202);
  const code = await codeOf(orderId);
  await ask(orderId, 'eve@example.com').expect(202);
  expect((await enter(orderId, code)).status).toBe(200);
  const read = readLinkKeys({ RESCIND_LINK_KEYS: LINK_KEYS });
  if (read.outcome !== 'read') throw new Error(read.outcome);
  const codes = createGuestCodes(api.db, { keys: read.keys, clock: () => new Date() });
  const worthless = (await codes.issue({ shopId: SHOP, orderId: 'nobodys', matched: false })) ?? '';
  expect(worthless).toMatch(/^\d{6}$/);
  expect(await codes.redeem({ shopId: SHOP, orderId: 'nobodys', code: worthless })).toBeUndefined();
});

it('works for ten minutes, and until a newer one is asked for', async () => {
  const orderId = newOrder();
  await ask(orderId).expect(202);
  const first = await codeOf(orderId);
  await ask(orderId).expect(202);
  const second = await codeOf(orderId);
  if (first !== second) expect((await enter(orderId, first)).status).toBe(400);
  await api.db.updateTable('guest_codes').set({ expires_at: new Date() }).where('order_id', '=', orderId).execute();
  expect((await enter(orderId, second)).status).toBe(400);
});

it('is mailed five times in ten minutes at most, whatever others ask for in vain', async () => {
  const orderId = newOrder();
  for (let asked = 0; asked < 8; asked += 1) await ask(orderId, 'eve@example.com').expect(202);
  for (let asked = 0; asked < 8; asked += 1) await ask(orderId).expect(202);
  expect(mailed.filter((mail) => mail.orderId === orderId)).toHaveLength(5);
});

it('is stored as a hash with a key outside the database', async () => {
  const orderId = newOrder();
  await ask(orderId).expect(202);
  const code = await codeOf(orderId);
  const row = await api.db
    .selectFrom('guest_codes')
    .selectAll()
    .where('order_id', '=', orderId)
    .executeTakeFirstOrThrow();
  expect(JSON.stringify({ ...row, salt: row.salt.toString('hex') })).not.toContain(`"${code}"`);
  expect(row.code_hash).toHaveLength(32);
});

it('answers as always where the mail goes wrong', async () => {
  await ask('mine_broken').expect(202);
  await codeOf('mine_broken');
});

it.each([
  ['shopId', { shopId: '' }],
  ['orderId', { orderId: 'a b' }],
  ['email', { email: '' }],
  ['email', { email: 'a'.repeat(255) }],
  ['', { phone: '1' }],
])('is not asked for with a wrong %s', async (param, over) => {
  const body = { shopId: SHOP, orderId: 'mine', email: EMAIL, ...over };
  const answer = await api.anonymous.post('/v1/guest-codes').send(body).expect(400);
  expect(answer.body).toMatchObject({ code: 'INVALID_REQUEST', param });
});

it('is not asked for by another site’s page, nor where nothing can be signed', async () => {
  const body = { shopId: SHOP, orderId: 'mine', email: EMAIL };
  const forged = api.anonymous.post('/v1/guest-codes').set('Sec-Fetch-Site', 'cross-site').send(body);
  expect((await forged.expect(403)).body).toMatchObject({ code: 'CSRF_TOKEN_INVALID' });
  const bare = await startApi({ env: { RESCIND_LINK_KEYS: '' } });
  try {
    const { body: problem } = await bare.anonymous.post('/v1/guest-codes').send(body).expect(503);
    expect(problem).toMatchObject({ code: 'LINK_KEYS_MISSING' });
  } finally {
    await bare.stop();
  }
});
