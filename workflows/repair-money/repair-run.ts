import type { CancellationRef, Leg, RepairBegun } from '../../activities/contract';
import type { CancellationState, WaitingOn } from '../../src/domain/cancellation';
import type { CancellationView } from '../../src/domain/cancellation-view';
import { refundStateOf } from '../../src/domain/cancellation-progress';
import { orderIdOf } from '../../src/domain/request';
import { Inbox } from '../cancel-order/inbox';
import { createOutside, type Outside } from '../cancel-order/outside';
import type { Stuck } from '../cancel-order/run';
import { createStepRunner, type RunStep } from '../cancel-order/steps';
import { createTellApart } from '../cancel-order/tell-apart';
import type { RepairInput } from './messages';

export type Begun = Extract<RepairBegun, { outcome: 'begun' }>;

/** What one repair's run knows: the database decides, this follows it. */
export interface RepairRun {
  readonly input: RepairInput;
  /** The cancellation that it repairs. */
  readonly ref: CancellationRef;
  readonly step: RunStep;
  readonly outside: Outside;
  readonly inbox: Inbox;
  begun?: Begun;
  legs: readonly Leg[];
  state: CancellationState;
  waitingOn: WaitingOn;
  stuck?: Stuck;
  /** A lever was pulled that something may follow from, since the run last needed a person. */
  acted: boolean;
  published: string;
}

/** A repair as it begins. */
export function createRepairRun(input: RepairInput): RepairRun {
  const tellApart = createTellApart();
  return {
    input,
    ref: { shopId: input.shopId, cancellationId: input.cancellationId },
    step: createStepRunner(tellApart),
    outside: createOutside(tellApart),
    inbox: new Inbox(tellApart),
    legs: [],
    state: 'REPAIRING',
    waitingOn: 'NONE',
    acted: false,
    published: '',
  };
}

/** What the repair knows of its cancellation, in the words that `explain` takes. */
export function repairViewOf({ input, begun, legs, state, waitingOn, stuck }: RepairRun): CancellationView {
  const { cancellationId } = input;
  return {
    cancellationId,
    orderId: orderIdOf(cancellationId) ?? '',
    state,
    waitingOn,
    reason: begun?.reason ?? 'CHANGED_MIND',
    currency: begun?.currency ?? 'XXX',
    refund: begun?.amount ?? 0,
    fee: 0,
    whole: begun?.whole ?? true,
    refundState: stuck === undefined ? refundStateOf(legs) : 'NEEDS_ATTENTION',
    parts: [],
    legs,
    ...(stuck === undefined ? {} : { stuck }),
    mayWithdraw: false,
  };
}
