import type { Refusal } from '../domain/refusals';
import type { KeyIdentity } from './api-key-store';
import type { OrderRef } from './order-book';

/** MANAGE lets its holder quote, request, withdraw and read; FOLLOW lets it read. */
export const LINK_PURPOSES = ['MANAGE', 'FOLLOW'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** A link to one order, as it was signed. */
export interface OrderLink extends OrderRef {
  readonly linkId: string;
  readonly role: 'customer';
  readonly purpose: LinkPurpose;
  readonly expiresAt: Date;
}

export interface NewOrderLink extends Omit<OrderLink, 'linkId' | 'role'> {
  /** The actor's id. */
  readonly createdBy: string;
}

/** There is no key to sign links with. */
export class LinkKeysMissing extends Error {
  override readonly name = 'LinkKeysMissing';

  constructor() {
    super('RESCIND_LINK_KEYS is not set: a link is signed only');
  }
}

export interface Exchanged {
  readonly outcome: 'exchanged';
  /** A bearer token for the link's order, until `expiresAt`. */
  readonly token: string;
  readonly expiresAt: Date;
  readonly link: OrderLink;
  /** As whom the link's holder acts. */
  readonly identity: KeyIdentity;
}

/** Signed links to one order each, and what they are exchanged for. */
export interface OrderLinks {
  /**
   * Signs a link; refused with ORDER_NOT_FOUND.
   * @throws LinkKeysMissing
   */
  readonly create: (link: NewOrderLink) => Promise<{ outcome: 'created'; link: OrderLink; token: string } | Refusal>;
  /** False where there is no such link of this order. Tokens that it was exchanged for end with it. */
  readonly revoke: (ref: OrderRef & { readonly linkId: string }) => Promise<boolean>;
  /** Any number of times, until it expires or is revoked. @throws LinkKeysMissing */
  readonly exchange: (token: string) => Promise<Exchanged | { readonly outcome: 'invalid' | 'expired' }>;
}
