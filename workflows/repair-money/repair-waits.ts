import { waitForPersonSummary } from '../../src/domain/explain/summaries';
import type { CancellationState, WaitingOn } from '../../src/domain/cancellation';
import { DAY } from '../cancel-order/backoff';
import type { Need } from '../cancel-order/need-human';
import type { Chasing } from '../cancel-order/refund';
import { showStage } from '../cancel-order/show-stage';
import { repairViewOf, type RepairRun } from './repair-run';
import { readLegs, take } from './take';

/** Tells where the repair stands. */
export function publish(run: RepairRun, state: CancellationState, waitingOn: WaitingOn): void {
  run.state = state;
  run.waitingOn = waitingOn;
  showStage(run, repairViewOf(run));
}

/** Waits for one command, which it carries out, or for `ms` to pass. */
async function pause(run: RepairRun, ms: number, summary: string): Promise<boolean> {
  const entry = await run.inbox.next(Date.now() + ms, summary);
  if (entry !== undefined) await take(run, entry);
  return entry !== undefined;
}

/**
 * Enters NEEDS_HUMAN and stays until a lever is pulled here, or the legs have changed by one that
 * was pulled elsewhere: it looks daily.
 */
export async function needHuman(run: RepairRun, { cause, step }: Need): Promise<void> {
  const { state, waitingOn } = run;
  const legs = JSON.stringify(run.legs);
  run.acted = false;
  const isOver = (): boolean => run.acted || JSON.stringify(run.legs) !== legs;
  const { since } = await run.step('flag', { ...run.ref, cause, step }, `A person must look: ${cause} in ${step}`);
  run.stuck = { cause, since, step };
  publish(run, 'NEEDS_HUMAN', 'OPERATOR');
  while (!isOver()) {
    if (!(await pause(run, DAY, waitForPersonSummary(cause)))) await readLegs(run);
  }
  delete run.stuck;
  run.state = state;
  run.waitingOn = waitingOn;
}

/** A repair's run, as far as its legs are chased. It has no voids. */
export function chasingOf(run: RepairRun): Chasing {
  return {
    ref: run.ref,
    currency: run.begun?.currency ?? '',
    outside: run.outside,
    get legs() {
      return run.legs;
    },
    set legs(legs) {
      run.legs = legs;
    },
    publish: () => {
      publish(run, 'REPAIRING', 'PAYMENT');
    },
    pause: async (ms, summary) => {
      await pause(run, ms, summary);
    },
    needHuman: (cause) => needHuman(run, { cause, step: 'refund' }),
    readLegs: () => readLegs(run),
    refundInstead: () => needHuman(run, { cause: 'REFUND_FAILED', step: 'refund' }),
  };
}
