import type { CancellationView } from '../domain/cancellation-view';
import type { Locale } from '../domain/explain/wording';
import type { MailKind } from '../domain/mail';
import type { TenderKind } from '../domain/order';
import type { QuotedTender } from '../domain/quote';
import type { CancellationRef } from './cancellation-book';

/**
 * PENDING → SENDING → SENT, or KEPT where none are sent. Back to PENDING when it was put off, FAILED when it was
 * refused or put off for too long. SKIPPED: there was nothing to tell any more, or nobody. UNKNOWN: it may have been
 * taken and is not sent again.
 */
export type MailState = 'PENDING' | 'SENDING' | 'SENT' | 'KEPT' | 'FAILED' | 'SKIPPED' | 'UNKNOWN';

/** A mail that this process is to send now, until its lease ends. */
export interface ClaimedMail {
  readonly mailId: string;
  readonly claim: string;
}

export interface Recipient {
  readonly email: string;
  readonly name?: string;
}

/** All that a mail is written from. */
export interface Letter {
  readonly kind: MailKind;
  readonly shopId: string;
  readonly orderId: string;
  readonly to: Recipient;
  readonly locale: Locale;
  /** Of a merchant's contact. */
  readonly merchantId?: string;
  /** What the recipient may know of it; left out where it is about none. */
  readonly view?: CancellationView;
  /** What it is about, in the shop's words. */
  readonly items?: readonly { readonly name: string; readonly quantity: number }[];
  /** What would come back, as it was quoted. */
  readonly planned?: readonly (QuotedTender & { readonly tenderKind: TenderKind })[];
  /** What GUEST_CODE brings. */
  readonly code?: string;
}

export type ReadLetter =
  | { readonly outcome: 'read'; readonly letter: Letter }
  /** NO_CONTACT, OUTDATED, CONTACT_UNREADABLE. */
  | { readonly outcome: 'skip'; readonly code: string };

/** A mail, written. */
export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** How an attempt ended. `later`: nothing was taken, and it may be tried again. */
export type MailResult =
  | { readonly outcome: 'sent' | 'kept'; readonly mail?: WrittenMail & { readonly to: Recipient } }
  | { readonly outcome: 'later' | 'refused' | 'unknown' | 'skipped'; readonly code: string };

/** What the mail dispatcher reads and writes; any number of processes may use it at once. No network call inside. */
export interface MailBook {
  /** Makes mails of events that nobody has looked at yet, at most `limit` events; how many events it were. */
  readonly spread: (now: Date, limit: number) => Promise<number>;
  /** Takes what is due, oldest first. What somebody was sending when its lease ended is UNKNOWN from then on. */
  readonly claim: (ask: {
    readonly now: Date;
    readonly leaseMs: number;
    readonly limit: number;
  }) => Promise<ClaimedMail[]>;
  readonly read: (mail: ClaimedMail, now: Date) => Promise<ReadLetter>;
  /** Notes that the first byte goes out now; false where it is somebody else's by now. */
  readonly begin: (mail: ClaimedMail, until: Date) => Promise<boolean>;
  readonly record: (mail: ClaimedMail, now: Date, result: MailResult) => Promise<MailState>;
  /** Gives it back unsent. */
  readonly release: (mail: ClaimedMail, now: Date) => Promise<void>;
  /** Forgets what was done with before `before`; how many it were. */
  readonly prune: (before: Date) => Promise<number>;
}

/** A mail as staff may see it: never whom it went to. */
export interface MailView {
  readonly mailId: string;
  readonly kind: MailKind;
  readonly merchantId?: string;
  readonly state: MailState;
  /** A short code. */
  readonly error?: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly doneAt?: string;
}

export interface MailReader {
  /** Newest first; undefined where there is no such cancellation. */
  readonly listOf: (ref: CancellationRef) => Promise<readonly MailView[] | undefined>;
}

/** A mail that was written and not sent, whole: on a machine for developing alone. */
export interface KeptMail extends WrittenMail {
  readonly mailId: string;
  readonly kind: MailKind;
  readonly to: Recipient;
  readonly at: Date;
}

export interface KeptMails {
  /** Newest first, 100 at most. */
  readonly list: () => Promise<readonly KeptMail[]>;
  readonly read: (mailId: string) => Promise<KeptMail | undefined>;
}
