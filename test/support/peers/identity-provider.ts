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
const SECRET = 'a-secret-of-this-test-run';

/** oidc-provider is ESM with ESM dependencies: it runs as it is, in a process of its own. */
const PROGRAM = `
  import Provider from 'oidc-provider';
  import http from 'node:http';
  const { port, keys, clients, audience, secret } = JSON.parse(process.env.PROVIDER);
  const server = http.createServer();
  server.listen(port, '127.0.0.1', () => {
    const issuer = 'http://127.0.0.1:' + server.address().port;
    const provider = new Provider(issuer, {
      jwks: { keys },
      clients: Object.keys(clients).map((client_id) => ({
        client_id, client_secret: secret, grant_types: ['client_credentials'], redirect_uris: [], response_types: [],
      })),
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => 'urn:rescind',
          getResourceServerInfo: () => ({ scope: '', audience, accessTokenTTL: 600, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
        },
      },
      extraTokenClaims: (_context, token) => clients[token.clientId],
    });
    server.on('request', provider.callback());
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
  port = 0,
): Promise<IdentityProvider> {
  const config = { port, keys, clients, audience: AUDIENCE, secret: SECRET };
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
