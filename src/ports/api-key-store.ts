import type { Actor } from '../domain/cancellation';

/** What a key or a link may be limited to. docs/security.md says what each lets in. */
export const SCOPES = ['read', 'cancel', 'decide', 'orders', 'levers', 'links', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who a key, a token or a link speaks for. */
export interface KeyIdentity {
  readonly shopId: string;
  readonly actor: Actor;
  /** The merchant that somebody of role merchant acts for. */
  readonly merchantId?: string;
  /** The one order that a customer acts on. */
  readonly orderId?: string;
  /** The one cancellation that a merchant's link is to. */
  readonly cancellationId?: string;
  /** Left out: all that the role may. */
  readonly scopes?: readonly Scope[];
}

export interface ApiKeyStore {
  /** Whose key this is; undefined for one that is not known, has expired or was revoked. */
  readonly identify: (key: string) => Promise<KeyIdentity | undefined>;
}

/** An API key as a list shows it: never the key. Times are ISO 8601. */
export interface ApiKeySummary {
  readonly keyId: string;
  readonly shopId: string;
  readonly actor: Actor;
  readonly merchantId?: string;
  readonly scopes?: readonly Scope[];
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
  readonly lastUsedAt?: string;
  readonly rotatedFrom?: string;
}
