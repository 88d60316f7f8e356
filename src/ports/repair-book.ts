import type { CancellationState } from '../domain/cancellation';
import type { CancellationRef, Leg } from './cancellation-book';
import type { RepairRef } from './refund-book';

export type RepairBegun =
  /** The books say what happened, the old proof is superseded, and `legs` are those that this repair has to bring to their end. */
  | {
      readonly outcome: 'begun';
      readonly kind: 'RETURNED' | 'LATE_MONEY';
      readonly currency: string;
      /** REPAIRING, or the state of a cancellation whose own run is still open. */
      readonly state: CancellationState;
      readonly legs: readonly Leg[];
    }
  /** Nothing is left to repair: it was done before, or the news was wrong. */
  | { readonly outcome: 'done' };

/** Money that came back after it had arrived, or came in after the cancellation. Each is one transaction and may run twice. */
export interface RepairBook {
  /**
   * RETURNED: posts the reversal; the leg keeps its state, what it was for is owed again, and needs another way. LATE_MONEY: plans a
   * refund of the new capture to where it came from. SETTLED becomes REPAIRING.
   */
  beginRepair: (ref: RepairRef) => Promise<RepairBegun>;
  /** The repair's legs as they stand. */
  readRepairLegs: (ref: RepairRef) => Promise<readonly Leg[]>;
  /** Every leg of it is final: a new proof, SETTLED again; or what differs. */
  proveRepair: (
    ref: RepairRef,
  ) => Promise<
    | { readonly outcome: 'settled'; readonly proof: string }
    | { readonly outcome: 'differs'; readonly differences: readonly string[] }
  >;
  /** Repairs that are open and nobody may be running: for the sweep that starts them again. */
  openRepairs: (ref?: CancellationRef) => Promise<readonly RepairRef[]>;
}
