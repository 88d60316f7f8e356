import type { OwnSteps } from '../../activities/contract';
import type { Leg } from '../../src/ports/cancellation-book';

/**
 * What a repair finds: money that came back or came too late, while the cancellation's own
 * run is open or after it was settled.
 */
export interface FakeRepair {
  readonly kind: 'RETURNED' | 'LATE_MONEY';
  readonly cancellation: 'OPEN' | 'SETTLED';
  legs: Leg[];
  done: boolean;
}

type Steps = Pick<OwnSteps, 'beginRepair' | 'readRepairLegs' | 'proveRepair'>;

/** The repair's steps, in memory. */
export function fakeRepairSteps(state: { repair?: FakeRepair; ended?: string }): Steps {
  const repairOf = (): FakeRepair => {
    if (state.repair === undefined) throw new Error('Nothing is to be repaired');
    return state.repair;
  };
  return {
    beginRepair: () => {
      const { repair } = state;
      if (repair === undefined || repair.done) return Promise.resolve({ outcome: 'done', state: 'SETTLED' });
      const { kind, cancellation, legs } = repair;
      return Promise.resolve({
        outcome: 'begun',
        ...{ kind, cancellation, legs: [...legs], orderId: 'O-1001', reason: 'CHANGED_MIND', currency: 'USD' },
        ...{ amount: 10_000, whole: true, state: cancellation === 'OPEN' ? 'CLOSED' : 'REPAIRING' },
      });
    },
    readRepairLegs: () => Promise.resolve([...repairOf().legs]),
    proveRepair: () => {
      repairOf().done = true;
      state.ended = 'SETTLED';
      return Promise.resolve({ outcome: 'settled', proof: 'e'.repeat(64) });
    },
  };
}
