import type { LegState } from '../src/domain/refund-leg';
import type { InterceptionOutcome } from '../src/domain/shipment';
import type { CancellationBook, CancellationRef, PaymentInFlight } from '../src/ports/cancellation-book';
import type { CaseCounts, ChannelCheck, ChannelChecked } from '../src/ports/channel-check';
import type { RepairBook } from '../src/ports/repair-book';

export type {
  Accepted,
  CancellationRef,
  EndOutcome,
  Leg,
  Parcel,
  Part,
  PaymentInFlight,
  Standing,
} from '../src/ports/cancellation-book';
export type { ChannelCheck, ChannelChecked } from '../src/ports/channel-check';
export type { RepairBegun } from '../src/ports/repair-book';

/** Steps on our own database: first attempt inside the workflow task, further ones through the queue. */
export type OwnSteps = CancellationBook & Pick<RepairBook, 'beginRepair' | 'readRepairLegs' | 'proveRepair'>;

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
  /** Nothing was sent: the channel wants more time between two refunds of one payment. No attempt that failed. */
  readonly waited?: true;
}

/**
 * Calls to the outside, ordinary activities from the first attempt. A network fault comes back as a value; what is
 * thrown is a fault of our own and is retried.
 */
export interface ShopSteps {
  holdAtShop: (ref: CancellationRef) => Promise<ShopStepResult>;
  releaseAtShop: (ref: CancellationRef) => Promise<ShopStepResult>;
  closeAtShop: (ref: CancellationRef) => Promise<ShopStepResult>;
}

export interface CarrierSteps {
  /**
   * Takes the pivot under the order's lock, then asks the carrier to stop the parcel;
   * a proven "not stopped" gives it back.
   */
  interceptParcel: (input: CancellationRef & { readonly shipmentId: string }) => Promise<ParcelStepResult>;
  /** Asks what became of an earlier request. */
  queryInterception: (input: CancellationRef & { readonly shipmentId: string }) => Promise<ParcelStepResult>;
}

export interface RefundSteps {
  /** Commits the attempt, sends the leg, records the answer. */
  submitLeg: (input: CancellationRef & { readonly legId: string }) => Promise<LegStepResult>;
  /**
   * Asks the channel what became of a leg; where it cannot be asked, sends the same request with the same key again.
   */
  queryLeg: (input: CancellationRef & { readonly legId: string }) => Promise<LegStepResult>;
  /** Reads a payment anew and books what its channel says: was it captured meanwhile? */
  readPayment: (input: CancellationRef & PaymentInFlight) => Promise<PaymentStepResult>;
}

export interface PaymentStepResult {
  readonly state: 'captured' | 'authorized' | 'capturing' | 'voided' | 'unknown';
  /** Where it is not at its end: read again no sooner than this, ms. */
  readonly retryAfterMs: number;
}

/**
 * What one pass of reconciliation does. Each is an ordinary activity that heartbeats,
 * and may run again from its beginning.
 */
export interface ReconcileSteps {
  /** Which channels are compared, how, and of which time. */
  beginReconcile: (input: { readonly pass: string }) => Promise<readonly ChannelCheck[]>;
  /** Compares what a channel's provider has with our legs, both ways. */
  reconcileChannel: (input: ChannelCheck) => Promise<ChannelChecked>;
  /** Compares our own books with each other. */
  checkOwnBooks: (input: { readonly pass: string }) => Promise<CaseCounts>;
  /** Applies what was parked, starts repairs that nobody runs, flags legs that are late. */
  sweep: (input: { readonly pass: string }) => Promise<SweepResult>;
}

export interface SweepResult {
  /** Runs that were told of a leg, and repairs that were started. */
  readonly told: number;
  readonly repairs: number;
  /** Legs that are late now, and those that became late in this pass. */
  readonly late: number;
  readonly newlyLate: number;
}

/** What workflows may ask of the world. */
export type Activities = OwnSteps & ShopSteps & CarrierSteps & RefundSteps & ReconcileSteps;
