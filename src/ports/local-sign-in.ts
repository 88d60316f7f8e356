import type { KeyIdentity } from './api-key-store';

export interface LocalSession {
  readonly identity: KeyIdentity;
  /** A bearer token, until `expiresAt`. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** Sign-in by a printed link, on one machine: there is none in production. */
export interface LocalSignIn {
  /** As whom a link's token would sign in; undefined for one that is forged or has expired. */
  readonly read: (token: string) => KeyIdentity | undefined;
  readonly signIn: (token: string) => LocalSession | undefined;
}
