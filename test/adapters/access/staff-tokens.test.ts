import { createHmac } from 'node:crypto';
import { importJWK, SignJWT, type JWK, type JWTPayload } from 'jose';
import { staffTokens, type StaffTokenOptions } from '../../../src/adapters/access/staff-tokens';
import type { Identities } from '../../../src/ports/identities';
import {
  AUDIENCE,
  type IdentityProvider,
  signingKey,
  startIdentityProvider,
} from '../../support/peers/identity-provider';

const CLIENTS = {
  susi: { roles: ['support'], shop: 'shop_1' },
  vera: { roles: ['support', 'supervisor', 'something-else'], shop: ['shop_1'] },
  mona: { roles: 'merchant', shop: 'shop_1', merchant: 'm_1' },
  nested: { realm: { roles: ['auditor'] }, 'https://example.com/shop': 'shop_2' },
  roleless: { roles: ['guest'], shop: 'shop_1' },
  everywhere: { roles: ['support'], shop: ['shop_1', 'shop_2'] },
  shopless: { roles: ['support'] },
  merchantless: { roles: ['merchant'], shop: 'shop_1' },
  service: { roles: ['service', 'system', 'customer'], shop: 'shop_1' },
};
const CLAIMS = { rolesClaim: 'roles', shopClaim: 'shop', merchantClaim: 'merchant' };

let key: JWK;
let provider: IdentityProvider;
let options: StaffTokenOptions;
let tokens: Identities;
beforeAll(async () => {
  key = await signingKey('k1');
  provider = await startIdentityProvider([key], CLIENTS);
  options = { issuer: provider.issuer, audience: AUDIENCE, ...CLAIMS, rereadAfterMs: 0 };
  tokens = staffTokens(options);
});
afterAll(() => provider.stop());

const identify = async (client: keyof typeof CLIENTS, from = tokens) => from.identify(await provider.tokenOf(client));

it('knows staff by the provider’s token: role, shop and who it is', async () => {
  expect(await identify('susi')).toEqual({ shopId: 'shop_1', actor: { id: 'susi', role: 'support' } });
});

it('takes the role that may most, and a merchant’s people with their merchant', async () => {
  expect(await identify('vera')).toMatchObject({ actor: { role: 'supervisor' } });
  expect(await identify('mona')).toMatchObject({ merchantId: 'm_1', actor: { id: 'mona', role: 'merchant' } });
});

it('finds claims below others, and by names with dots', async () => {
  const nested = { ...options, rolesClaim: 'realm.roles', shopClaim: 'https://example.com/shop' };
  expect(await identify('nested', staffTokens(nested))).toMatchObject({ shopId: 'shop_2', actor: { role: 'auditor' } });
});

it.each(['roleless', 'everywhere', 'shopless', 'merchantless', 'service'] as const)(
  'knows nobody by a token that says too little or too much: %s',
  async (client) => {
    expect(await identify(client)).toBeUndefined();
  },
);

describe('a forged or wrong token', () => {
  const now = () => Math.floor(Date.now() / 1_000);
  const good = (): JWTPayload => ({
    ...{ iss: provider.issuer, aud: AUDIENCE, sub: 'susi', iat: now(), exp: now() + 60 },
    ...CLIENTS.susi,
  });
  const signed = async (claims: JWTPayload, header: object = {}, by: JWK = key) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'at+jwt', ...header })
      .sign(await importJWK(by, 'RS256'));
  const without = (name: string) => Object.fromEntries(Object.entries(good()).filter(([one]) => one !== name));
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const hmac = (header: object, secret: string) => {
    const text = `${encoded(header)}.${encoded(good())}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };

  it('differs from this one, which is right', async () => {
    expect(await tokens.identify(await signed(good()))).toMatchObject({ actor: { id: 'susi' } });
    expect(await tokens.identify(await signed(good(), { typ: 'JWT' }))).toMatchObject({ actor: { id: 'susi' } });
    expect(await tokens.identify(await signed({ ...good(), exp: now() - 10 }))).toMatchObject({
      actor: { id: 'susi' },
    });
  });

  it('hides a subject that could be somebody’s address', async () => {
    const identity = await tokens.identify(await signed({ ...good(), sub: 'susi@example.com' }));
    expect(identity?.actor.id).toMatch(/^oidc_[0-9a-f]{24}$/);
  });

  const FORGED: Readonly<Record<string, () => string | Promise<string>>> = {
    'alg none': () => `${encoded({ alg: 'none' })}.${encoded(good())}.`,
    'alg none with the signature of another': async () =>
      `${encoded({ alg: 'none', kid: 'k1' })}.${encoded(good())}.${(await signed(good())).split('.')[2] ?? ''}`,
    'alg nOnE': () => `${encoded({ alg: 'nOnE' })}.${encoded(good())}.`,
    'HS256 by the public key': () =>
      hmac({ alg: 'HS256', kid: 'k1' }, JSON.stringify({ n: key.n, e: key.e, kty: 'RSA' })),
    'HS256 by the modulus': () => hmac({ alg: 'HS256', kid: 'k1' }, key.n ?? ''),
    'HS256 by nothing': () => hmac({ alg: 'HS256' }, ''),
    'RS256 that is HS256': () => hmac({ alg: 'RS256', kid: 'k1' }, key.n ?? ''),
    'another key under the same id': async () => signed(good(), {}, await signingKey('k1')),
    'a key that comes along (jwk)': async () => {
      const own = await signingKey('k1');
      return signed(good(), { jwk: { kty: 'RSA', n: own.n, e: own.e } }, own);
    },
    'keys from elsewhere (jku)': async () => signed(good(), { jku: 'http://127.0.0.1:1/keys' }, await signingKey('k1')),
    'a certificate from elsewhere (x5u)': async () =>
      signed(good(), { x5u: 'http://127.0.0.1:1/c' }, await signingKey('k1')),
    'a certificate that comes along (x5c)': async () => signed(good(), { x5c: ['AAAA'] }, await signingKey('k1')),
    'a key id that is a path': async () => signed(good(), { kid: '../../k1' }, await signingKey('k1')),
    'a key id that is a query': async () => signed(good(), { kid: "k1' or '1'='1" }, await signingKey('k1')),
    'a key id that nobody has': () => signed(good(), { kid: 'k9' }),
    'another audience': () => signed({ ...good(), aud: 'another' }),
    'no audience': () => signed(without('aud')),
    'another issuer': () => signed({ ...good(), iss: 'https://elsewhere.example' }),
    'our issuer with a slash': () => signed({ ...good(), iss: `${provider.issuer}/` }),
    'no issuer': () => signed(without('iss')),
    'no subject': () => signed(without('sub')),
    'no expiry': () => signed(without('exp')),
    'no time of issue': () => signed(without('iat')),
    expired: () => signed({ ...good(), exp: now() - 40 }),
    'not valid yet': () => signed({ ...good(), nbf: now() + 60 }),
    'an ID token, by its nonce': () => signed({ ...good(), nonce: 'n' }),
    'an ID token, by its at_hash': () => signed({ ...good(), at_hash: 'h' }),
    'a logout token': () => signed(good(), { typ: 'logout+jwt' }),
    'a changed role': async () => {
      const [header = '', , signature = ''] = (await signed(good())).split('.');
      return `${header}.${encoded({ ...good(), roles: ['supervisor'] })}.${signature}`;
    },
    'a signature that was cut off': async () => (await signed(good())).slice(0, -8),
    'no signature': async () => (await signed(good())).replace(/[^.]+$/, ''),
    nonsense: () => 'a.b.c',
    'a body that is no JSON': () => `${encoded({ alg: 'RS256', kid: 'k1' })}.AAAA.AAAA`,
  };

  it.each(Object.keys(FORGED))('lets nobody in: %s', async (name) => {
    expect(await tokens.identify((await FORGED[name]?.()) ?? '')).toBeUndefined();
  });
});

it('takes a new key of the provider’s, goes on while it is away, and says so where it must be asked', async () => {
  const old = await provider.tokenOf('susi');
  const { port } = provider;
  await provider.stop();
  expect(await tokens.identify(old)).toMatchObject({ actor: { id: 'susi' } });
  await expect(staffTokens(options).identify(old)).rejects.toThrow('does not answer');
  const next = await signingKey('k2');
  provider = await startIdentityProvider([next], CLIENTS, { port });
  expect(await identify('susi')).toMatchObject({ actor: { id: 'susi' } });
  expect(await tokens.identify(old)).toBeUndefined();
});

it('refuses a provider that names another issuer', async () => {
  const other = staffTokens({ ...options, issuer: provider.issuer.replace('127.0.0.1', 'localhost') });
  await expect(other.identify(await provider.tokenOf('susi'))).rejects.toThrow('does not answer');
});
