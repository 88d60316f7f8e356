import { isDeepStrictEqual } from 'node:util';
import { activityInfo, ApplicationFailure, cancellationSignal } from '@temporalio/activity';
import type { Activities, OwnSteps } from '../../activities/contract';
import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import { startEngine, type Engine, type RunningWorkers } from '../support/engine';
import { ended } from '../support/engine-ending';
import { openScene } from '../support/engine-scene';

let engine: Engine;
let workers: RunningWorkers | undefined;

beforeAll(async () => {
  engine = await startEngine();
});

afterEach(() => workers?.stop());

afterAll(() => engine.stop());

type Step = (input: never) => Promise<unknown>;

/** Activities with something around each step on our own database. */
function aroundSteps(activities: Activities, around: (name: keyof OwnSteps, step: Step) => Step): Activities {
  const names = Object.keys(createCancellationBook(engine.db)) as (keyof OwnSteps)[];
  return { ...activities, ...Object.fromEntries(names.map((name) => [name, around(name, activities[name] as Step)])) };
}

const SETTLED = {
  state: 'SETTLED',
  reading: { state: 'CANCELLED', refund: 'COMPLETED' },
  payments: [
    { refunded: 4_000, refunds: 1 },
    { refunded: 4_000, refunds: 1 },
  ],
  parcel: { outcome: 'stopped', interceptions: 1 },
  shop: { state: 'cancelled', heldBy: null },
};

/** One that takes every step there is on the way to SETTLED, one that is rejected and one that is withdrawn. */
async function everyWay(name?: string): Promise<void> {
  const wanted = { parcel: 'LABELED', connected: true, methods: ['card', 'voucher'] } as const;
  const scenes = await Promise.all([openScene(engine, wanted), openScene(engine, wanted), openScene(engine, wanted)]);
  await Promise.all(scenes.map((scene) => scene.ask()));
  const [approved, rejected, withdrawn] = scenes;
  await Promise.all([approved.approve(), rejected.reject(), withdrawn.withdraw()]);
  const { account } = await ended(approved, name);
  expect(account).toMatchObject(SETTLED);
  const once = account.timeline.map(({ event, details }) => `${event} ${JSON.stringify(details['legId'])}`);
  expect(new Set(once).size).toBe(once.length);
  expect((await ended(rejected)).account).toMatchObject({ state: 'REJECTED', legs: [] });
  expect((await ended(withdrawn)).account).toMatchObject({ state: 'WITHDRAWN', legs: [] });
}

it('comes to the same end when every step runs twice at once', async () => {
  const different: string[] = [];
  const twice =
    (name: string, step: Step): Step =>
    async (input) => {
      const [first, second] = await Promise.all([step(input), step(input)]);
      if (!isDeepStrictEqual(first, second)) different.push(name);
      return second;
    };
  workers = await engine.startWorkers({ wrap: (activities) => aroundSteps(activities, twice) });
  await everyWay();
  expect(different).toEqual([]);
});

it('comes to the same end when every first attempt takes effect and then fails', async () => {
  const lost =
    (_name: string, step: Step): Step =>
    async (input) => {
      const result = await step(input);
      if (!activityInfo().isLocal) return result;
      throw ApplicationFailure.retryable('The step took effect and its answer was lost', 'ANSWER_LOST');
    };
  workers = await engine.startWorkers({ wrap: (activities) => aroundSteps(activities, lost) });
  await everyWay('steps-that-fail-after-their-effect');
});

it('comes to the same end when a step times out after it took effect, and runs on beside the next attempt', async () => {
  let timedOut = 0;
  const slow =
    (name: string, step: Step): Step =>
    async (input) => {
      const result = await step(input);
      if (name !== 'commit' || !activityInfo().isLocal) return result;
      timedOut += 1;
      await new Promise((resolve) => cancellationSignal().addEventListener('abort', resolve));
      return createCancellationBook(engine.db).commit(input);
    };
  workers = await engine.startWorkers({ wrap: (activities) => aroundSteps(activities, slow) });
  const scene = await openScene(engine, { parcel: 'LABELED', connected: true, methods: ['card', 'voucher'] });
  await scene.ask();
  await scene.approve();
  const { account } = await ended(scene, 'commit-timed-out-after-its-effect');
  expect(account).toMatchObject(SETTLED);
  expect(account.timeline.filter(({ event }) => event === 'COMMITTED')).toHaveLength(1);
  expect(timedOut).toBe(1);
});
