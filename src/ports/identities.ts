import type { KeyIdentity } from './api-key-store';

/** Where signing in is done by somebody else, and that doesn't answer: neither a yes nor a no. */
export class SignInUnavailable extends Error {
  override readonly name = 'SignInUnavailable';

  constructor(options: { readonly cause: unknown }) {
    super('The identity provider does not answer', options);
  }
}

/** Tells whose bearer token a request carries: an API key, a person's token, a customer's. */
export interface Identities {
  /**
   * Undefined for whatever is not known, forged, expired or revoked.
   * @throws SignInUnavailable where the identity provider's keys can't be had.
   */
  readonly identify: (bearer: string) => Promise<KeyIdentity | undefined>;
}
