import { createHash, createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';
import { createSignInProvider, type SignInProviderOptions } from '../../../src/adapters/access/oidc/sign-in-provider';
import { staffTokens } from '../../../src/adapters/access/staff-tokens';
import { readLinkKeys } from '../../../src/adapters/secrets/data-keys';
import { signingKey } from '../../support/peers/identity-provider';

/** A provider that answers whatever a test wants: what an honest one never does. */
const CLIENT = 'rescind pages';
const AUDIENCE = 'rescind-api';
const PERSON = { sub: 'susi', roles: ['support'], shop: 'shop_1' };
const BACK = 'http://127.0.0.1:3000/v1/session/callback';

let server: Server;
let issuer: string;
let key: JWK;
let answer: object;
let status = 200;
let asked: { headers: Readonly<Record<string, unknown>>; fields: URLSearchParams } | undefined;
beforeAll(async () => {
  key = await signingKey('k1');
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { kty, n, e } = key;
      if (request.url === '/token') asked = { headers: request.headers, fields: new URLSearchParams(body) };
      const told: Readonly<Record<string, object>> = {
        '/.well-known/openid-configuration': {
          ...{ issuer, jwks_uri: `${issuer}/keys`, authorization_endpoint: `${issuer}/authorize?tenant=1` },
          token_endpoint: `${issuer}/token`,
        },
        '/keys': { keys: [{ kty, n, e, kid: 'k1', alg: 'RS256', use: 'sig' }] },
        '/token': answer,
      };
      response.statusCode = request.url === '/token' ? status : 200;
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(told[request.url ?? ''] ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  status = 200;
});

const now = () => Math.floor(Date.now() / 1_000);
const idClaims = (nonce: string): JWTPayload => ({
  ...{ iss: issuer, aud: CLIENT, sub: PERSON.sub, iat: now(), exp: now() + 60, nonce },
});
const accessClaims = (): JWTPayload => ({ iss: issuer, aud: AUDIENCE, iat: now(), exp: now() + 60, ...PERSON });
const signed = async (claims: JWTPayload, header: object = {}, by: JWK = key) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'JWT', ...header })
    .sign(await importJWK(by, 'RS256'));
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Forging {
  readonly nonce: string;
  readonly id: JWTPayload;
}
type Forge = (forging: Forging) => object | Promise<object>;

/** A whole sign-in at it, whose tokens are as `forge` makes them. */
async function signInWith(forge: Forge, more: Partial<SignInProviderOptions> = {}) {
  const read = readLinkKeys({ RESCIND_LINK_KEYS: `k1:${Buffer.alloc(32, 5).toString('base64')}` });
  if (read.outcome !== 'read') throw new Error(read.outcome);
  const claims = { rolesClaim: 'roles', shopClaim: 'shop', merchantClaim: 'merchant' };
  const staff = staffTokens({ issuer, audience: AUDIENCE, ...claims });
  const options = { issuer, clientId: CLIENT, clientSecret: 's+cret', scopes: 'openid', parameters: {}, ...more };
  const provider = createSignInProvider(options, { keys: read.keys, clock: () => new Date(), staff });
  const { location, kept } = await provider.begin({ redirectUri: BACK, returnTo: '/desk' });
  const { nonce = '', state = '', ...rest } = Object.fromEntries(new URL(location).searchParams);
  const good = { access_token: await signed(accessClaims()), id_token: await signed(idClaims(nonce)) };
  answer = { token_type: 'Bearer', ...good, ...(await forge({ nonce, id: idClaims(nonce) })) };
  const result = await provider.complete({ answer: { code: 'c', state }, kept, redirectUri: BACK });
  return { result, question: rest };
}

it('takes what is right', async () => {
  const { result, question } = await signInWith(() => ({}));
  const identity = { shopId: 'shop_1', actor: { id: 'susi', role: 'support' } };
  expect(result).toEqual({ outcome: 'signed-in', identity, returnTo: '/desk' });
  expect(question['tenant']).toBe('1');
});

it('proves with the code that it is the one who asked', async () => {
  const parameters = { resource: 'https://api.example', audience: 'x' };
  const { question } = await signInWith(() => ({}), { parameters });
  expect(question).toMatchObject(parameters);
  const verifier = asked?.fields.get('code_verifier') ?? '';
  expect(createHash('sha256').update(verifier).digest('base64url')).toBe(question['code_challenge']);
  expect(Object.fromEntries(asked?.fields ?? [])).toMatchObject({
    code: 'c',
    redirect_uri: BACK,
    resource: parameters.resource,
  });
  const basic = Buffer.from('rescind+pages:s%2Bcret').toString('base64');
  expect(asked?.headers['authorization']).toBe(`Basic ${basic}`);
});

it('says its id alone where it has no secret', async () => {
  const read = await signInWith(() => ({}), { clientSecret: undefined } as never);
  expect(read.result.outcome).toBe('signed-in');
  expect(asked?.headers['authorization']).toBeUndefined();
  expect(asked?.fields.get('client_id')).toBe(CLIENT);
});

const WRONG: Readonly<Record<string, Forge>> = {
  'another nonce': async ({ id }) => ({ id_token: await signed({ ...id, nonce: 'another' }) }),
  'no nonce': async ({ id: { nonce, ...id } }) => ({ id_token: await signed(typeof nonce === 'string' ? id : {}) }),
  'another audience': async ({ id }) => ({ id_token: await signed({ ...id, aud: 'another' }) }),
  'the API’s audience': async ({ id }) => ({ id_token: await signed({ ...id, aud: AUDIENCE }) }),
  'two audiences and nobody it was made for': async ({ id }) => ({
    id_token: await signed({ ...id, aud: [CLIENT, 'b'] }),
  }),
  'somebody else it was made for': async ({ id }) => ({ id_token: await signed({ ...id, azp: 'b' }) }),
  'another issuer': async ({ id }) => ({ id_token: await signed({ ...id, iss: 'https://elsewhere.example' }) }),
  'its time over': async ({ id }) => ({ id_token: await signed({ ...id, exp: now() - 60 }) }),
  'a time of issue to come': async ({ id }) => ({ id_token: await signed({ ...id, nbf: now() + 600 }) }),
  'another key': async ({ id }) => ({ id_token: await signed(id, {}, await signingKey('k1')) }),
  'a key of its own': async ({ id }) => {
    const own = await signingKey('k1');
    return { id_token: await signed(id, { jwk: { kty: 'RSA', n: own.n, e: own.e } }, own) };
  },
  'no signature': ({ id }) => ({ id_token: `${encoded({ alg: 'none' })}.${encoded(id)}.` }),
  'an HMAC by the public key': ({ id }) => {
    const text = `${encoded({ alg: 'HS256', kid: 'k1' })}.${encoded(id)}`;
    return {
      id_token: `${text}.${createHmac('sha256', key.n ?? '')
        .update(text)
        .digest('base64url')}`,
    };
  },
  'nothing in it': () => ({ id_token: 'x' }),
  'its end cut off': async ({ id }) => ({ id_token: (await signed(id)).slice(0, -4) }),
  'another person than the access token': async ({ id }) => ({ id_token: await signed({ ...id, sub: 'vera' }) }),
};

it.each(Object.entries(WRONG))('signs nobody in by an ID token with %s', async (_name, forge) => {
  expect((await signInWith(forge)).result).toEqual({ outcome: 'failed', why: 'TOKEN' });
});

it.each<[string, Forge]>([
  ['an ID token', async ({ id }) => ({ access_token: await signed({ ...id, ...PERSON, aud: AUDIENCE }) })],
  ['one for somebody else', async () => ({ access_token: await signed({ ...accessClaims(), aud: 'another' }) })],
  ['no JWT', () => ({ access_token: 'opaque' })],
])('finds no role in an access token that is %s', async (_name, forge) => {
  expect((await signInWith(forge)).result).toEqual({ outcome: 'no role' });
});

it('tells a provider that refuses from one that does not answer as it must', async () => {
  status = 400;
  expect((await signInWith(() => ({}))).result).toEqual({ outcome: 'failed', why: 'REFUSED' });
  status = 500;
  await expect(signInWith(() => ({ id_token: undefined }))).rejects.toThrow('does not answer');
});
