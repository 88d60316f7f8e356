import { createHash } from 'node:crypto';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type RemoteJWKSet } from 'jose';
import { z } from 'zod';
import type { Role } from '../../domain/cancellation';
import type { KeyIdentity } from '../../ports/api-key-store';
import { type Identities, SignInUnavailable } from '../../ports/identities';
import { claimAt } from './claim-at';

/** Signatures that only the provider can make: none, and none that the audience could make itself. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** Clocks may differ by so much, s (OWASP ASVS 5.0.0, 9.2.1 asks for a check; 30 s is our choice). */
const CLOCK_TOLERANCE_S = 30;
const DISCOVERY_MS = 5_000;

/** Of several roles the first of these counts. */
const ROLES = ['supervisor', 'operator', 'support', 'auditor', 'merchant'] as const satisfies readonly Role[];

/** OpenID Connect Core 1.0, 2 and 3.1.3.6: these are in ID tokens, which are for the client that signed somebody in, not for us. */
const OF_ID_TOKENS = ['nonce', 'at_hash', 'c_hash', 's_hash'];
const TYPES = ['at+jwt', 'application/at+jwt', 'jwt'];

export interface StaffTokenOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly rolesClaim: string;
  readonly shopClaim: string;
  readonly merchantClaim: string;
  /** After its keys were read, an unknown key id makes us read them again no sooner than this, ms. Left out: 30 s. */
  readonly rereadAfterMs?: number;
}

/** What a token's signature is not right for; everything else that goes wrong is the provider not answering. */
const REFUSED: ReadonlySet<string> = new Set([
  errors.JWTInvalid.code,
  errors.JWTExpired.code,
  errors.JWTClaimValidationFailed.code,
  errors.JWSInvalid.code,
  errors.JWSSignatureVerificationFailed.code,
  errors.JOSEAlgNotAllowed.code,
  errors.JOSENotSupported.code,
  errors.JWKSNoMatchingKey.code,
  errors.JWKSMultipleMatchingKeys.code,
]);

/**
 * Staff and merchants' people by the access token of an OpenID provider. The provider's keys come from its own description, never from a
 * token, and are read again when a token names one that is not known.
 */
export function staffTokens(options: StaffTokenOptions): Identities {
  let keys: Promise<RemoteJWKSet> | undefined;
  const keysOf = (): Promise<RemoteJWKSet> => {
    keys ??= discoverKeys(options).catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return keys;
  };
  return {
    identify: async (token) => {
      const { issuer, audience } = options;
      try {
        const { payload, protectedHeader } = await jwtVerify(token, await keysOf(), {
          ...{ issuer, audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_S },
          requiredClaims: ['sub', 'exp', 'iat'],
        });
        const isAccessToken =
          TYPES.includes((protectedHeader.typ ?? 'jwt').toLowerCase()) &&
          OF_ID_TOKENS.every((name) => !(name in payload));
        return isAccessToken ? identityOf(payload, options) : undefined;
      } catch (cause) {
        if (cause instanceof errors.JOSEError && REFUSED.has(cause.code)) return undefined;
        throw new SignInUnavailable({ cause });
      }
    },
  };
}

const description = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/** OpenID Connect Discovery 1.0, 4: the description must be the issuer's own. */
async function discoverKeys({ issuer, rereadAfterMs }: StaffTokenOptions): Promise<RemoteJWKSet> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(DISCOVERY_MS) });
  const found = description.parse(await answer.json());
  if (found.issuer !== issuer) throw new Error('The identity provider names another issuer');
  return createRemoteJWKSet(new URL(found.jwks_uri), {
    ...(rereadAfterMs === undefined ? {} : { cooldownDuration: rereadAfterMs }),
  });
}

/** Undefined where the token says no role that we know, no one shop, or, of a merchant's people, no merchant. */
function identityOf(payload: JWTPayload, options: StaffTokenOptions): KeyIdentity | undefined {
  const roles = textsAt(payload, options.rolesClaim);
  const role = ROLES.find((one) => roles.includes(one));
  const shopId = onlyOf(textsAt(payload, options.shopClaim));
  const merchantId = onlyOf(textsAt(payload, options.merchantClaim));
  if (role === undefined || shopId === undefined || payload.sub === undefined) return undefined;
  const actor = { id: actorIdOf(payload.sub), role };
  if (role !== 'merchant') return { shopId, actor };
  return merchantId === undefined ? undefined : { shopId, actor, merchantId };
}

function textsAt(payload: JWTPayload, name: string): string[] {
  const value = claimAt(payload, name);
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one): one is string => typeof one === 'string');
}

function onlyOf(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}

/** Opaque: what could be an address or a name is hashed before it gets into a timeline or a history. */
function actorIdOf(subject: string): string {
  if (/^[A-Za-z0-9_.:|-]{1,100}$/.test(subject)) return subject;
  return `oidc_${createHash('sha256').update(subject).digest('hex').slice(0, 24)}`;
}
