import type { TemporalDoor } from '../client/temporal-door';
import type { Rates } from '../config/access-settings';
import type { KeyIdentity } from '../ports/api-key-store';
import type { CallAnswers } from '../ports/call-answers';
import type { CancellationBook, CancellationRef } from '../ports/cancellation-book';
import type { CancellationReader } from '../ports/cancellation-reader';
import type { Contacts } from '../ports/contacts';
import type { PrintCreditNote } from '../ports/credit-notes';
import type { Dispatcher } from '../ports/dispatcher';
import type { ChangeReader } from '../ports/change-reader';
import type { DriftReader, DriftResolver } from '../ports/drift-book';
import type { FeedbackBook } from '../ports/feedback-book';
import type { GuestCodes } from '../ports/guest-codes';
import type { EscalationBook } from '../ports/escalation-book';
import type { Identities } from '../ports/identities';
import type { LocalSignIn } from '../ports/local-sign-in';
import type { KeptMails, MailReader } from '../ports/mails';
import type { MerchantLinks } from '../ports/merchant-links';
import type { MerchantReader } from '../ports/merchant-reader';
import type { Notifications } from '../ports/notifications';
import type { OfferBook } from '../ports/offer-book';
import type { OrderBook } from '../ports/order-book';
import type { OrderLinks } from '../ports/order-links';
import type { PayoutDestinations } from '../ports/payout-destinations';
import type { QuoteTokens } from '../ports/quote-tokens';
import type { RateLimits } from '../ports/rate-limits';
import type { RefundWebhooks } from '../ports/refund-webhooks';
import type { ReopeningBook } from '../ports/reopening-book';
import type { Sessions } from '../ports/sessions';
import type { SignInProvider } from '../ports/sign-in-provider';
import type { WalletBook } from '../ports/wallet-book';
import type { WebhookEndpoints } from '../ports/webhook-endpoints';
import type { EventTimes } from './events/event-times';

/** Something that must answer before requests do any good. `check` throws when it doesn't. */
export interface ReadinessCheck {
  readonly name: 'database' | 'migrations' | 'temporal';
  readonly check: () => Promise<void>;
}

/** How long Temporal may take: for an answer that the caller waits for, or to be told what it will find out anyway. */
export type Patience = 'answer' | 'tell';

/** All that the API stands on; `src/main.ts` puts it together. */
export interface ApiParts {
  readonly orders: OrderBook;
  readonly decisions: Pick<CancellationBook, 'recordDecision' | 'answerOffer'>;
  readonly offers: OfferBook;
  readonly reader: CancellationReader;
  readonly escalations: EscalationBook;
  readonly reopenings: ReopeningBook;
  readonly identities: Identities;
  readonly ownership: {
    readonly hasPart: (ref: CancellationRef & { readonly merchantId: string }) => Promise<boolean>;
  };
  readonly links: OrderLinks;
  readonly merchantLinks: MerchantLinks;
  readonly sessions: Sessions;
  readonly guestCodes: GuestCodes;
  readonly contacts: Contacts;
  readonly mails: MailReader;
  /** Left out: no mail is written. */
  readonly mailDispatcher?: Dispatcher;
  /** Mails that are kept instead of sent; never in production. */
  readonly keptMails?: KeptMails;
  /** Left out: no mail goes out, and nobody gets a code. */
  readonly guestMail?: Pick<Contacts, 'isOfOrder'> & Notifications;
  /** Left out: nobody signs in at an identity provider from a page. */
  readonly signInProvider?: SignInProvider;
  readonly callAnswers: CallAnswers;
  readonly quoteTokens: QuoteTokens;
  readonly rateLimits: RateLimits;
  /** Calls a minute; left out, they are not counted. */
  readonly rates?: Rates;
  /** Sign-in by printed links; never in production. */
  readonly localSignIn?: LocalSignIn;
  /** Proxies in front whose word on the caller's address is taken. */
  readonly trustedProxies: number;
  /** Where customers and merchants reach the API. */
  readonly publicUrl: string;
  readonly webhooks: RefundWebhooks;
  readonly drift: DriftReader & DriftResolver;
  readonly feedback: FeedbackBook;
  readonly merchants: MerchantReader;
  readonly changes: ChangeReader;
  /** Left out: those of `EVENT_TIMES`. */
  readonly eventTimes?: Partial<EventTimes>;
  /** Where a workflow's history is shown to staff; undefined where no Web UI is known. */
  readonly workflowUrl: ((workflowId: string) => string) | undefined;
  readonly wallet: WalletBook;
  readonly webhookEndpoints: WebhookEndpoints;
  readonly webhookDispatcher: Dispatcher;
  /** Without the details behind them: those are for the payout channel alone. */
  readonly destinations: Omit<PayoutDestinations, 'destinationDetails'>;
  readonly temporal: (
    identity: Pick<KeyIdentity, 'shopId' | 'actor' | 'merchantId'>,
    patience: Patience,
  ) => TemporalDoor;
  readonly readiness: readonly ReadinessCheck[];
  readonly clock: () => Date;
  /** Folder of docs/errors. */
  readonly errorPages: string;
  /** Folder that the pages were built to. */
  readonly pages: string;
  /** A channel's days until the customer has the money: soonest and latest. */
  readonly arrivalDays: (channel: string) => readonly [number, number];
  /** Are these days on which banks work? */
  readonly inBusinessDays: (channel: string) => boolean;
  readonly printCreditNote: PrintCreditNote;
}

export const API_PARTS = Symbol('API_PARTS');
