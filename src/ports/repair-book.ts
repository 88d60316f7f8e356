import type { CancellationState } from '../domain/cancellation';
import type { Reason } from '../domain/reasons';
import type { CancellationRef, Leg } from './cancellation-book';

/** Names one repair: of a leg whose money came back, or of a capture that came too late. */
export interface RepairRef extends CancellationRef {
  readonly subject: string;
}

export type RepairBegun =
  /** The books say what happened, and the old proof is superseded. */
  | {
      readonly outcome: 'begun';
      readonly kind: 'RETURNED' | 'LATE_MONEY';
      readonly orderId: string;
      readonly reason: Reason;
      readonly currency: string;
      /** What came back or came too late, minor units. */
      readonly amount: number;
      readonly whole: boolean;
      /** REPAIRING, or the state of a cancellation whose own run brings it to its end. */
      readonly state: CancellationState;
      /**
       * OPEN: the cancellation was never settled: its own run, if there is one, chases the legs
       * and proves. SETTLED: this repair does.
       */
      readonly cancellation: 'OPEN' | 'SETTLED';
      /**
       * What this repair has to bring to its end; of money that came back none before somebody has chosen another way.
       */
      readonly legs: readonly Leg[];
    }
  /** Nothing is left to repair: it was done before, or the news was wrong. */
  | { readonly outcome: 'done'; readonly state: CancellationState };

/**
 * Money that came back after it had arrived, or came in after the cancellation. Each
 * is one transaction and may run twice.
 */
export interface RepairBook {
  /**
   * RETURNED: posts the reversal; the leg keeps its state, what it was for is owed again, its capture
   * is free again, and it needs another way. LATE_MONEY: plans a refund of the new capture to where it
   * came from. SETTLED becomes REPAIRING.
   */
  beginRepair: (ref: RepairRef) => Promise<RepairBegun>;
  /** The repair's legs as they stand, those that were replaced left out. */
  readRepairLegs: (ref: RepairRef) => Promise<readonly Leg[]>;
  /**
   * Every leg of it is final: a new proof, SETTLED again; or what differs. `others`: another repair of the same
   * cancellation is open, and the last one proves.
   */
  proveRepair: (
    ref: RepairRef,
  ) => Promise<
    | { readonly outcome: 'settled'; readonly proof: string }
    | { readonly outcome: 'others'; readonly state: CancellationState }
    | { readonly outcome: 'differs'; readonly differences: readonly string[] }
  >;
  /** Repairs that are open and nobody may be running: for the sweep that starts them again. */
  openRepairs: (ref?: CancellationRef) => Promise<readonly RepairRef[]>;
}
