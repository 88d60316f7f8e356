import type { Actor, CancellationState, WaitingOn } from '../domain/cancellation';
import type { CancellationView } from '../domain/cancellation-view';
import type { Minor } from '../domain/money';
import type { RefundState } from '../domain/order';
import type { LeverFacts } from '../domain/applicable-levers';
import type { TimeoutOutcome } from '../domain/policy';
import type { Quote } from '../domain/quote';
import type { Initiator, Reason } from '../domain/reasons';
import type { CancellationRef } from './cancellation-book';
import type { CreditNotesOf } from './credit-notes';

/** One change of a cancellation. `details` are codes, ids and amounts. */
export interface TimelineEntry {
  /** ISO 8601. */
  readonly at: string;
  readonly event: string;
  readonly actor: Actor;
  readonly from?: CancellationState;
  readonly to?: CancellationState;
  readonly reason?: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Newest request first, or soonest deadline first and those without one last. */
export type ListSort = 'newest' | 'deadline';

export interface CancellationFilter {
  readonly orderId?: string;
  /** Any of these. */
  readonly states?: readonly CancellationState[];
  readonly waitingOn?: WaitingOn;
  /** Those with a part of this merchant; of what waits for merchants, those that this one has not decided. */
  readonly merchantId?: string;
  readonly reason?: Reason;
  /** Those that need a person. */
  readonly needsHuman?: true;
  /** Those with a refund that the customer should have by now: as many as the desk counts. */
  readonly lateRefunds?: true;
  /** How an order's or a cancellation's id begins. */
  readonly prefix?: string;
  /** ISO 8601: those whose clock runs out before it. */
  readonly deadlineBefore?: string;
  /** Without what has ended, unless it did so these last days. */
  readonly active?: { readonly endedWithinDays?: number };
}

export interface CancellationListItem {
  readonly cancellationId: string;
  readonly orderId: string;
  readonly state: CancellationState;
  readonly waitingOn: WaitingOn;
  readonly refundState: RefundState;
  readonly reason: Reason;
  readonly currency: string;
  readonly refund: Minor;
  /** ISO 8601. */
  readonly requestedAt: string;
  readonly deadline?: string;
  /** What happens when it runs out. */
  readonly onTimeout?: TimeoutOutcome;
  readonly whole: boolean;
  /** Units that it is about. */
  readonly unitCount: number;
}

/** One of a list, with all that `explain` needs. */
export interface ListedCancellation {
  readonly view: CancellationView;
  /** ISO 8601. */
  readonly requestedAt: string;
  /** Units of each merchant that has some in it. */
  readonly units: Readonly<Record<string, number>>;
}

/** `next` is the cursor of the page after; absent on the last one. */
export interface CancellationPage {
  readonly items: readonly ListedCancellation[];
  readonly next?: string;
}

export interface PageAsk {
  readonly shopId: string;
  readonly filter: CancellationFilter;
  /** Left out: newest first. */
  readonly sort?: ListSort;
  /** 1 to 100. */
  readonly limit: number;
  readonly cursor?: string;
}

/** Some units of one line, as they were quoted. */
export interface LineOfUnits {
  readonly lineId: string;
  readonly merchantId: string;
  readonly sku: string;
  /** What the shop calls it; its stock number where it does not say. */
  readonly title: string;
  readonly quantity: number;
  /** Only where it is a single one. */
  readonly unitId?: string;
  /** Goods and tax, minor units. */
  readonly amount: Minor;
}

/** How it went, in the customer's eyes. */
export interface Feedback {
  /** 1 to 5. */
  readonly rating: number;
  readonly comment?: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What was asked, and what was promised when it was. */
export interface RequestFacts {
  /** ISO 8601. */
  readonly requestedAt: string;
  readonly initiator: Initiator;
  /** Has the first irreversible act begun? */
  readonly pivotTaken: boolean;
  readonly workflowId: string;
  /** As it was frozen. */
  readonly quote: Quote;
  readonly units: readonly LineOfUnits[];
  readonly feedback?: Feedback;
}

/** What a cancellation was settled on. A later version takes the place of an earlier one. */
export interface ClosureProof {
  readonly version: number;
  /** SHA-256 of the body as canonical JSON, hex. */
  readonly hash: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** ISO 8601. */
  readonly writtenAt: string;
  readonly supersededAt?: string;
}

/** What a support desk sees first. */
export interface DeskCounts {
  /** Cancellations that need a person. */
  readonly needsHuman: number;
  /** Whose clock has run out, and which nobody has moved since. */
  readonly overdue: number;
  /** Differences that nobody has resolved. */
  readonly drift: number;
  /** Cancellations with a refund that the customer should have by now; several such refunds of one count once. */
  readonly lateRefunds: number;
}

/** Reads cancellations from the database, so that reading works with no worker up. */
export interface CancellationReader {
  readonly readView: (ref: CancellationRef) => Promise<CancellationView | undefined>;
  readonly readRequestFacts: (ref: CancellationRef) => Promise<RequestFacts | undefined>;
  readonly readLeverFacts: (ref: CancellationRef) => Promise<LeverFacts | undefined>;
  /** Newest first; none before it is settled. */
  readonly readClosureProofs: (ref: CancellationRef) => Promise<readonly ClosureProof[]>;
  readonly countForDesk: (ask: { readonly shopId: string; readonly withNoShop: boolean }) => Promise<DeskCounts>;
  readonly readTimeline: (ref: CancellationRef) => Promise<readonly TimelineEntry[]>;
  readonly list: (ask: PageAsk) => Promise<CancellationPage>;
  readonly readCreditNotes: (ref: CancellationRef) => Promise<CreditNotesOf>;
}
