import type { WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { startOptions } from '../../src/client/start-options';
import { createWorkers } from '../../src/worker/create-workers';
import type { cancelOrder } from '../../workflows';
import { CANCEL_ORDER, type CancelOrderInput } from '../../workflows/cancel-order/messages';
import type { Fakes } from './fake-activities';
import { workflowBundle } from './temporal-environment';

/** A handle on one run. */
export type RunHandle = WorkflowHandleWithFirstExecutionRunId<typeof cancelOrder>;

/** A request with nothing special about it. */
export function someRequest(orderId = 'O-1001'): CancelOrderInput {
  return {
    shopId: 'shop-1',
    orderId,
    cancellationId: `${orderId}.0123456789abcdef`,
    idempotencyKey: 'key-1',
    requestHash: 'ab'.repeat(32),
    selection: { kind: 'ORDER' },
    reason: 'CHANGED_MIND',
    initiator: 'CUSTOMER',
    actor: { id: 'c-1', role: 'customer' },
  };
}

/** Runs one cancellation on the fakes, hands it to `act`, and drains the workers. */
export async function runCancellation(
  environment: TestWorkflowEnvironment,
  fakes: Fakes & { readonly request?: CancelOrderInput },
  act: (handle: RunHandle) => Promise<void>,
): Promise<History> {
  return onWorkers(environment, fakes, async () => {
    const handle = await environment.client.workflow.start<typeof cancelOrder>(
      CANCEL_ORDER,
      startOptions(fakes.request ?? someRequest()),
    );
    await act(handle);
    return handle.fetchHistory();
  });
}

/** Lets `act` use workers on the fakes, and drains them. */
export async function onWorkers<T>(
  environment: TestWorkflowEnvironment,
  fakes: Fakes,
  act: () => Promise<T>,
): Promise<T> {
  const workers = await createWorkers({
    connection: environment.nativeConnection,
    namespace: environment.namespace ?? 'default',
    activities: fakes.activities,
    workflows: { workflowBundle: await workflowBundle() },
    channels: new Map(['sandbox', 'other'].map((name) => [name, { capabilities: { callsPerSecond: 500 } }])),
    shutdownGraceMs: 1_000,
  });
  const running = Promise.all(workers.map((worker) => worker.run()));
  try {
    return await act();
  } finally {
    for (const worker of workers) worker.shutdown();
    await running;
  }
}
