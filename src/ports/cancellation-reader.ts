import type { Actor, CancellationState, WaitingOn } from '../domain/cancellation';
import type { CancellationView } from '../domain/cancellation-view';
import type { Minor } from '../domain/money';
import type { RefundState } from '../domain/order';
import type { Reason } from '../domain/reasons';
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

export interface CancellationFilter {
  readonly orderId?: string;
  readonly state?: CancellationState;
  readonly waitingOn?: WaitingOn;
  /** Those with a part of this merchant. */
  readonly merchantId?: string;
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
}

/** Newest first. `next` is the cursor of the page after; absent on the last one. */
export interface CancellationPage {
  readonly items: readonly CancellationListItem[];
  readonly next?: string;
}

export interface PageAsk {
  readonly shopId: string;
  readonly filter: CancellationFilter;
  /** 1 to 100. */
  readonly limit: number;
  readonly cursor?: string;
}

/** Reads cancellations from the database, so that reading works with no worker up. */
export interface CancellationReader {
  readonly readView: (ref: CancellationRef) => Promise<CancellationView | undefined>;
  readonly readTimeline: (ref: CancellationRef) => Promise<readonly TimelineEntry[]>;
  readonly list: (ask: PageAsk) => Promise<CancellationPage>;
  readonly readCreditNotes: (ref: CancellationRef) => Promise<CreditNotesOf>;
}
