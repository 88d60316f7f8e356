import type { KeyIdentity } from './api-key-store';

export interface SignInAsk {
  /** Where the provider sends the browser back to. */
  readonly redirectUri: string;
  /** Where the browser goes then: a path of ours. */
  readonly returnTo: string;
}

/** What the browser brings back from the provider. */
export interface SignInAnswer {
  readonly code?: string;
  readonly state?: string;
  readonly iss?: string;
  readonly error?: string;
}

export type SignInResult =
  | { readonly outcome: 'signed-in'; readonly identity: KeyIdentity; readonly returnTo: string }
  /** STATE: begun elsewhere, or too long ago. REFUSED: the provider said no. TOKEN: what it handed out is not right. */
  | { readonly outcome: 'failed'; readonly why: 'STATE' | 'REFUSED' | 'TOKEN' }
  /** The person is known, but has no role here. */
  | { readonly outcome: 'no role' };

/** Sign-in at an OpenID provider, by the authorization code flow with PKCE. */
export interface SignInProvider {
  /**
   * Where to send the browser, and what it keeps meanwhile in a cookie.
   * @throws SignInUnavailable where the provider doesn't answer; LinkKeysMissing
   */
  readonly begin: (ask: SignInAsk) => Promise<{ readonly location: string; readonly kept: string }>;
  /** @throws SignInUnavailable where the provider doesn't answer; LinkKeysMissing */
  readonly complete: (ask: {
    readonly answer: SignInAnswer;
    readonly kept: string;
    readonly redirectUri: string;
  }) => Promise<SignInResult>;
}
