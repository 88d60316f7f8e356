import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
  type ScheduleOptionsStartWorkflowAction,
} from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import { CANCELLATIONS_QUEUE } from '../../temporal-config/task-queues';

/** The schedule's id, and the beginning of its runs' ids. The workflow is the one that workflows/reconcile exports. */
export const RECONCILE_SCHEDULE = 'reconcile';

/** A pass that was missed while Temporal was away is made up for by the next one, which covers its time too. */
const CATCH_UP_MS = 60_000;

/**
 * Makes the schedule what the setting says, whatever it was before: two workers that start at once leave one schedule.
 * `everyMs`: 0 is off, and takes it away.
 */
export async function scheduleReconcile(client: Client, everyMs: number): Promise<void> {
  const handle = client.schedule.getHandle(RECONCILE_SCHEDULE);
  if (everyMs === 0) {
    await handle.delete().catch(unlessGone);
    return;
  }
  const options = optionsOf(everyMs);
  try {
    await client.schedule.create({ scheduleId: RECONCILE_SCHEDULE, ...options });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await handle.update(({ state }) => ({ ...options, state })).catch(unlessGone);
  }
}

type Scheduled = Omit<ScheduleOptions<ScheduleOptionsStartWorkflowAction<Workflow>>, 'scheduleId'>;

function optionsOf(everyMs: number): Scheduled {
  return {
    spec: { intervals: [{ every: everyMs }] },
    policies: { overlap: 'SKIP', catchupWindow: CATCH_UP_MS },
    action: {
      type: 'startWorkflow',
      workflowType: 'reconcile',
      workflowId: RECONCILE_SCHEDULE,
      taskQueue: CANCELLATIONS_QUEUE,
      args: [{}],
      staticSummary: 'Reconcile: compare every channel and our own books',
      staticDetails: 'Opens a drift case for each difference and closes it when it is gone; no case moves money.',
    },
  };
}

function unlessGone(error: unknown): void {
  if (!(error instanceof ScheduleNotFoundError)) throw error;
}
