import type { KeyIdentity } from './api-key-store';
import type { LinkPurpose } from './order-links';

/** What somebody came for: a customer's link or a merchant's. */
export type SessionPurpose = LinkPurpose | 'DECIDE';

export interface NewSession {
  readonly identity: KeyIdentity;
  readonly purpose?: SessionPurpose;
  /** The link that it was opened by: it ends with it. */
  readonly linkId?: string;
  /** Without a call for so long it ends, ms. */
  readonly idleMs: number;
  /** Then it ends at the latest. */
  readonly endsAt: Date;
}

/** Somebody who is signed in at a browser. */
export interface Session {
  readonly identity: KeyIdentity;
  readonly purpose?: SessionPurpose;
  /** Unless it is used before: each use moves it on. */
  readonly expiresAt: Date;
  /** What a page sends with each write: another site's page can't know it. */
  readonly csrfToken: string;
}

export interface OpenedSession extends Session {
  /** For the browser's cookie alone. */
  readonly token: string;
}

/** Who is signed in at browsers, for all processes together. */
export interface Sessions {
  /** Under a token of its own, always a new one; the session that the same browser had before ends. */
  readonly open: (session: NewSession, before?: string) => Promise<OpenedSession>;
  /** Undefined for one that is not known, was signed out, has expired, or whose link was revoked. */
  readonly read: (token: string) => Promise<Session | undefined>;
  readonly close: (token: string) => Promise<void>;
}
