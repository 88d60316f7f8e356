import type { Actor } from '../domain/cancellation';
import type { CaseCounts, ChannelCheck } from './channel-check';
import type { LegRef, RepairRef } from './refund-book';
import type { LegRequest, ProviderRefund } from './refund-channel';

/**
 * A difference between two books. AMOUNT, STATUS, MISSING_HERE, MISSING_THERE, TWICE: a provider's and ours. LATE: the
 * customer should have it by now. ORDER, LEDGER, STOCK: two of our own.
 */
export const DRIFT_KINDS = [
  'AMOUNT',
  'STATUS',
  'MISSING_HERE',
  'MISSING_THERE',
  'TWICE',
  'LATE',
  'ORDER',
  'STOCK',
  'LEDGER',
] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** The channel of a case that is about our own books alone. */
export const OWN_BOOKS = 'books';

/** Whose a case is that no shop's payment is behind. */
export const NO_SHOP = '*';

/** One difference, from when it was first seen until it was gone. */
export interface DriftCase {
  readonly caseId: number;
  readonly shopId: string;
  readonly channel: string;
  readonly kind: DriftKind;
  /** The leg, the provider's refund, or the check and what it is of. */
  readonly subject: string;
  readonly legId?: string;
  readonly cancellationId?: string;
  /** Ids, states and amounts (minor units). */
  readonly ours: Readonly<Record<string, unknown>>;
  readonly theirs: Readonly<Record<string, unknown>>;
  /** ISO 8601. */
  readonly openedAt: string;
  readonly seenAt: string;
  readonly closedAt?: string;
  /** What a person has found out about it. It is to do again once what differs is no longer the same. */
  readonly resolution?: { readonly at: string; readonly by: Actor; readonly note: string };
}

export interface DriftFilter {
  readonly channel?: string;
  readonly kind?: DriftKind;
  /** Left out: those that are there still and that nobody has resolved. */
  readonly state?: 'open' | 'resolved' | 'closed' | 'all';
}

/** Newest first. `next` is the cursor of the page after; absent on the last one. */
export interface DriftPage {
  readonly items: readonly DriftCase[];
  readonly next?: string;
}

export interface DriftAsk {
  readonly shopId: string;
  /** Of the installation too: cases that no shop's payment is behind. */
  readonly withNoShop: boolean;
  readonly filter: DriftFilter;
  /** 1 to 100. */
  readonly limit: number;
  readonly cursor?: string;
}

/** Reads drift cases, also with no worker up. */
export interface DriftReader {
  readonly list: (ask: DriftAsk) => Promise<DriftPage>;
}

/** What a person says of a case. */
export interface CaseResolution {
  readonly shopId: string;
  /** May it be one that no shop's payment is behind? */
  readonly withNoShop: boolean;
  readonly caseId: number;
  /** 1 to 500 characters. May name a person: kept in the database alone. */
  readonly note: string;
  readonly actor: Actor;
}

/** Takes cases off the list of what is to do. */
export interface DriftResolver {
  /**
   * `gone`: it went away by itself. `resolved-before`: by whom, the case says; the same again
   * by the same person is the same answer.
   */
  readonly resolve: (
    resolution: CaseResolution,
  ) => Promise<
    | { readonly outcome: 'resolved' | 'resolved-before' | 'gone'; readonly case: DriftCase }
    | { readonly outcome: 'not-found' }
  >;
}

/** An outcome that the provider's list says of a leg and our books don't have. */
export interface Unheard {
  readonly leg: LegRef;
  readonly outcome: 'succeeded' | 'failed' | 'closed';
  readonly providerRef: string;
}

/** A leg that its channel is asked about. */
export interface LegToAsk {
  readonly leg: LegRef;
  /** Nothing more is expected of it: the answer is compared, and recorded only where it is news. */
  readonly isFinal: boolean;
  readonly request: Omit<LegRequest, 'signal'>;
}

/** What one query said of a leg that nobody waits for any more. */
export interface QueriedLeg {
  readonly legId: string;
  readonly shopId: string;
  readonly outcome: string;
  readonly code?: string;
}

/** Drift cases and what they are found by. */
export interface DriftBook {
  /**
   * From when on a channel is compared: since its last complete pass, with an overlap; once a day the last thirty days.
   */
  readonly windowOf: (channel: string, now: Date) => Promise<{ readonly from: Date; readonly to: Date }>;
  /** Keeps what a provider listed, for the comparison; `first` forgets what an earlier pass has left. */
  readonly keepListed: (
    check: ChannelCheck,
    refunds: readonly ProviderRefund[],
    options: { readonly first: boolean },
  ) => Promise<void>;
  /** Outcomes in the kept list that our legs of the same amount and payment don't have. */
  readonly unheard: (check: ChannelCheck) => Promise<readonly Unheard[]>;
  /** Legs that are not final, or became so in this time: those that a channel without a list is asked about. */
  readonly legsToAsk: (check: ChannelCheck) => Promise<readonly LegToAsk[]>;
  /**
   * One transaction: opens a case for every difference, refreshes those that are
   * still there, closes those that are gone.
   */
  readonly compareListed: (check: ChannelCheck) => Promise<CaseCounts>;
  readonly compareQueried: (check: ChannelCheck, queried: readonly QueriedLeg[]) => Promise<CaseCounts>;
  /** Cases of every shop's own books. */
  readonly compareOwnBooks: () => Promise<CaseCounts>;
  /**
   * Flags legs that the customer should have by now, and opens a case for each;
   * `stuck`: those whose runs should be told.
   */
  readonly flagLate: (now: Date) => Promise<{
    readonly late: number;
    readonly newlyLate: number;
    readonly stuck: readonly LegRef[];
  }>;
}

/** Runs, as far as a sweep must reach them. */
export interface Runs {
  /** Tells a cancellation's run of a leg; a run that is over needs no telling. */
  readonly tellRefund: (leg: LegRef) => Promise<void>;
  /** Starts the repair where nobody runs it. */
  readonly startRepair: (ref: RepairRef) => Promise<void>;
}
