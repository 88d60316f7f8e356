import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** What tokens of a client say, beside what every token says. */
export type ClaimsByClient = Readonly<Record<string, object>>;

export interface IdentityProvider {
  readonly issuer: string;
  readonly port: number;
  /** A token of the provider's own making, by the client's own credentials. */
  readonly tokenOf: (clientId: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

export const AUDIENCE = 'rescind-api';
/** Of every client. */
export const SECRET = 'a-secret-of-this-test-run';

/** A page's client: people sign in there, each by the name that `login_hint` gives, without a form. */
export interface SignInClient {
  readonly clientId: string;
  readonly redirectUri: string;
  /** What access tokens of each of them say. */
  readonly people: ClaimsByClient;
}

/** oidc-provider is ESM with ESM dependencies: it runs as it is, in a process of its own. */
const PROGRAM = `
  import Provider from 'oidc-provider';
  import http from 'node:http';
  const { port, keys, clients, audience, secret, signIn } = JSON.parse(process.env.PROVIDER);
  const page = signIn && {
    client_id: signIn.clientId, client_secret: secret, redirect_uris: [signIn.redirectUri], response_types: ['code'],
    grant_types: ['authorization_code'],
  };
  const server = http.createServer();
  server.listen(port, '127.0.0.1', () => {
    const issuer = 'http://127.0.0.1:' + server.address().port;
    const provider = new Provider(issuer, {
      jwks: { keys },
      clients: [...Object.keys(clients).map((client_id) => ({
        client_id, client_secret: secret, grant_types: ['client_credentials'], redirect_uris: [], response_types: [],
      })), ...(page ? [page] : [])],
      interactions: { url: (_context, interaction) => '/interaction/' + interaction.uid },
      findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
        grant.addOIDCScope('openid');
        await grant.save();
        return grant;
      },
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => 'urn:rescind',
          useGrantedResource: () => true,
          getResourceServerInfo: () => ({ scope: '', audience, accessTokenTTL: 600, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
        },
      },
      extraTokenClaims: (_context, token) => clients[token.clientId] ?? signIn?.people[token.accountId],
    });
    const callback = provider.callback();
    server.on('request', async (request, response) => {
      if (!request.url.startsWith('/interaction/')) return callback(request, response);
      const { params } = await provider.interactionDetails(request, response);
      const result = params.login_hint === 'nobody' ? { error: 'access_denied' } : { login: { accountId: params.login_hint } };
      return provider.interactionFinished(request, response, result);
    });
    console.log('ISSUER ' + issuer);
  });`;

/** A signing key, private, with this id. */
export async function signingKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
}

/** npm's certified OpenID provider on loopback, with these keys; on this port, where it is said. */
export async function startIdentityProvider(
  keys: readonly JWK[],
  clients: ClaimsByClient,
  { port = 0, signIn }: { readonly port?: number; readonly signIn?: SignInClient } = {},
): Promise<IdentityProvider> {
  const config = { port, keys, clients, audience: AUDIENCE, secret: SECRET, signIn };
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    cwd: process.cwd(),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], PROVIDER: JSON.stringify(config) },
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const issuer = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('ISSUER ')) resolve(line.slice('ISSUER '.length));
    });
    void gone.then(() => reject(new Error(`The provider ended: ${said.join('')}`)));
  });
  return {
    issuer,
    port: Number(new URL(issuer).port),
    tokenOf: async (clientId) => {
      const answer = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { Authorization: `Basic ${Buffer.from(`${clientId}:${SECRET}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      const { access_token: token } = (await answer.json()) as { access_token?: string };
      if (token === undefined) throw new Error(`No token for ${clientId}: ${answer.status} ${said.join('')}`);
      return token;
    },
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
