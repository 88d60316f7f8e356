import type { CancellationState } from '../cancellation';
import type { Arrival, PartView, StuckCause } from '../cancellation-view';
import type { RejectionReason } from '../decision';
import type { OfferKind, OfferState } from '../offer';
import type { TenderKind } from '../order';
import type { TimeoutOutcome } from '../policy';
import type { Reason } from '../reasons';
import type { LegKind, LegState } from '../refund-leg';
import type { RefusalCode } from '../refusals';

export type Locale = 'en' | 'zh';
export type Audience = 'support' | 'merchant' | 'customer';

/** What happens when the clock that runs is over. */
export type ClockOutcome = TimeoutOutcome | 'BACK_TO_MERCHANT' | 'REJECTION_STANDS' | 'ENDS' | 'PERSON_LOOKS';

/** What a headline may say, already in words and amounts. `clock` is the deadline with its outcome, or empty where none runs. */
export interface Facts {
  readonly orderId: string;
  readonly merchants: string;
  readonly refund: string;
  readonly returnsMoney: boolean;
  readonly whole: boolean;
  readonly clock: string;
  readonly legsAccepted: number;
  readonly legs: number;
  readonly denial: string;
  readonly stuck: string;
  /** The customer took the merchant's offer instead. */
  readonly offerAccepted: boolean;
}

type Sentence = string | ((facts: Facts) => string);
export type Headlines = Readonly<Record<CancellationState, Readonly<Record<Audience, Sentence>>>>;

export interface RefusalText {
  readonly sentence: string;
  readonly whatToDo: string;
}

export interface StuckText {
  readonly cause: string;
  /** The lever that helps, by name, and what to look at first. */
  readonly lever: string;
}

/** Where money goes, in the customer's words. A payout goes elsewhere than it came from. */
export type Destination = Exclude<TenderKind, 'UNDEFINED'> | 'BANK_ACCOUNT' | 'AS_PAID';

interface GivenBack {
  readonly amount: string;
  readonly to: string;
  readonly through: string;
}

/** One language. Amounts, ids and instants come ready to print. */
export interface Wording {
  readonly headlines: Headlines;
  readonly refusals: Readonly<Record<RefusalCode, RefusalText>>;
  readonly stuck: Readonly<Record<StuckCause, StuckText>>;
  readonly clock: (deadline: string, outcome: ClockOutcome | undefined) => string;
  readonly decisions: Readonly<Record<PartView['decision'], string>>;
  readonly legStates: Readonly<Record<LegState, string>>;
  readonly legKinds: Readonly<Record<LegKind, string>>;
  /** What a customer is told of one way that money comes back. `through` is empty, or begins with a space. */
  readonly givesBack: Readonly<Record<LegKind, (leg: GivenBack) => string>>;
  readonly destinations: Readonly<Record<Destination, string>>;
  /** By the channel's id; another one is called by its id. */
  readonly channels: Readonly<Record<string, string>>;
  readonly through: (channel: string) => string;
  readonly arrivals: Readonly<Record<Arrival, string>>;
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly shopItself: string;
  readonly anyMerchant: string;
  readonly and: string;
  readonly colon: string;
  readonly separator: string;
  readonly order: (orderId: string, whole: boolean) => string;
  readonly reason: (reason: string) => string;
  readonly comesBack: (amount: string) => string;
  readonly giftSpent: (amount: string) => string;
  readonly feeKept: (amount: string) => string;
  readonly merchant: (merchantId: string) => string;
  readonly until: (deadline: string) => string;
  readonly via: (leg: { readonly amount: string; readonly kind: string; readonly channel: string }) => string;
  readonly tender: (tenderId: string) => string;
  readonly expectedBy: (day: string) => string;
  readonly reference: (providerRef: string) => string;
  readonly replaced: string;
  readonly stuckStep: (step: string) => string;
  readonly stuckSince: (since: string) => string;
  readonly mayWithdraw: string;
  readonly offer: string;
  readonly offerKinds: Readonly<Record<OfferKind, string>>;
  readonly offerStates: Readonly<Record<OfferState, string>>;
  /** `amount` is empty where the terms have none. */
  readonly offerTerms: (kind: string, amount: string) => string;
  readonly mayAnswerOffer: string;
  readonly statutory: string;
  readonly rejectedFor: (reason: string) => string;
  readonly rejectionReasons: Readonly<Record<RejectionReason, string>>;
  readonly mayEscalate: (until: string) => string;
  /** Of what went on without what some merchants rejected. */
  readonly mayEscalateRest: (until: string) => string;
  readonly escalates: (cancellationId: string) => string;
  readonly escalatedBy: (cancellationId: string) => string;
  readonly reopens: (cancellationId: string) => string;
  readonly reopenedBy: (cancellationId: string) => string;
  readonly table: {
    readonly step: string;
    readonly state: string;
    readonly kept: string;
    readonly more: (count: number) => string;
  };
}
