import { signLocalLink } from '../../../src/adapters/access/local-sign-in';
import { readLinkKeys } from '../../../src/adapters/secrets/data-keys';
import { composeApi } from '../../../src/compose-api';
import { EnvironmentError } from '../../../src/config/environment-error';
import { readSettings } from '../../../src/config/settings';
import { localSignInLines } from '../../../src/local/sign-in-links';
import { openDatabase } from '../../../src/adapters/persistence/database';
import { lazyTemporalConnection } from '../../../temporal-config/connection';
import { signIn } from '../sessions/signed-in';
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

it('hands a bearer token of that role to a terminal', async () => {
  const token = tokenFor('susi');
  const { body } = await api.anonymous.post('/dev/sign-in').send({ token }).expect(200);
  const bearer = (body as { token: string }).token;
  await api.withBearer(bearer).get('/v1/drift-cases').expect(200);
  await api.withBearer(bearer).put('/v1/orders/o_1').send({}).expect(403);
  await api.anonymous.get(`/dev/sign-in?token=${token}`).expect(404);
});

it('knows no link that is forged, of another kind, or a day old', async () => {
  const old = tokenFor('susi', new Date(Date.now() - 25 * 3_600_000));
  for (const token of [tokenFor('susi').slice(0, -1), old, 'rd_', `rl_${tokenFor('susi').slice(3)}`]) {
    for (const path of ['/dev/sign-in', '/v1/session']) {
      const { body } = await api.anonymous.post(path).send({ token }).expect(400);
      expect(body).toMatchObject({ code: 'LINK_INVALID' });
    }
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
      await production.anonymous
        .post('/v1/session')
        .send({ token: tokenFor('susi') })
        .expect(400);
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

it('is printed at the start of one machine, a link for each role, and how a customer’s is made', async () => {
  const place = { apiUrl: api.url, publicUrl: 'http://localhost:3000', linkKeys: LINK_KEYS, keyFile: '/k' };
  const lines = localSignInLines(place);
  const links = lines.flatMap((line) => {
    const [, role, address] = /^ {2}Sign in as (\w+) +(\S+)$/.exec(line) ?? [];
    return role === undefined || address === undefined ? [] : [{ role, address: new URL(address) }];
  });
  expect(links.map(({ role }) => role)).toEqual(['merchant', 'support', 'supervisor', 'operator', 'auditor']);
  for (const { role, address } of links) {
    expect(`${address.origin}${address.pathname}${address.search}`).toBe('http://localhost:3000/open');
    await api.anonymous.get(address.pathname).expect(200);
    const { session } = await signIn(api, { token: address.hash.slice(1) });
    expect(session).toMatchObject({
      role,
      shopId: 'demo-shop',
      ...(role === 'merchant' ? { merchantId: 'bookshop' } : {}),
    });
  }
  expect(lines.join('\n')).toContain(`curl -X POST ${api.url}/v1/orders/<orderId>/links`);
});
