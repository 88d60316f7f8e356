import type { Refusal } from '../domain/refusals';
import type { KeyIdentity } from './api-key-store';
import type { CancellationRef } from './cancellation-book';

export interface NewMerchantLink extends CancellationRef {
  readonly merchantId: string;
  /** The actor's id. */
  readonly createdBy: string;
}

export interface MerchantLink {
  readonly linkId: string;
  /** What the link carries: for that merchant alone. */
  readonly token: string;
  /** A day after the part's deadline; where that is moved, so is this. */
  readonly expiresAt: Date;
}

/** Somebody who opened such a link: the merchant, for that one cancellation. */
export interface OpenedMerchantLink {
  readonly outcome: 'opened';
  readonly linkId: string;
  readonly identity: KeyIdentity;
  /** FOLLOW where the merchant's part is decided already: then it lets its holder read. */
  readonly purpose: 'DECIDE' | 'FOLLOW';
  readonly expiresAt: Date;
}

/** Signed links by which a merchant decides on its part of one cancellation. */
export interface MerchantLinks {
  /**
   * Signs a link; refused with CANCELLATION_NOT_FOUND, or MERCHANT_NOT_ASKED where that merchant has no part in it.
   * @throws LinkKeysMissing
   */
  readonly create: (link: NewMerchantLink) => Promise<({ outcome: 'created' } & MerchantLink) | Refusal>;
  /** False where there is no such link of this cancellation. Sessions that it was opened for end with it. */
  readonly revoke: (ref: CancellationRef & { readonly linkId: string }) => Promise<boolean>;
  /** Any number of times, until it expires or is revoked. Opening it decides nothing. @throws LinkKeysMissing */
  readonly open: (token: string) => Promise<OpenedMerchantLink | { readonly outcome: 'invalid' | 'expired' }>;
}
