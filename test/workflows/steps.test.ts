import { setTimeout as delay } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { History } from '@temporalio/common/lib/proto-utils';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { attributesOf, localActivityOf, toJsonHistory, typeOf, valueOf } from '../support/history-json';
import { quietRuntime } from '../support/quiet-runtime';
import type * as workflows from '../support/step-workflows';
import { timeSkippingServer } from '../support/temporal-environment';

quietRuntime();

const HOUR = 3_600_000;
const LEGS = [{ legId: 'leg-1' }];
type Activity = () => Promise<unknown>;

let workflowBundle: { code: string };
beforeAll(async () => {
  const workflowsPath = require.resolve('../support/step-workflows');
  workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
});

/**
 * Runs a workflow of `step-workflows`, and replays it; each activity does the next thing
 * of its list, then the last one again.
 */
async function run<N extends keyof typeof workflows>(name: N, scripts: Record<string, Activity[]>) {
  const environment = await timeSkippingServer();
  if (environment === undefined) return undefined;
  const activities = Object.fromEntries(
    Object.entries(scripts).map(([type, script]) => [type, () => (script.length > 1 ? script.shift() : script[0])?.()]),
  );
  try {
    const { nativeConnection: connection, client } = environment;
    const worker = await Worker.create({ connection, taskQueue: 'steps', workflowBundle, activities });
    const { result, history } = await worker.runUntil(async () => {
      const handle = await client.workflow.start(name, { taskQueue: 'steps', workflowId: name });
      return {
        result: (await handle.result()) as Awaited<ReturnType<(typeof workflows)[N]>>,
        history: await handle.fetchHistory(),
      };
    });
    await Worker.runReplayHistory({ workflowBundle }, history, name);
    return { result, ...commandsOf(history) };
  } finally {
    await environment.teardown();
  }
}

function commandsOf(history: History) {
  const { events } = toJsonHistory(history);
  return {
    local: events.filter((event) => localActivityOf(event) !== undefined),
    ordinary: events.filter((event) => typeOf(event) === 'ACTIVITY_TASK_SCHEDULED'),
    timers: events.filter((event) => typeOf(event) === 'TIMER_STARTED'),
  };
}

const answers = () => Promise.resolve(LEGS);
const fails = (details?: unknown) => () =>
  Promise.reject(
    ApplicationFailure.create({ message: 'The database is away', type: 'DATABASE_AWAY', details: [details] }),
  );

it('answers from the first, local attempt', async () => {
  const end = await run('oneStep', { readLegs: [answers] });
  if (end === undefined) return;
  expect(end.result).toEqual({ answer: LEGS });
  expect(end.local).toHaveLength(1);
  expect(end.ordinary).toEqual([]);
});

it('goes on with an ordinary attempt when the local one fails', async () => {
  const end = await run('oneStep', { readLegs: [fails(), fails(), answers] });
  if (end === undefined) return;
  expect(end.result).toEqual({ answer: LEGS });
  expect(end.ordinary).toHaveLength(1);
  expect(end.timers).toEqual([]);
  expect(valueOf(end.ordinary[0]?.userMetadata?.summary)).toBe('Again: Read the refunds');
});

it('goes on with an ordinary attempt when the local one takes longer than five seconds', async () => {
  const hangs = () => Context.current().cancelled;
  const startedAt = Date.now();
  const end = await run('oneStep', { readLegs: [hangs, answers] });
  if (end === undefined) return;
  expect(end.result).toEqual({ answer: LEGS });
  expect(end.ordinary).toHaveLength(1);
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(5_000);
});

it('waits as long as it was asked to before the ordinary attempt', async () => {
  const end = await run('oneStep', { readLegs: [fails({ retryAfterMs: 2 * HOUR }), answers] });
  if (end === undefined) return;
  expect(end.result).toEqual({ answer: LEGS });
  expect(end.timers.map((event) => attributesOf(event)['startToFireTimeout'])).toEqual(['7200s']);
  expect(end.ordinary).toHaveLength(1);
});

it('throws at once what no further attempt can help', async () => {
  const faulty = () => Promise.reject(ApplicationFailure.nonRetryable('The order is unknown', 'ORDER_UNKNOWN'));
  const end = await run('oneStep', { readLegs: [faulty, answers] });
  if (end === undefined) return;
  expect(end.result).toMatchObject({ type: 'ORDER_UNKNOWN', cancelled: false });
  expect(end.ordinary).toEqual([]);
});

it('throws on what no further attempt can help when the ordinary attempt meets it', async () => {
  const faulty = () => Promise.reject(ApplicationFailure.nonRetryable('The order is unknown', 'ORDER_UNKNOWN'));
  const end = await run('oneStep', { readLegs: [fails(), faulty] });
  if (end === undefined) return;
  expect(end.result).toMatchObject({ type: 'ORDER_UNKNOWN', cancelled: false });
  expect(end.ordinary).toHaveLength(1);
});

it('throws a cancellation on, without a further attempt', async () => {
  const end = await run('cancelledStep', { readLegs: [() => Context.current().cancelled, answers] });
  if (end === undefined) return;
  expect(end.result).toMatchObject({ cancelled: true });
  expect(end.ordinary).toEqual([]);
});

it('never has two local attempts in flight, and replays', async () => {
  let inFlight = 0;
  let most = 0;
  const busy = async () => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    await delay(50);
    inFlight -= 1;
    return LEGS;
  };
  const end = await run('twoSteps', { readLegs: [busy], readStanding: [busy] });
  if (end === undefined) return;
  expect(end.result).toEqual([{ answer: LEGS }, { answer: LEGS }]);
  expect(most).toBe(1);
});
