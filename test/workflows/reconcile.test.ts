import { ApplicationFailure } from '@temporalio/common';
import type { ChannelCheck } from '../../activities/contract';
import { CANCELLATIONS_QUEUE } from '../../temporal-config/task-queues';
import type { reconcile } from '../../workflows';
import { fakeActivities, type Script } from '../support/fake-activities';
import { newFakeState } from '../support/fake-book';
import { quietRuntime } from '../support/quiet-runtime';
import { onWorkers } from '../support/run-cancellation';
import { timeSkippingServer } from '../support/temporal-environment';

quietRuntime();

const TIME = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' };
const CHECKS: ChannelCheck[] = [
  { pass: 'p-1', channel: 'other', mode: 'list', ...TIME },
  { pass: 'p-1', channel: 'sandbox', mode: 'query', ...TIME },
];
const CASES = { opened: 1, closed: 2, open: 3 };

type Compare = NonNullable<Script['reconcileChannel']>[number] & ((input: ChannelCheck) => unknown);

async function pass(compare: Compare) {
  const environment = await timeSkippingServer();
  if (environment === undefined) return undefined;
  const fakes = fakeActivities(newFakeState(), {
    beginReconcile: [CHECKS],
    reconcileChannel: Array.from({ length: 9 }, () => compare),
  });
  try {
    const result = await onWorkers(environment, fakes, () =>
      environment.client.workflow.execute<typeof reconcile>('reconcile', {
        ...{ workflowId: 'reconcile-1', taskQueue: CANCELLATIONS_QUEUE, args: [{}] },
      }),
    );
    return { result, asked: fakes.callsOf('reconcileChannel').map(({ channel }) => channel) };
  } finally {
    await environment.teardown();
  }
}

it('is incomplete where one channel can’t be compared, which holds up no other', async () => {
  const ran = await pass(({ channel }) =>
    channel === 'other'
      ? Promise.reject(ApplicationFailure.nonRetryable('It does not answer.', 'CHANNEL_AWAY'))
      : Promise.resolve({ channel, compared: 4, changed: 0, cases: CASES }),
  );
  if (ran === undefined) return;
  expect(ran.result).toMatchObject({ outcome: 'INCOMPLETE', opened: 1, closed: 2, open: 3 });
  expect(ran.result.channels).toEqual([
    { channel: 'other', failed: 'CHANNEL_AWAY' },
    { channel: 'sandbox', compared: 4, ...CASES },
  ]);
  expect(ran.asked.sort()).toEqual(['other', 'sandbox']);
});

it('tries a fault that may pass three times, and is complete then', async () => {
  let tried = 0;
  const ran = await pass(({ channel }) => {
    if (channel === 'other' && (tried += 1) < 3) return Promise.reject(new Error('away'));
    return Promise.resolve({ channel, compared: 1, changed: 0, cases: { opened: 0, closed: 0, open: 0 } });
  });
  if (ran === undefined) return;
  expect(ran.result.outcome).toBe('RECONCILED');
  expect(ran.asked.sort()).toEqual(['other', 'other', 'other', 'sandbox']);
});
