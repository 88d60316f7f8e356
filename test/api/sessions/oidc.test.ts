import { readAccessSettings } from '../../../src/config/access-settings';
import {
  AUDIENCE,
  type IdentityProvider,
  SECRET,
  signingKey,
  startIdentityProvider,
} from '../../support/peers/identity-provider';
import { startApi, type TestApi } from '../start-api';
import { type Browser, openBrowser } from './browser';

const PUBLIC = 'http://127.0.0.1:3000';
const CLIENT = 'rescind-pages';
const PEOPLE = {
  susi: { roles: ['support'], shop: 'shop_1' },
  mona: { roles: 'merchant', shop: 'shop_1', merchant: 'm_1' },
  guest: { roles: ['guest'], shop: 'shop_1' },
};

let provider: IdentityProvider;
let api: TestApi;
beforeAll(async () => {
  const signIn = { clientId: CLIENT, redirectUri: `${PUBLIC}/v1/session/callback`, people: PEOPLE };
  provider = await startIdentityProvider([await signingKey('k1')], {}, { signIn });
  api = await startApi({ env: envFor(provider) });
});
afterAll(async () => {
  await api.stop();
  await provider.stop();
});

const envFor = ({ issuer }: { issuer: string }, more: Readonly<Record<string, string>> = {}) => ({
  ...{ RESCIND_OIDC_ISSUER: issuer, RESCIND_OIDC_AUDIENCE: AUDIENCE, RESCIND_PUBLIC_URL: PUBLIC },
  ...{ RESCIND_OIDC_CLIENT_ID: CLIENT, RESCIND_OIDC_CLIENT_SECRET: SECRET, ...more },
});
const locationOf = (response: Response) => response.headers.get('location') ?? '';

/** Begins here, and signs in there, as far as the way back to us: the address that the browser is sent to. */
async function toCallback(browser: Browser, who: string, returnTo = '/inbox?q=1'): Promise<URL> {
  const begun = await browser.get(`${api.url}/v1/session/oidc?returnTo=${encodeURIComponent(returnTo)}`);
  expect(begun.status).toBe(302);
  const asked = new URL(locationOf(begun));
  asked.searchParams.set('login_hint', who);
  let next = asked.href;
  for (let step = 0; step < 6 && !next.startsWith(PUBLIC); step += 1) {
    const answer = await browser.get(next);
    next = new URL(locationOf(answer), next).href;
  }
  const back = new URL(next);
  return new URL(`${api.url}${back.pathname}${back.search}`);
}

it('asks the provider with state, nonce and PKCE, which it keeps in a cookie for the way back alone', async () => {
  const browser = openBrowser();
  const begun = await browser.get(`${api.url}/v1/session/oidc?returnTo=/desk`);
  const asked = Object.fromEntries(new URL(locationOf(begun)).searchParams);
  const random = expect.stringMatching(/^[\w-]{43}$/) as string;
  expect(asked).toEqual({
    ...{ response_type: 'code', client_id: CLIENT, scope: 'openid', redirect_uri: `${PUBLIC}/v1/session/callback` },
    ...{ state: random, nonce: random, code_challenge: random, code_challenge_method: 'S256' },
  });
  expect(browser.seen[0]).toMatch(/^rescind_sign_in=ro_.*; Max-Age=600; Path=\/v1\/session; .*HttpOnly; SameSite=Lax$/);
});

it.each([
  ['susi', { role: 'support', actorId: 'susi', shopId: 'shop_1' }],
  ['mona', { role: 'merchant', actorId: 'mona', merchantId: 'm_1' }],
])('signs %s in with the role that the provider’s token says, and goes back to the page', async (who, expected) => {
  const browser = openBrowser();
  const back = await browser.get((await toCallback(browser, who)).href);
  expect([back.status, locationOf(back)]).toEqual([302, '/inbox?q=1']);
  expect(browser.cookieOf(api.url, 'rescind_sign_in')).toBeUndefined();
  expect(await (await browser.get(`${api.url}/v1/session`)).json()).toMatchObject(expected);
  expect((await browser.get(`${api.url}/v1/cancellations`)).status).toBe(200);
  expect((await api.anonymous.get('/v1/sign-in').expect(200)).body).toEqual({ oidc: true, local: true });
});

it('gives no session to somebody without a role, nor where the provider says no', async () => {
  const [guest, nobody] = [openBrowser(), openBrowser()];
  const roleless = await guest.get((await toCallback(guest, 'guest')).href);
  expect([roleless.status, await roleless.json()]).toMatchObject([403, { code: 'SIGN_IN_NO_ROLE' }]);
  const denied = await nobody.get((await toCallback(nobody, 'nobody')).href);
  expect(await denied.json()).toMatchObject({ code: 'SIGN_IN_FAILED', details: { why: 'REFUSED' } });
  for (const browser of [guest, nobody]) expect(browser.cookieOf(api.url, 'rescind_session')).toBeUndefined();
});

it.each([
  ['another state', (url: URL) => url.searchParams.set('state', 'A'.repeat(43))],
  ['no state', (url: URL) => url.searchParams.delete('state')],
  ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://elsewhere.example')],
])('refuses an answer with %s', async (_name, change) => {
  const browser = openBrowser();
  const url = await toCallback(browser, 'susi');
  change(url);
  const answer = await browser.get(url.href);
  expect([answer.status, await answer.json()]).toMatchObject([400, { details: { why: 'STATE' } }]);
});

it('refuses an answer in another browser, a second time, and with another code', async () => {
  const [browser, other] = [openBrowser(), openBrowser()];
  const url = await toCallback(browser, 'susi');
  expect((await other.get(url.href)).status).toBe(400);
  const kept = browser.cookieOf(api.url, 'rescind_sign_in') ?? '';
  expect((await browser.get(url.href)).status).toBe(302);
  expect((await browser.get(url.href)).status).toBe(400);
  const replaying = openBrowser();
  replaying.setCookie(api.url, 'rescind_sign_in', kept);
  expect(await (await replaying.get(url.href)).json()).toMatchObject({ details: { why: 'REFUSED' } });
});

it('refuses a cookie that it has not signed, or of another sign-in', async () => {
  const [browser, second] = [openBrowser(), openBrowser()];
  const url = await toCallback(browser, 'susi');
  await toCallback(second, 'susi');
  const kept = browser.cookieOf(api.url, 'rescind_sign_in') ?? '';
  for (const wrong of [second.cookieOf(api.url, 'rescind_sign_in') ?? '', `${kept.slice(0, -2)}AA`, 'x']) {
    const forger = openBrowser();
    forger.setCookie(api.url, 'rescind_sign_in', wrong);
    expect(await (await forger.get(url.href)).json()).toMatchObject({ details: { why: 'STATE' } });
  }
});

it('shows a person a page of what went wrong', async () => {
  const answer = await openBrowser().get(`${api.url}/v1/session/callback?code=x&state=y`, { Accept: 'text/html' });
  expect([answer.status, locationOf(answer)]).toEqual([303, '/sign-in?problem=SIGN_IN_FAILED']);
});

it('ends the session that the browser had before', async () => {
  const browser = openBrowser();
  await browser.get((await toCallback(browser, 'mona')).href);
  const before = browser.cookieOf(api.url, 'rescind_session') ?? '';
  await browser.get((await toCallback(browser, 'susi')).href);
  const thief = openBrowser();
  thief.setCookie(api.url, 'rescind_session', before);
  expect((await thief.get(`${api.url}/v1/session`)).status).toBe(401);
});

it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'desk', '/\tevil', '/%0d\r\n', 'javascript:x'])(
  'goes back to no other place: %j',
  async (returnTo) => {
    const { body } = await api.anonymous
      .get(`/v1/session/oidc?returnTo=${encodeURIComponent(returnTo)}`)
      .redirects(0)
      .expect(400);
    expect(body).toMatchObject({ code: 'INVALID_REQUEST', param: 'returnTo' });
  },
);

it('says so where no client is set, and where the provider does not answer', async () => {
  const { RESCIND_OIDC_CLIENT_ID, RESCIND_OIDC_CLIENT_SECRET, ...without } = envFor(provider);
  expect([RESCIND_OIDC_CLIENT_ID, RESCIND_OIDC_CLIENT_SECRET]).toEqual([CLIENT, SECRET]);
  const bare = await startApi({ env: without });
  const away = await startApi({ env: envFor({ issuer: 'http://127.0.0.1:1' }) });
  try {
    const none = await bare.anonymous.get('/v1/session/oidc').redirects(0).expect(404);
    expect(none.body).toMatchObject({ code: 'SIGN_IN_NOT_CONFIGURED' });
    const gone = await away.anonymous.get('/v1/session/oidc').redirects(0).expect(503);
    expect(gone.body).toMatchObject({ code: 'SIGN_IN_UNAVAILABLE', retryable: true });
  } finally {
    await bare.stop();
    await away.stop();
  }
});

it.each([
  ['RESCIND_OIDC_CLIENT_ID', { RESCIND_OIDC_CLIENT_ID: AUDIENCE }],
  ['RESCIND_OIDC_CLIENT_ID', { RESCIND_OIDC_CLIENT_ID: '' }],
  ['RESCIND_OIDC_SCOPES', { RESCIND_OIDC_SCOPES: 'profile' }],
  ['RESCIND_OIDC_PARAMETERS', { RESCIND_OIDC_PARAMETERS: 'redirect_uri=https://evil.example' }],
])('does not start where %s is wrong', (name, more) => {
  expect(() => readAccessSettings(envFor(provider, more))).toThrow(name);
});
