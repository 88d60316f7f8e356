import type { Locale } from '../domain/explain/wording';
import type { MerchantMail } from '../domain/mail';
import type { OrderRef } from './order-book';

/** Whom to write to. Personal data: kept sealed, never logged, never in a history, never in an error. */
export interface NewContact {
  readonly email: string;
  /** Left out: the shop's. */
  readonly locale?: Locale;
  readonly name?: string;
}

export interface NewMerchantContact extends NewContact {
  /** Left out: all of them. */
  readonly kinds?: readonly MerchantMail[];
}

/** A contact as a person may see it. */
export interface ContactView {
  /** First letters alone, such as `a…@e….com`. */
  readonly hint: string;
  readonly locale: Locale;
}

/** Who is mailed; left out: as it was. */
export interface MailSwitches {
  readonly customer?: boolean;
  readonly merchant?: boolean;
}

/** Whom customers and merchants are reached by, and whether they want to be. */
export interface Contacts {
  /** False: nothing can be sealed, and so nothing is stored. */
  readonly canStore: boolean;
  /**
   * Stores the contact of an order that is there, in place of the one before; one that was erased is there again.
   * @throws DataKeysMissing
   */
  readonly putOfOrder: (ref: OrderRef, contact: NewContact) => Promise<void>;
  /** Undefined where there is none, or none any more. */
  readonly viewOfOrder: (ref: OrderRef) => Promise<ContactView | undefined>;
  /** Forgets it, and what mails to it have said. False where there was none. */
  readonly eraseOfOrder: (ref: OrderRef) => Promise<boolean>;
  /** Is this the address of the order's own contact? Small and capital letters don't matter. */
  readonly isOfOrder: (ref: OrderRef, email: string) => Promise<boolean>;
  /**
   * Stores a merchant's contacts in place of those before.
   * @throws DataKeysMissing where there are any.
   */
  readonly putOfMerchant: (
    ref: { readonly shopId: string; readonly merchantId: string },
    contacts: readonly NewMerchantContact[],
  ) => Promise<void>;
  /** Of the shop, or of one merchant; what holds afterwards. */
  readonly switchMails: (
    ref: { readonly shopId: string; readonly merchantId?: string },
    switches: MailSwitches,
  ) => Promise<Required<MailSwitches>>;
}
