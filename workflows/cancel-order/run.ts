import type { Accepted, CancellationRef, EndOutcome, Leg, ShopStepResult, Standing } from '../../activities/contract';
import type { CancellationState, WaitingOn } from '../../src/domain/cancellation';
import type { StuckCause } from '../../src/domain/cancellation-view';
import type { Lever } from '../../src/domain/lever';
import type { RefusalCode } from '../../src/domain/refusals';
import type { RequestAnswer } from '../../src/domain/request';
import { Inbox } from './inbox';
import type { CancelOrderInput } from './messages';
import { createOutside, type Outside } from './outside';
import { createStepRunner } from './steps';
import type { RunStep } from './steps';
import { createTellApart } from './tell-apart';

/** Undoes one step. Registered before the step runs, safe to run twice, and safe where the step never took effect. */
export interface Compensation {
  readonly summary: string;
  readonly undo: (summary: string) => Promise<ShopStepResult>;
}

/** Why a person must look, and in which step. */
export interface Stuck {
  readonly cause: StuckCause;
  readonly since: string;
  readonly step?: string;
}

/** What one run knows: the database decides, this follows it. */
export interface Run {
  readonly input: CancelOrderInput;
  readonly ref: CancellationRef;
  readonly step: RunStep;
  readonly outside: Outside;
  readonly inbox: Inbox;
  /** What the request is answered. */
  answer?: RequestAnswer;
  /** Set once the request is accepted. */
  accepted?: Accepted;
  state: CancellationState;
  waitingOn: WaitingOn;
  standing: Standing;
  legs: readonly Leg[];
  /** Minor units that come back, and the fee kept: the quote's, then the plan's. */
  refund: number;
  fee: number;
  /** Of the fee: spent of bought gift cards. */
  giftSpent: number;
  whole: boolean;
  withdrawn: boolean;
  /** An arbiter ruled for the merchant. */
  upheld: boolean;
  /** Until when the parcel that is waited for may come back, ISO 8601. */
  returnUntil?: string;
  /** The shop has acknowledged the hold: it is not asked for again. */
  held: boolean;
  /** Why the request was denied, and the shop's own code where the shop denied it. */
  denial?: { readonly code: RefusalCode; readonly shopCode?: string };
  /** How it came out before the pivot, from the moment at which that is undone. */
  ending?: EndOutcome;
  /** A proven answer cannot be taken back any more: no withdrawal. */
  pastPivot: boolean;
  stuck?: Stuck;
  /** Levers pulled since the run last needed a person. */
  pulled: Lever[];
  /** What the search attributes were last set to. */
  published: string;
  readonly compensations: Compensation[];
}

/** A run as it begins. */
export function createRun(input: CancelOrderInput): Run {
  const tellApart = createTellApart();
  return {
    input,
    ref: { shopId: input.shopId, cancellationId: input.cancellationId },
    step: createStepRunner(tellApart),
    outside: createOutside(tellApart),
    inbox: new Inbox(tellApart),
    state: 'REQUESTED',
    waitingOn: 'NONE',
    standing: { parts: [], decided: false, parcels: [] },
    legs: [],
    refund: 0,
    fee: 0,
    giftSpent: 0,
    whole: false,
    withdrawn: false,
    upheld: false,
    held: false,
    pastPivot: false,
    pulled: [],
    published: '',
    compensations: [],
  };
}
