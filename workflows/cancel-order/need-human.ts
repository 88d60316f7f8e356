import type { StuckCause } from '../../src/domain/cancellation-view';
import type { Lever } from '../../src/domain/lever';
import { publish } from './publish';
import type { Run } from './run';
import { pauseForCommand } from './wait';

export interface Need {
  readonly cause: StuckCause;
  readonly step: string;
}

/**
 * Enters NEEDS_HUMAN and stays until a lever is pulled, or, before the pivot, the request is withdrawn meanwhile: then
 * undefined. Whoever asked looks again and may come back here.
 */
export async function needHuman(run: Run, { cause, step }: Need): Promise<Lever | undefined> {
  const before = { state: run.state, waitingOn: run.waitingOn };
  const wasWithdrawn = run.withdrawn;
  run.pulled = [];
  const { since } = await run.step('flag', { ...run.ref, cause, step }, `A person must look: ${cause} in ${step}`);
  run.stuck = { cause, since, step };
  publish(run, { state: 'NEEDS_HUMAN', waitingOn: 'OPERATOR' });
  while (run.pulled.length === 0 && run.withdrawn === wasWithdrawn) await pauseForCommand(run);
  delete run.stuck;
  run.state = before.state;
  run.waitingOn = before.waitingOn;
  return run.pulled.at(-1);
}
