import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

/**
 * First attempt of a step on our own database, inside the workflow task: at most 5 s, so that the caller of an update
 * never waits longer for it, and no retry, which would hold the task open.
 */
export const LOCAL_STEP: LocalActivityOptions = {
  startToCloseTimeout: '5 seconds',
  retry: { maximumAttempts: 1 },
};

/** Further attempts: the database may be away for as long as it takes. */
export const QUEUED_STEP: ActivityOptions = {
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
};

/**
 * Calls to the outside. The adapters give up after 10 s and answer with a value, so 45 s hold the call and the
 * transactions around it. The workflow waits for a cancelled call to end, so that its compensation comes after it.
 */
export const OUTSIDE_STEP: ActivityOptions = {
  startToCloseTimeout: '45 seconds',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
};

/** Passes over whole books: they heartbeat, and a channel that can't be compared now is compared in the next pass. */
export const RECONCILE_STEP: ActivityOptions = {
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '10 seconds', backoffCoefficient: 3, maximumInterval: '5 minutes', maximumAttempts: 3 },
};
