import type { ArbitrationClock } from '../domain/arbitration';
import type { Actor, CancellationState } from '../domain/cancellation';
import type { LegView, PartView, StuckCause } from '../domain/cancellation-view';
import type { ApprovedLine, DecisionDoor, DecisionOutcome, RejectionReason } from '../domain/decision';
import type { Lever } from '../domain/lever';
import type { Minor } from '../domain/money';
import type { Offer, OfferState } from '../domain/offer';
import type { NotStoppedOutcome, StockRule, TimeoutOutcome } from '../domain/policy';
import type { Refusal, RefusalCode } from '../domain/refusals';
import type { CancellationRequest, RequestAccepted, RequestRefused } from '../domain/request';

/** Names one cancellation of one shop. */
export interface CancellationRef {
  readonly shopId: string;
  readonly cancellationId: string;
}

export interface Parcel {
  readonly shipmentId: string;
  readonly merchantId: string;
  readonly onNotStopped: NotStoppedOutcome;
}

export interface Part extends PartView {
  readonly onTimeout: TimeoutOutcome;
  /** While it is escalated: the arbiter's clock. */
  readonly arbitration?: ArbitrationClock;
}

/** Where the decisions stand. `parcels` are those of approved parts that are not known to be stopped. */
export interface Standing {
  readonly parts: readonly Part[];
  /** No part is pending any more. */
  readonly decided: boolean;
  readonly parcels: readonly Parcel[];
  /** The merchant's counter-offer, if one was made. Accepted, it takes the request back. */
  readonly offer?: Offer;
}

export type Accepted = RequestAccepted & {
  readonly standing: Standing;
  /** The shop runs its own order system, which must be told to hold, release and close. */
  readonly connected: boolean;
  /**
   * This very request was accepted before and its cancellation is over: the run only gives the stored answer. Until then, CLOSED
   * with a refund under way too, this is false, however often accept runs: a run that starts anew takes it over.
   */
  readonly repeated: boolean;
  /** Where it stands by now, when it is repeated: the stored answer tells where it stood then. */
  readonly stateNow?: CancellationState;
};

export interface DecisionInput extends CancellationRef {
  readonly merchantId: string;
  /** For the door TIMEOUT the part's own policy says the outcome. */
  readonly outcome: DecisionOutcome | 'BY_POLICY';
  readonly door: DecisionDoor;
  readonly actor: Actor;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly rejectionReason?: RejectionReason;
  /** An approval of these units alone. */
  readonly lines?: readonly ApprovedLine[];
  /** In place of the policy's stock rule. */
  readonly restock?: StockRule;
  /** What the merchant writes to the customer. The HTTP API's alone: what goes through a workflow stays in its history. */
  readonly message?: string;
}

/** `recorded` is also the answer to the very same decision repeated. */
export type DecisionResult =
  | { readonly outcome: 'recorded'; readonly decision: DecisionOutcome; readonly standing: Standing }
  | (Refusal & {
      /** Who was first, where somebody was. */
      readonly winner?: { readonly outcome: DecisionOutcome; readonly door: DecisionDoor; readonly receivedAt: string };
      readonly standing: Standing;
    });

export interface OfferAnswerInput extends CancellationRef {
  readonly offerId: string;
  /** EXPIRED is the time-out's alone. */
  readonly answer: Exclude<OfferState, 'OPEN'>;
  readonly door: 'API' | 'UPDATE' | 'TIMEOUT';
  readonly actor: Actor;
  /** ISO 8601. */
  readonly receivedAt: string;
}

/** `recorded` is also the answer to the very same answer repeated. */
export type OfferAnswerResult =
  | { readonly outcome: 'recorded'; readonly answer: OfferAnswerInput['answer']; readonly standing: Standing }
  | (Refusal & { readonly standing: Standing });

/** A clock of an arbiter's ran out. `person`: its policy leaves it to one; nothing was changed. */
export type RulingTimeout =
  | { readonly outcome: 'ruled'; readonly ruling: 'APPROVED' | 'UPHELD'; readonly standing: Standing }
  | { readonly outcome: 'person'; readonly standing: Standing }
  | (Refusal & { readonly standing: Standing });

/** A leg that no other has replaced: replaced ones stay in the database only. */
export interface Leg extends LegView {
  /** Task queue suffix of its channel's rate. */
  readonly channel: string;
  /** Why a void failed. */
  readonly code?: string;
}

/** A payment to be read anew at its channel. */
export interface PaymentInFlight {
  readonly tenderId: string;
  readonly channel: string;
  /** The provider's id of the authorization. */
  readonly sourceId: string;
  readonly currency: string;
}

export type CommitResult =
  /** The pivot is taken, units are cancelled, stock is given back, legs are planned. */
  | {
      readonly outcome: 'committed';
      readonly refund: Minor;
      readonly fee: Minor;
      /** Of the fee: spent of bought gift cards. Absent: nothing. */
      readonly giftSpent?: Minor;
      readonly whole: boolean;
      readonly legs: readonly Leg[];
    }
  /** A parcel appeared that nobody tried to stop. */
  | { readonly outcome: 'parcels'; readonly parcels: readonly Parcel[] }
  /** A capture is under way: neither a void nor a refund is right before it has ended (R10). Nothing was changed; commit again. */
  | { readonly outcome: 'in_flight'; readonly payments: readonly PaymentInFlight[] }
  /** A withdrawal was first. */
  | { readonly outcome: 'withdrawn' }
  /** No approved part is left: all were rejected, or no parcel could be stopped. */
  | { readonly outcome: 'nothing_left' };

export type EndOutcome = Extract<CancellationState, 'DENIED' | 'REJECTED' | 'WITHDRAWN' | 'NOT_STOPPED' | 'UPHELD'>;

export type LeverResult =
  | {
      readonly outcome: 'done';
      readonly standing: Standing;
      readonly legs: readonly Leg[];
      /** The state it came back to. */
      readonly state: CancellationState;
    }
  | Refusal;

/**
 * The steps on Rescind's own database. Each is one transaction, takes its locks in the order order → tenders → captures →
 * legs → stock, and returns its stored result when it runs again: any of them may run twice, also after other messages.
 * Each writes the timeline and the outbox in the same transaction as the change they tell.
 */
export interface CancellationBook {
  /** Validates, holds the units, freezes quote and policy; or stores the refusal under the same key. */
  accept: (request: CancellationRequest & { readonly workflowId: string }) => Promise<Accepted | RequestRefused>;
  /** Records a decision if none is there and the deadline has not passed: who was first is one row. */
  recordDecision: (input: DecisionInput) => Promise<DecisionResult>;
  /** An arbiter's time for an escalated part is over: what its policy says is recorded, unless somebody has ruled before. */
  recordRulingTimeout: (
    input: CancellationRef & { readonly merchantId: string; readonly receivedAt: string },
  ) => Promise<RulingTimeout>;
  /** Records the answer to an offer if none is there: who was first is one row. Accepted, the request is withdrawn; else the merchant's clock goes on. */
  answerOffer: (input: OfferAnswerInput) => Promise<OfferAnswerResult>;
  /** Reads where the decisions stand, to follow one that came through another door. */
  readStanding: (ref: CancellationRef) => Promise<Standing>;
  /** Withdraws under the lock that the pivot takes. */
  withdraw: (
    input: CancellationRef & { readonly actor: Actor },
  ) => Promise<{ readonly outcome: 'withdrawn' } | Refusal>;
  /** Takes the pivot if no parcel has, cancels the units, gives stock back and plans the legs. */
  commit: (ref: CancellationRef) => Promise<CommitResult>;
  /**
   * A void that failed because the payment was captured meanwhile (code ALREADY_CAPTURED) is replaced by a refund of that capture, under a
   * new key; `in_flight` while the capture is not on our books yet.
   */
  refundInstead: (
    input: CancellationRef & { readonly legId: string },
  ) => Promise<
    | { readonly outcome: 'planned'; readonly legs: readonly Leg[] }
    | { readonly outcome: 'in_flight'; readonly payments: readonly PaymentInFlight[] }
  >;
  /** Reads the legs, to follow a webhook. */
  readLegs: (ref: CancellationRef) => Promise<readonly Leg[]>;
  /** Undoes the hold on the units and ends the cancellation with this outcome. */
  end: (
    input: CancellationRef & { readonly outcome: EndOutcome; readonly code?: RefusalCode; readonly shopCode?: string },
  ) => Promise<{ readonly outcome: EndOutcome }>;
  /** Every refund is accepted by its channel, parcel and shop are done: the order reads "cancelled, refund on its way". */
  close: (ref: CancellationRef) => Promise<{
    readonly outcome: 'closed';
    readonly legs: readonly Leg[];
    /** What comes back, minor units: less than was committed where others have given some of it back. */
    readonly refund?: Minor;
  }>;
  /** Checks every invariant of this cancellation and writes the closure proof, or names what differs. */
  prove: (ref: CancellationRef) => Promise<
    /** `refund`: what has come back, minor units. */
    | { readonly outcome: 'settled'; readonly proof: string; readonly refund?: Minor }
    | { readonly outcome: 'differs'; readonly differences: readonly string[] }
  >;
  /** A person must look: NEEDS_HUMAN, and why. */
  flag: (
    input: CancellationRef & { readonly cause: StuckCause; readonly step?: string },
  ) => Promise<{ readonly since: string }>;
  /** Applies a lever, once its role is checked. */
  pullLever: (
    input: CancellationRef & {
      readonly lever: Lever;
      readonly actor: Actor;
      /** For whom an actor of role merchant acts: without it, such a one pulls nothing. */
      readonly merchantId?: string;
      /** For `extendDeadline`: the deadline that the run knows, which tells a repeated pull from another one. */
      readonly deadline?: string;
    },
  ) => Promise<LeverResult>;
  /** The shop's own order is held (a fact for the compensation), released or closed. */
  recordShopStep: (
    input: CancellationRef & { readonly step: 'HELD' | 'RELEASED' | 'CLOSED' },
  ) => Promise<{ readonly outcome: 'recorded' }>;
  /** A parcel is on its way back under AWAIT_RETURN: until when, ISO 8601. */
  awaitReturn: (
    input: CancellationRef & { readonly shipmentId: string },
  ) => Promise<{ readonly outcome: 'awaiting'; readonly until: string }>;
  /** Its clock ran out, or policy ends such a part at once: its units are given up and their hold is released. */
  giveUpParcel: (input: CancellationRef & { readonly shipmentId: string }) => Promise<Standing>;
}
