import { jwtVerify, type JWTPayload } from 'jose';
import type { Role } from '../../domain/cancellation';
import type { KeyIdentity } from '../../ports/api-key-store';
import { type Identities, SignInUnavailable } from '../../ports/identities';
import { actorIdOf } from './actor-id';
import { claimAt } from './claim-at';
import { ALGORITHMS, CLOCK_TOLERANCE_S, isRefusedToken } from './oidc/accepted-signatures';
import { describedProvider, type ProviderOptions } from './oidc/provider-description';

/** Of several roles the first of these counts. */
const ROLES = ['supervisor', 'operator', 'support', 'auditor', 'merchant'] as const satisfies readonly Role[];

/**
 * OpenID Connect Core 1.0, 2 and 3.1.3.6: these are in ID tokens, which are for the client
 * that signed somebody in, not for us.
 */
const OF_ID_TOKENS = ['nonce', 'at_hash', 'c_hash', 's_hash'];
const TYPES = ['at+jwt', 'application/at+jwt', 'jwt'];

export interface StaffTokenOptions extends ProviderOptions {
  readonly audience: string;
  readonly rolesClaim: string;
  readonly shopClaim: string;
  readonly merchantClaim: string;
}

/**
 * Staff and merchants' people by the access token of an OpenID provider. The provider's keys come from its own
 * description, never from a token, and are read again when a token names one that is not known.
 */
export function staffTokens(options: StaffTokenOptions): Identities {
  const provider = describedProvider(options);
  return {
    identify: async (token) => {
      const { issuer, audience } = options;
      try {
        const { payload, protectedHeader } = await jwtVerify(token, (await provider()).keys, {
          ...{ issuer, audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_S },
          requiredClaims: ['sub', 'exp', 'iat'],
        });
        const isAccessToken =
          TYPES.includes((protectedHeader.typ ?? 'jwt').toLowerCase()) &&
          OF_ID_TOKENS.every((name) => !(name in payload));
        return isAccessToken ? identityOf(payload, options) : undefined;
      } catch (cause) {
        if (isRefusedToken(cause)) return undefined;
        throw new SignInUnavailable({ cause });
      }
    },
  };
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
