import type { LegState } from '../src/domain/refund-leg';
import type { InterceptionOutcome } from '../src/domain/shipment';
import type { CancellationBook, CancellationRef } from '../src/ports/cancellation-book';

export type {
  Accepted,
  CancellationRef,
  EndOutcome,
  Leg,
  Parcel,
  Part,
  Standing,
} from '../src/ports/cancellation-book';

/** Steps on our own database: first attempt inside the workflow task, further ones through the queue. */
export type OwnSteps = CancellationBook;

/** What came of a call to the shop's own order system. */
export type ShopStepResult =
  | { readonly outcome: 'ACKNOWLEDGED' }
  | { readonly outcome: 'REFUSED'; readonly code: string }
  | { readonly outcome: 'UNKNOWN'; readonly retryAfterMs: number };

export type ParcelStepResult =
  /** `UNKNOWN`: ask again after `retryAfterMs`. */
  | { readonly outcome: InterceptionOutcome; readonly retryAfterMs: number }
  /** A withdrawal took the lock first: the carrier was not called. */
  | { readonly outcome: 'WITHDRAWN' };

export interface LegStepResult {
  readonly state: LegState;
  /** When it is neither accepted nor final: ask again no sooner than this, ms. */
  readonly retryAfterMs: number;
  readonly providerRef?: string;
  readonly code?: string;
}

/**
 * Calls to the outside, ordinary activities from the first attempt. A network fault comes back as a value; what is thrown is a
 * fault of our own and is retried.
 */
export interface ShopSteps {
  holdAtShop: (ref: CancellationRef) => Promise<ShopStepResult>;
  releaseAtShop: (ref: CancellationRef) => Promise<ShopStepResult>;
  closeAtShop: (ref: CancellationRef) => Promise<ShopStepResult>;
}

export interface CarrierSteps {
  /** Takes the pivot under the order's lock, then asks the carrier to stop the parcel; a proven "not stopped" gives it back. */
  interceptParcel: (input: CancellationRef & { readonly shipmentId: string }) => Promise<ParcelStepResult>;
  /** Asks what became of an earlier request. */
  queryInterception: (input: CancellationRef & { readonly shipmentId: string }) => Promise<ParcelStepResult>;
}

export interface RefundSteps {
  /** Commits the attempt, sends the leg, records the answer. */
  submitLeg: (input: CancellationRef & { readonly legId: string }) => Promise<LegStepResult>;
  /** Asks the channel what became of a leg; where it cannot be asked, sends the same request with the same key again. */
  queryLeg: (input: CancellationRef & { readonly legId: string }) => Promise<LegStepResult>;
}

/** What workflows may ask of the world. */
export type Activities = OwnSteps & ShopSteps & CarrierSteps & RefundSteps;
