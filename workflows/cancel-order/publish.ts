import type { CancellationState, WaitingOn } from '../../src/domain/cancellation';
import type { Run } from './run';
import { showStage } from './show-stage';
import { viewOf } from './view';

export interface Stage {
  readonly state: CancellationState;
  readonly waitingOn: WaitingOn;
}

/**
 * Tells where the run stands. Called when the run begins to wait on somebody and at its end, so that at most one upsert
 * falls into a workflow task.
 */
export function publish(run: Run, { state, waitingOn }: Stage): void {
  run.state = state;
  run.waitingOn = waitingOn;
  showStage(run, viewOf(run), run.standing.parts[0]?.merchantId);
}
