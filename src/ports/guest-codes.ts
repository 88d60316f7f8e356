import type { KeyIdentity } from './api-key-store';
import type { OrderRef } from './order-book';

/** Codes by which the contact of an order signs in without a link. */
export interface GuestCodes {
  /**
   * A new code for an order; those before it work no more. Undefined where it had enough of them for now. Where the
   * contact did not match, what is made is worth nothing, and takes as long.
   * @throws LinkKeysMissing
   */
  readonly issue: (ask: OrderRef & { readonly matched: boolean }) => Promise<string | undefined>;
  /**
   * Who has the newest code of an order: once, within ten minutes, and at the fifth try at the latest.
   * @throws LinkKeysMissing
   */
  readonly redeem: (ask: OrderRef & { readonly code: string }) => Promise<KeyIdentity | undefined>;
}
