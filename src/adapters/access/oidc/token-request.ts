import { z } from 'zod';
import type { ProviderDescription } from './provider-description';

const TOKEN_MS = 10_000;

export interface OidcClient {
  readonly clientId: string;
  /** Left out: a public client, which PKCE alone keeps safe. */
  readonly clientSecret?: string;
}

const tokens = z.object({ id_token: z.string(), access_token: z.string(), token_type: z.string() });
export type HandedOut = z.infer<typeof tokens>;

/**
 * Exchanges an authorization code (RFC 6749, 4.1.3). Undefined where the provider refuses it.
 * @throws Error where the provider does not answer, or not what it must.
 */
export async function requestTokens(
  provider: ProviderDescription,
  client: OidcClient,
  parameters: Readonly<Record<string, string>>,
): Promise<HandedOut | undefined> {
  if (provider.token_endpoint === undefined) throw new Error('The identity provider has no token endpoint');
  const { headers, fields } = authentication(provider, client);
  const answer = await fetch(provider.token_endpoint, {
    method: 'POST',
    headers: { Accept: 'application/json', ...headers },
    body: new URLSearchParams({ grant_type: 'authorization_code', ...parameters, ...fields }),
    redirect: 'error',
    signal: AbortSignal.timeout(TOKEN_MS),
  });
  if (answer.status >= 400 && answer.status < 500) return undefined;
  const read = tokens.parse(await answer.json());
  return read.token_type.toLowerCase() === 'bearer' ? read : undefined;
}

/** RFC 6749, 2.3.1: by header unless the provider takes it in the body alone. A public client says its id. */
function authentication(
  { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] }: ProviderDescription,
  { clientId, clientSecret }: OidcClient,
): { headers: Record<string, string>; fields: Record<string, string> } {
  if (clientSecret === undefined) return { headers: {}, fields: { client_id: clientId } };
  if (!methods.includes('client_secret_basic')) {
    return { headers: {}, fields: { client_id: clientId, client_secret: clientSecret } };
  }
  const encoded = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);
  const basic = Buffer.from(`${encoded(clientId)}:${encoded(clientSecret)}`).toString('base64');
  return { headers: { Authorization: `Basic ${basic}` }, fields: {} };
}
