import { signLink } from '../../../src/adapters/access/link-token';
import { readLinkKeys } from '../../../src/adapters/secrets/data-keys';
import type { DataKeys } from '../../../src/adapters/secrets/data-keys';
import { orderBody } from '../order-body';
import { standInRuns } from '../stand-in-runs';
import { LINK_KEYS, SHOP, startApi, type TestApi } from '../start-api';

const SECOND = `k2:${Buffer.alloc(32, 9).toString('base64')}`;

const keysOf = (text: string): DataKeys => {
  const read = readLinkKeys({ RESCIND_LINK_KEYS: text });
  if (read.outcome !== 'read') throw new Error(read.outcome);
  return read.keys;
};

const runs = standInRuns();
let api: TestApi;
beforeAll(async () => {
  api = await startApi({
    env: { RESCIND_LINK_KEYS: `${SECOND},${LINK_KEYS}` },
    over: () => ({ temporal: (identity, patience) => runs.door(api.db)(identity, patience) }),
  });
  await api.as('service').put('/v1/orders/mine').send(orderBody()).expect(200);
  await api.as('service').put('/v1/orders/other').send(orderBody()).expect(200);
});
afterAll(() => api.stop());

interface Minted {
  readonly linkId: string;
  readonly token: string;
  readonly url: string;
  readonly expiresAt: string;
}
const mint = async (body: object = {}, orderId = 'mine') =>
  (await api.as('service').post(`/v1/orders/${orderId}/links`).send(body).expect(201)).body as Minted;
const exchange = (token: string) => api.anonymous.post('/v1/links/exchange').send({ token });
const bearerOf = async (token: string) => ((await exchange(token).expect(200)).body as { token: string }).token;

it('is sent behind a #, so that no server sees it, and works again and again', async () => {
  const { token, url } = await mint();
  expect(url).toBe(`http://127.0.0.1:3000/open#${token}`);
  const first = await exchange(token).expect(200);
  expect(first.body).toMatchObject({ orderId: 'mine', role: 'customer', purpose: 'MANAGE' });
  await exchange(token).expect(200);
  expect(first.headers['cache-control']).toBe('no-store');
});

it('lets its holder quote, request, read and withdraw, on that order alone', async () => {
  const customer = api.withBearer(await bearerOf((await mint()).token));
  const reason = { reason: 'CHANGED_MIND' };
  await customer.get('/v1/orders/mine').expect(200);
  await customer.post('/v1/orders/mine/quote').send(reason).expect(200);
  const asked = await customer
    .post('/v1/orders/mine/cancellations')
    .set('Idempotency-Key', 'k')
    .send(reason)
    .expect(200);
  const { cancellationId } = asked.body as { cancellationId: string };
  const path = `/v1/cancellations/${cancellationId}`;
  expect((await customer.get(path).expect(200)).body).toMatchObject({ orderId: 'mine' });
  expect((await customer.get('/v1/cancellations?orderId=other').expect(200)).body).toMatchObject({
    items: [{ cancellationId }],
  });
  await customer.post(`${path}/withdrawal`).expect(200);
  expect((await customer.get('/v1/orders/other').expect(404)).body).toMatchObject({ code: 'ORDER_NOT_FOUND' });
  await customer.get(`${path}/timeline`).expect(403);
  await customer.post(`${path}/decisions`).send({ outcome: 'APPROVED' }).expect(403);
});

it('asks in the customer’s own name alone, whose fault decides about fees', async () => {
  const customer = api.withBearer(await bearerOf((await mint()).token));
  const body = { reason: 'OUT_OF_STOCK', initiator: 'MERCHANT' };
  const { body: problem } = await customer.post('/v1/orders/mine/quote').send(body).expect(403);
  expect(problem).toMatchObject({ code: 'ROLE_NOT_ALLOWED', param: 'initiator' });
});

it('lets its holder only read where it is for following', async () => {
  const { token } = await mint({ purpose: 'FOLLOW' });
  const follower = api.withBearer(await bearerOf(token));
  await follower.get('/v1/orders/mine').expect(200);
  const asked = follower.post('/v1/orders/mine/cancellations').set('Idempotency-Key', 'f');
  const { body } = await asked.send({ reason: 'CHANGED_MIND' }).expect(403);
  expect(body).toMatchObject({ code: 'SCOPE_MISSING', details: { scope: 'cancel' } });
});

it('ends with its revocation, and its tokens with it', async () => {
  const { token, linkId } = await mint();
  const bearer = await bearerOf(token);
  await api.withBearer(bearer).get('/v1/orders/mine').expect(200);
  await api.as('service').delete(`/v1/orders/other/links/${linkId}`).expect(404);
  await api.as('support').delete(`/v1/orders/mine/links/${linkId}`).expect(204);
  await api.withBearer(bearer).get('/v1/orders/mine').expect(401);
  expect((await exchange(token).expect(410)).body).toMatchObject({ code: 'LINK_EXPIRED' });
});

it('expires, and its token no later than the link', async () => {
  const link = {
    shopId: SHOP,
    orderId: 'mine',
    linkId: (await mint()).linkId,
    role: 'customer',
    purpose: 'MANAGE',
  } as const;
  const until = (ms: number) => signLink(keysOf(SECOND), 'rl_', { ...link, expiresAt: new Date(Date.now() + ms) });
  expect((await exchange(until(-1_000)).expect(410)).body).toMatchObject({ code: 'LINK_EXPIRED' });
  const { body } = await exchange(until(60_000)).expect(200);
  expect(Date.parse((body as Minted).expiresAt)).toBeLessThanOrEqual(Date.now() + 60_000);
  const stale = signLink(keysOf(SECOND), 'rt_', { ...link, expiresAt: new Date(Date.now() - 1_000) });
  await api.withBearer(stale).get('/v1/orders/mine').expect(401);
});

it('is signed with the newest key, and checked with the ones before', async () => {
  const minted = await mint();
  expect(minted.token.split('.')[1]).toBe('k2');
  const link = { shopId: SHOP, orderId: 'mine', role: 'customer', purpose: 'MANAGE' } as const;
  const known = { ...link, linkId: minted.linkId, expiresAt: new Date(Date.now() + 60_000) };
  await exchange(signLink(keysOf(LINK_KEYS), 'rl_', known)).expect(200);
  const foreign = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
  expect((await exchange(signLink(keysOf(foreign), 'rl_', known)).expect(400)).body).toMatchObject({
    code: 'LINK_INVALID',
  });
});

it('is worth nothing once a single character is another, or where another kind is asked for', async () => {
  const { token } = await mint();
  const bearer = await bearerOf(token);
  let accepted = 0;
  for (let at = 0; at < token.length; at += 7) {
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    if ((await exchange(changed)).status === 200) accepted += 1;
  }
  expect(accepted).toBe(0);
  const wrong = [token.slice(0, -1), `${token}A`, bearer, `rt_${token.slice(3)}`, 'rl_', '__proto__'];
  for (const one of wrong) await exchange(one).expect(400);
  for (const one of [token, `rt_${token.slice(3)}`, `rs_${bearer.slice(3)}`]) {
    await api.withBearer(one).get('/v1/orders/mine').expect(401);
  }
});

it('carries ids and codes alone', async () => {
  const { token, linkId } = await mint();
  const claims = JSON.parse(Buffer.from(token.slice(3).split('.')[0] ?? '', 'base64url').toString()) as object;
  const exp = expect.any(Number) as number;
  expect(claims).toEqual({ id: linkId, shop: SHOP, order: 'mine', role: 'customer', purpose: 'MANAGE', exp });
});

it('is refused where a field is wrong, there is no such order, or somebody else asks for it', async () => {
  const ask = (body: object, orderId = 'mine') => api.as('service').post(`/v1/orders/${orderId}/links`).send(body);
  for (const wrong of [
    { role: 'merchant' },
    { purpose: 'ALL' },
    { expiresInDays: 0 },
    { expiresInDays: 181 },
    { email: 'x' },
  ])
    await ask(wrong).expect(400);
  expect((await ask({}, 'nowhere').expect(404)).body).toMatchObject({ code: 'ORDER_NOT_FOUND' });
  await api.as('support').post('/v1/orders/mine/links').send({}).expect(403);
});

it('says what is missing where there are no keys', async () => {
  const bare = await startApi({ env: { RESCIND_LINK_KEYS: '' } });
  try {
    await bare.as('service').put('/v1/orders/o').send(orderBody()).expect(200);
    const { body } = await bare.as('service').post('/v1/orders/o/links').send({}).expect(503);
    expect(body).toMatchObject({ code: 'LINK_KEYS_MISSING' });
  } finally {
    await bare.stop();
  }
});
