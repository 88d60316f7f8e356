import type { TemporalDoor } from '../client/temporal-door';
import type { Rates } from '../config/access-settings';
import type { KeyIdentity } from '../ports/api-key-store';
import type { CancellationBook, CancellationRef } from '../ports/cancellation-book';
import type { CancellationReader } from '../ports/cancellation-reader';
import type { PrintCreditNote } from '../ports/credit-notes';
import type { DriftReader } from '../ports/drift-book';
import type { Identities } from '../ports/identities';
import type { LocalSignIn } from '../ports/local-sign-in';
import type { OrderBook } from '../ports/order-book';
import type { OrderLinks } from '../ports/order-links';
import type { PayoutDestinations } from '../ports/payout-destinations';
import type { RateLimits } from '../ports/rate-limits';
import type { RefundWebhooks } from '../ports/refund-webhooks';
import type { WalletBook } from '../ports/wallet-book';
import type { WebhookDispatcher, WebhookEndpoints } from '../ports/webhook-endpoints';

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
  readonly decisions: Pick<CancellationBook, 'recordDecision'>;
  readonly reader: CancellationReader;
  readonly identities: Identities;
  readonly ownership: {
    readonly hasPart: (ref: CancellationRef & { readonly merchantId: string }) => Promise<boolean>;
  };
  readonly links: OrderLinks;
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
  readonly drift: DriftReader;
  readonly wallet: WalletBook;
  readonly webhookEndpoints: WebhookEndpoints;
  readonly webhookDispatcher: WebhookDispatcher;
  /** Without the details behind them: those are for the payout channel alone. */
  readonly destinations: Omit<PayoutDestinations, 'destinationDetails'>;
  readonly temporal: (identity: Pick<KeyIdentity, 'shopId' | 'actor'>, patience: Patience) => TemporalDoor;
  readonly readiness: readonly ReadinessCheck[];
  readonly clock: () => Date;
  /** Folder of docs/errors. */
  readonly errorPages: string;
  /** A channel's days until the customer has the money: soonest and latest. */
  readonly arrivalDays: (channel: string) => readonly [number, number];
  /** Are these days on which banks work? */
  readonly inBusinessDays: (channel: string) => boolean;
  readonly printCreditNote: PrintCreditNote;
}

export const API_PARTS = Symbol('API_PARTS');
