import { signLocalLink } from '../../../src/adapters/access/local-sign-in';
import { readLinkKeys } from '../../../src/adapters/secrets/data-keys';
import { composeApi } from '../../../src/compose-api';
import { EnvironmentError } from '../../../src/config/environment-error';
import { readSettings } from '../../../src/config/settings';
import { localSignInLines } from '../../../src/local/sign-in-links';
import { openDatabase } from '../../../src/adapters/persistence/database';
import { lazyTemporalConnection } from '../../../temporal-config/connection';
import { LINK_KEYS, SHOP, startApi, type TestApi } from '../start-api';

const DATA_KEYS = `d1:${Buffer.alloc(32, 3).toString('base64')}`;
const read = readLinkKeys({ RESCIND_LINK_KEYS: LINK_KEYS });
const tokenFor = (actorId: string, now = new Date()) => {
  if (read.outcome !== 'read') throw new Error(read.outcome);
  return signLocalLink(read.keys, { shopId: SHOP, actor: { id: actorId, role: 'support' } }, now);
};

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

it('shows a button to whoever opens the link, and does nothing yet', async () => {
  const token = tokenFor('susi');
  const page = await api.anonymous.get(`/dev/sign-in?token=${token}`).expect(200);
  expect(page.headers['content-type']).toMatch(/^text\/html/);
  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.text).toContain('<form method="post" action="/dev/sign-in">');
  expect(page.text).not.toContain('rs_');
});

it('hands out a bearer token of that role when the button is pressed', async () => {
  const pressed = api.anonymous.post('/dev/sign-in').set('Content-Type', 'application/x-www-form-urlencoded');
  const page = await pressed
    .set('Accept', 'text/html')
    .send(`token=${tokenFor('susi')}`)
    .expect(200);
  const [bearer = ''] = /rs_[\w.-]+/.exec(page.text) ?? [];
  await api.withBearer(bearer).get('/v1/drift-cases').expect(200);
  await api.withBearer(bearer).put('/v1/orders/o_1').send({}).expect(403);
  const { body } = await api.anonymous
    .post('/dev/sign-in')
    .send({ token: tokenFor('susi') })
    .expect(200);
  await api
    .withBearer((body as { token: string }).token)
    .get('/v1/cancellations')
    .expect(200);
});

it('writes nothing of a link’s into the page that is not text', async () => {
  if (read.outcome !== 'read') throw new Error(read.outcome);
  const shopId = '"><script>alert(1)</script>';
  const token = signLocalLink(read.keys, { shopId, actor: { id: 'x', role: 'support' } });
  const { text } = await api.anonymous.get(`/dev/sign-in?token=${token}`).expect(200);
  expect(text).not.toContain('<script>');
  expect(text).toContain('&lt;script&gt;');
});

it('knows no link that is forged, of another kind, or a day old', async () => {
  const old = tokenFor('susi', new Date(Date.now() - 25 * 3_600_000));
  for (const token of [tokenFor('susi').slice(0, -1), old, 'rd_', `rl_${tokenFor('susi').slice(3)}`]) {
    expect((await api.anonymous.get(`/dev/sign-in?token=${token}`).expect(400)).body).toMatchObject({
      code: 'LINK_INVALID',
    });
    await api.anonymous.post('/dev/sign-in').send({ token }).expect(400);
  }
  await api.withBearer(tokenFor('susi')).get('/v1/cancellations').expect(401);
});

describe('in production', () => {
  const keys = { RESCIND_LINK_KEYS: LINK_KEYS, RESCIND_DATA_KEYS: DATA_KEYS };

  it('is not there, and nobody is let in by its tokens', async () => {
    const { body } = await api.anonymous
      .post('/dev/sign-in')
      .send({ token: tokenFor('susi') })
      .expect(200);
    const production = await startApi({ env: { NODE_ENV: 'production', ...keys } });
    try {
      await production.anonymous.get(`/dev/sign-in?token=${tokenFor('susi')}`).expect(404);
      await production.anonymous
        .post('/dev/sign-in')
        .send({ token: tokenFor('susi') })
        .expect(404);
      await production
        .withBearer((body as { token: string }).token)
        .get('/v1/cancellations')
        .expect(401);
    } finally {
      await production.stop();
    }
  });

  it.each([
    ['RESCIND_LINK_KEYS', { RESCIND_DATA_KEYS: DATA_KEYS }],
    ['RESCIND_DATA_KEYS', { RESCIND_LINK_KEYS: LINK_KEYS }],
    ['RESCIND_OIDC_ISSUER', { ...keys, RESCIND_OIDC_ISSUER: 'http://id.example', RESCIND_OIDC_AUDIENCE: 'a' }],
    ['RESCIND_OIDC_AUDIENCE', { ...keys, RESCIND_OIDC_ISSUER: 'https://id.example' }],
    ['RESCIND_RATE_LIMITS', { ...keys, RESCIND_RATE_LIMITS: 'everything=1' }],
    ['RESCIND_TRUSTED_PROXIES', { ...keys, RESCIND_TRUSTED_PROXIES: '-1' }],
  ])('does not start where %s is missing or wrong, and says so without a value', async (name, given) => {
    const env = {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x',
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      NODE_ENV: 'production',
      ...given,
    };
    const settings = readSettings(env);
    const db = openDatabase(settings.databaseUrl);
    const connection = lazyTemporalConnection(settings.temporal);
    try {
      const compose = () => composeApi(db, { connection, settings, env });
      expect(compose).toThrow(EnvironmentError);
      expect(compose).toThrow(name);
      expect(compose).not.toThrow(LINK_KEYS.slice(4));
    } finally {
      await connection.close();
      await db.destroy();
    }
  });
});

it('is printed at the start of one machine, a link for each role', async () => {
  const lines = localSignInLines(api.url, LINK_KEYS);
  expect(lines.map((line) => /as (\w+)/.exec(line)?.[1])).toEqual([
    'support',
    'supervisor',
    'operator',
    'auditor',
    'merchant',
  ]);
  for (const line of lines) {
    const [, path = ''] = /http:\/\/[^/]+(\S+)/.exec(line) ?? [];
    await api.anonymous.get(path).expect(200);
  }
});
