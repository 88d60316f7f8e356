import { jwtVerify } from 'jose';
import { ALGORITHMS, CLOCK_TOLERANCE_S, isRefusedToken } from './accepted-signatures';
import type { ProviderDescription } from './provider-description';

/**
 * Whom the provider signed in, by an ID token made for this client and this very sign-in (OpenID Connect Core 1.0,
 * 3.1.3.7). Undefined for any other. @throws Error where the provider's keys can't be had.
 */
export async function subjectOf(
  { issuer, keys }: ProviderDescription,
  token: string,
  { clientId, nonce }: { readonly clientId: string; readonly nonce: string },
): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      ...{ issuer, audience: clientId, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_S },
      requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
    });
    const { aud = [], azp, nonce: made } = payload as typeof payload & { azp?: unknown };
    // Of several audiences only the one that it was made for may take it.
    const isForUs = azp === clientId || (azp === undefined && [aud].flat().length === 1);
    return isForUs && made === nonce ? payload.sub : undefined;
  } catch (fault) {
    if (isRefusedToken(fault)) return undefined;
    throw fault;
  }
}
