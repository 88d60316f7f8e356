import type { Actor } from '../domain/cancellation';

/** Who a key speaks for. */
export interface KeyIdentity {
  readonly shopId: string;
  readonly actor: Actor;
  /** The merchant that a key of role merchant acts for. */
  readonly merchantId?: string;
}

export interface ApiKeyStore {
  /** Whose key this is; undefined for one that is not known or was revoked. */
  readonly identify: (key: string) => Promise<KeyIdentity | undefined>;
}
