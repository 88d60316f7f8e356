import { createSessions } from '../../../src/adapters/persistence/access/sessions';
import { orderBody } from '../order-body';
import { SHOP, startApi, type TestApi } from '../start-api';
import { openBrowser } from './browser';
import { localToken, type SessionBody, signIn } from './signed-in';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  await api.as('service').put('/v1/orders/mine').send(orderBody()).expect(200);
  await api.as('service').put('/v1/orders/other').send(orderBody()).expect(200);
});
afterAll(() => api.stop());

const support = () => ({ token: localToken({ shopId: SHOP, actor: { id: 'susi', role: 'support' } }) });
const at = (path: string) => `${api.url}${path}`;
const linkTo = async (orderId: string, body: object = {}) => {
  const made = await api.as('service').post(`/v1/orders/${orderId}/links`).send(body).expect(201);
  return made.body as { token: string; linkId: string };
};
const COOKIE = 'rescind_session';

it('says who signed in, and keeps that in a cookie that no script reads', async () => {
  const { browser, session } = await signIn(api, support());
  expect(session).toMatchObject({ role: 'support', shopId: SHOP, actorId: 'susi' });
  const [cookie = ''] = browser.seen;
  expect(cookie).toMatch(/^rescind_session=rw_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(JSON.stringify(session)).not.toContain(browser.cookieOf(api.url, COOKIE));
  const again = await browser.get(at('/v1/session'));
  expect(again.headers.get('cache-control')).toBe('no-store');
  expect(await again.json()).toEqual(session);
  expect((await browser.get(at('/v1/drift-cases'))).status).toBe(200);
});

it('sends the cookie by TLS alone where that is how pages are reached', async () => {
  const secure = await startApi({ env: { RESCIND_PUBLIC_URL: 'https://cancel.example' } });
  try {
    const { browser } = await signIn(secure, support());
    expect(browser.seen[0]).toMatch(/; Secure; SameSite=Lax$/);
  } finally {
    await secure.stop();
  }
});

it('is a customer by a link, on that order alone, and says what the link is for', async () => {
  const { token } = await linkTo('mine');
  const { browser, session } = await signIn(api, { token });
  expect(session).toMatchObject({ role: 'customer', orderId: 'mine', purpose: 'MANAGE' });
  expect((await browser.get(at('/v1/orders/mine'))).status).toBe(200);
  expect((await browser.get(at('/v1/orders/other'))).status).toBe(404);
  expect((await signIn(api, { token })).session.purpose).toBe('MANAGE');
  const follower = await signIn(api, { token: (await linkTo('mine', { purpose: 'FOLLOW' })).token });
  const headers = { 'X-CSRF-Token': follower.session.csrfToken, 'Idempotency-Key': 'k' };
  const ask = { body: { reason: 'CHANGED_MIND' }, headers };
  const asked = await follower.browser.send('POST', at('/v1/orders/mine/cancellations'), ask);
  expect(await asked.json()).toMatchObject({ code: 'SCOPE_MISSING' });
});

it('ends with the link’s revocation', async () => {
  const { token, linkId } = await linkTo('mine');
  const { browser } = await signIn(api, { token });
  await api.as('service').delete(`/v1/orders/mine/links/${linkId}`).expect(204);
  expect((await browser.get(at('/v1/orders/mine'))).status).toBe(401);
  expect((await browser.get(at('/v1/session'))).status).toBe(401);
});

it('ends when somebody signs out, also for whoever has a copy of the cookie', async () => {
  const { browser, session } = await signIn(api, support());
  const copy = browser.cookieOf(api.url, COOKIE) ?? '';
  const headers = { 'X-CSRF-Token': session.csrfToken };
  expect((await browser.send('DELETE', at('/v1/session'), { headers })).status).toBe(204);
  expect(browser.cookieOf(api.url, COOKIE)).toBeUndefined();
  const thief = openBrowser();
  thief.setCookie(api.url, COOKIE, copy);
  expect((await thief.get(at('/v1/cancellations'))).status).toBe(401);
  expect((await browser.send('DELETE', at('/v1/session'))).status).toBe(204);
});

it('is always a new one, never the one that somebody put into the browser before, and the one before ends', async () => {
  const attacker = await signIn(api, { token: (await linkTo('mine')).token });
  const planted = attacker.browser.cookieOf(api.url, COOKIE) ?? '';
  const victim = openBrowser();
  victim.setCookie(api.url, COOKIE, planted);
  const { session } = await signIn(api, support(), victim);
  expect(session.role).toBe('support');
  expect(victim.cookieOf(api.url, COOKIE)).not.toBe(planted);
  expect((await attacker.browser.get(at('/v1/cancellations'))).status).toBe(401);
});

it('stays as it was where signing in anew is refused', async () => {
  const { browser } = await signIn(api, support());
  await expect(signIn(api, { token: 'rl_none' }, browser)).rejects.toThrow('LINK_INVALID');
  expect((await browser.get(at('/v1/session'))).status).toBe(200);
});

it('stores no token, only its hash', async () => {
  const { browser, session } = await signIn(api, support());
  const rows = JSON.stringify(await api.db.selectFrom('sessions').selectAll().execute());
  expect(rows).not.toContain(browser.cookieOf(api.url, COOKIE));
  expect(rows).not.toContain(session.csrfToken);
});

it.each([
  ['none', undefined],
  ['a made-up one', `rw_${'A'.repeat(43)}`],
  ['one that is cut off', 'rw_AAAA'],
  ['one of another kind', 'rk_unknown_unknown_unknown_1'],
  ['an object’s own names', '__proto__'],
])('lets nobody in by %s', async (_name, cookie) => {
  const browser = openBrowser();
  if (cookie !== undefined) browser.setCookie(api.url, COOKIE, cookie);
  expect((await browser.get(at('/v1/cancellations'))).status).toBe(401);
  expect((await browser.get(at('/v1/session'))).status).toBe(401);
});

it('lets nobody in by a cookie where a bearer is sent, by its token as a bearer, or by two cookies', async () => {
  const { browser } = await signIn(api, support());
  const token = browser.cookieOf(api.url, COOKIE) ?? '';
  expect((await browser.get(at('/v1/cancellations'), { Authorization: 'Bearer rk_wrong' })).status).toBe(401);
  await api.withBearer(token).get('/v1/cancellations').expect(401);
  const two = await fetch(at('/v1/cancellations'), { headers: { Cookie: `${COOKIE}=${token}; ${COOKIE}=${token}x` } });
  expect(two.status).toBe(401);
});

it('is refused for links that are forged, cut off, or none of ours', async () => {
  const { token } = await linkTo('mine');
  const forged = [token.slice(0, -1), `${token}A`, `rm_${token.slice(3)}`, `rd_${token.slice(3)}`, 'x', 'rs_a.b.c'];
  for (const one of forged) await expect(signIn(api, { token: one })).rejects.toThrow('400');
  for (const body of [{}, { token: '' }, { token: 7 }, { token, role: 'supervisor' }, { token: 'r'.repeat(2_001) }]) {
    await expect(signIn(api, body)).rejects.toThrow('INVALID_REQUEST');
  }
});

describe('its time', () => {
  const identity = { shopId: SHOP, actor: { id: 'susi', role: 'support' } } as const;
  const HOUR = 3_600_000;

  it('moves on with each use, and is over without one, or at its very end', async () => {
    let now = Date.parse('2026-03-01T08:00:00Z');
    const sessions = createSessions(api.db, () => new Date(now));
    const open = () => sessions.open({ identity, idleMs: HOUR, endsAt: new Date(now + 3 * HOUR) });
    const [used, unused] = [await open(), await open()];
    for (const hours of [0.9, 1.8, 2.7]) {
      now = Date.parse('2026-03-01T08:00:00Z') + hours * HOUR;
      expect(await sessions.read(used.token)).toMatchObject({ identity, csrfToken: used.csrfToken });
    }
    expect((await sessions.read(used.token))?.expiresAt).toEqual(new Date('2026-03-01T11:00:00Z'));
    expect(await sessions.read(unused.token)).toBeUndefined();
    now = Date.parse('2026-03-01T11:00:00Z');
    expect(await sessions.read(used.token)).toBeUndefined();
  });

  it('is an hour for a customer, and eight for staff', async () => {
    const hoursOf = ({ expiresAt }: SessionBody) => (Date.parse(expiresAt) - Date.now()) / HOUR;
    expect(hoursOf((await signIn(api, { token: (await linkTo('mine')).token })).session)).toBeCloseTo(1, 1);
    expect(hoursOf((await signIn(api, support())).session)).toBeCloseTo(8, 1);
  });
});

describe('a write by cookie', () => {
  const quote = { reason: 'CHANGED_MIND' };
  const path = '/v1/orders/mine/quote';

  it('needs the session’s own token', async () => {
    const { browser, session } = await signIn(api, { token: (await linkTo('mine')).token });
    const other = await signIn(api, support());
    const send = (headers: Record<string, string>) => browser.send('POST', at(path), { body: quote, headers });
    expect((await send({ 'X-CSRF-Token': session.csrfToken })).status).toBe(200);
    for (const headers of [{}, { 'X-CSRF-Token': other.session.csrfToken }, { 'X-CSRF-Token': 'x' }]) {
      const refused = await send(headers);
      expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'CSRF_TOKEN_INVALID' }]);
    }
    const out = await browser.send('DELETE', at('/v1/session'));
    expect(out.status).toBe(403);
    expect((await browser.get(at('/v1/session'))).status).toBe(200);
  });

  it.each([
    ['another site’s origin', { Origin: 'https://evil.example' }],
    ['no origin that can be told', { Origin: 'null' }],
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbour of the same site', { 'Sec-Fetch-Site': 'same-site' }],
  ])('is refused from %s, even with the token, and so is signing in there', async (_name, from) => {
    const { browser, session } = await signIn(api, { token: (await linkTo('mine')).token });
    const headers = { 'X-CSRF-Token': session.csrfToken, ...from };
    expect((await browser.send('POST', at(path), { body: quote, headers })).status).toBe(403);
    const signing = await openBrowser().send('POST', at('/v1/session'), { body: support(), headers: from });
    expect(await signing.json()).toMatchObject({ code: 'CSRF_TOKEN_INVALID' });
    expect(signing.headers.getSetCookie()).toEqual([]);
  });

  it('is taken from a browser that tells neither, and from the public address behind a proxy', async () => {
    const { browser, session } = await signIn(api, { token: (await linkTo('mine')).token });
    for (const from of [{ Origin: '', 'Sec-Fetch-Site': '' }, { Origin: 'http://127.0.0.1:3000' }]) {
      const headers = { 'X-CSRF-Token': session.csrfToken, ...from };
      expect((await browser.send('POST', at(path), { body: quote, headers })).status).toBe(200);
    }
  });
});

it('counts attempts by address', async () => {
  const busy = await startApi({ env: { RESCIND_RATE_LIMITS: 'sign-in=3' } });
  try {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const answer = await openBrowser().send('POST', `${busy.url}/v1/session`, { body: { token: 'rl_none' } });
      statuses.push(answer.status);
    }
    // Of two windows at most three each.
    expect(statuses.filter((status) => status === 400).length).toBeLessThanOrEqual(6);
    expect(statuses).toContain(429);
  } finally {
    await busy.stop();
  }
});

it('tells how one signs in here', async () => {
  expect((await api.anonymous.get('/v1/sign-in').expect(200)).body).toEqual({ oidc: false, local: true });
});
