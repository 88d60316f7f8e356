import type { InterceptionOutcome } from '../domain/shipment';
import type { InterceptionAnswer, InterceptionRequest } from './carrier';
import type { CancellationRef } from './cancellation-book';

export interface ParcelRef extends CancellationRef {
  readonly shipmentId: string;
}

export type InterceptionBegun =
  /** It is on record that the carrier is asked: now the call may go out. */
  | { readonly outcome: 'ask'; readonly request: Omit<InterceptionRequest, 'signal'> }
  /** What became of the parcel is known: no call. */
  | { readonly outcome: 'answered'; readonly answer: InterceptionOutcome }
  /** A withdrawal took the lock first: no call. */
  | { readonly outcome: 'withdrawn' };

/** What the database keeps of the attempts to stop parcels. Each is one transaction under the order's row lock. */
export interface InterceptionBook {
  /**
   * Takes the pivot by compare-and-set and records that the carrier is asked; commits before the first byte goes out.
   * @throws Error when there is no such parcel, or the cancellation has ended otherwise.
   */
  begin: (parcel: ParcelRef) => Promise<InterceptionBegun>;
  /**
   * Records what the carrier said, and returns what holds: a proven answer is never overwritten. A proven "not stopped"
   * gives the pivot back where nothing else irreversible was done.
   */
  record: (parcel: ParcelRef & { readonly answer: InterceptionAnswer }) => Promise<InterceptionOutcome>;
}
