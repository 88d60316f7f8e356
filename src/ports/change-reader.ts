import type { CancellationState } from '../domain/cancellation';

/** That something changed about a cancellation, with its state as it is now. */
export interface Change {
  readonly shopId: string;
  readonly cancellationId: string;
  readonly orderId: string;
  readonly state: CancellationState;
  /** When it happened, ISO 8601. */
  readonly at: string;
  /** Merchants with a part in it. */
  readonly merchantIds: readonly string[];
  /** It is about this merchant's part alone, and moved nothing else. */
  readonly aboutMerchant?: string;
}

/** Which changes somebody hears of. */
export interface ChangeScope {
  readonly shopId: string;
  readonly cancellationId?: string;
  readonly orderId?: string;
  /** Of what it has a part in: what is about another's part alone is not for it. */
  readonly merchantId?: string;
}

/** Is this change one for somebody who hears of these? */
export function isWithin(scope: ChangeScope, change: Change): boolean {
  const { shopId, cancellationId, orderId, merchantId } = scope;
  if (change.shopId !== shopId) return false;
  if (cancellationId !== undefined && change.cancellationId !== cancellationId) return false;
  if (orderId !== undefined && change.orderId !== orderId) return false;
  if (merchantId === undefined) return true;
  return (
    change.merchantIds.includes(merchantId) &&
    (change.aboutMerchant === undefined || change.aboutMerchant === merchantId)
  );
}

/**
 * Where a reader stands: every change of a transaction below it has been told. Numbers of transactions, not of events:
 * those are given out before a transaction ends, so that a smaller one may be seen later than a greater one.
 */
export type ChangePosition = number;

export interface ChangeAsk {
  readonly from: ChangePosition;
  /** Events of transactions from there on that were told already. */
  readonly told: readonly number[];
  readonly limit: number;
  /** Left out: of all shops. */
  readonly shopId?: string;
}

export interface ReadChange extends Change {
  readonly eventId: number;
  readonly txid: number;
}

export interface Changes {
  readonly items: readonly ReadChange[];
  /** Where the reader stands once it has told these, unless there are more than the limit. */
  readonly position: ChangePosition;
}

/** Reads what has changed, so that nothing is lost whichever transaction ends first. */
export interface ChangeReader {
  /** Where somebody stands who wants what happens from now on. */
  readonly position: () => Promise<ChangePosition>;
  readonly read: (ask: ChangeAsk) => Promise<Changes>;
}
