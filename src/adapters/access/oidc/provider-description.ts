import { createRemoteJWKSet, type RemoteJWKSet } from 'jose';
import { z } from 'zod';

const DISCOVERY_MS = 5_000;

const address = z.url({ protocol: /^https?$/ });
const description = z.object({
  issuer: z.string(),
  jwks_uri: address,
  authorization_endpoint: address.optional(),
  token_endpoint: address.optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
});

/** What an OpenID provider says of itself. */
export type ProviderDescription = z.infer<typeof description> & {
  /** Its keys: read when one is needed, and again when a token names one that is not known. */
  readonly keys: RemoteJWKSet;
};

export interface ProviderOptions {
  readonly issuer: string;
  /** After its keys were read, an unknown key id makes us read them again no sooner than this, ms. Left out: 30 s. */
  readonly rereadAfterMs?: number;
}

/** Reads a provider's description at the first need, and keeps it; where that failed, the next need reads it again. */
export function describedProvider(options: ProviderOptions): () => Promise<ProviderDescription> {
  let described: Promise<ProviderDescription> | undefined;
  return () => {
    described ??= discover(options).catch((error: unknown) => {
      described = undefined;
      throw error;
    });
    return described;
  };
}

/** OpenID Connect Discovery 1.0, 4: the description must be the issuer's own. */
async function discover({ issuer, rereadAfterMs }: ProviderOptions): Promise<ProviderDescription> {
  const from = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(from, { redirect: 'error', signal: AbortSignal.timeout(DISCOVERY_MS) });
  const found = description.parse(await answer.json());
  if (found.issuer !== issuer) throw new Error('The identity provider names another issuer');
  const keys = createRemoteJWKSet(new URL(found.jwks_uri), {
    ...(rereadAfterMs === undefined ? {} : { cooldownDuration: rereadAfterMs }),
  });
  return { ...found, keys };
}
