import { errors } from 'jose';

/** Signatures that only the provider can make: none, and none that the audience could make itself. */
export const ALGORITHMS = [
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
export const CLOCK_TOLERANCE_S = 30;

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

/** Is it the token that is wrong, and not the way to the provider? */
export function isRefusedToken(fault: unknown): boolean {
  return fault instanceof errors.JOSEError && REFUSED.has(fault.code);
}
