import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { workflowSource } from './workflow-bundle';

export interface Replayable {
  readonly workflowId: string;
  /** In JSON's form. */
  readonly history: object;
}

/** `differs`: the code of today would not have done what was recorded; `detail` is Temporal's own sentence. */
export type Replayed = { readonly outcome: 'replays' } | { readonly outcome: 'differs'; readonly detail: string };

/**
 * Replays a recorded history against the workflow code of this build: nothing is called, no server is needed.
 * @throws ReplayError, or what reading the history throws, where it can't be replayed at all
 */
export async function replayHistory({ workflowId, history }: Replayable): Promise<Replayed> {
  installQuietRuntime();
  try {
    await Worker.runReplayHistory(workflowSource(), history, workflowId);
    return { outcome: 'replays' };
  } catch (error) {
    if (!(error instanceof DeterminismViolationError)) throw error;
    return { outcome: 'differs', detail: error.message };
  }
}

let isQuiet = false;

/** Temporal takes one runtime a process. What it would log is what is returned or thrown. */
function installQuietRuntime(): void {
  if (isQuiet) return;
  isQuiet = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
    },
  });
}
