import { startEngine, type Engine } from '../support/engine';
import { ended } from '../support/engine-ending';
import { openScene, merchant } from '../support/engine-scene';
import { waitFor } from '../support/wait-for';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
});

afterAll(() => engine.stop());

const SOON_MS = 10_000;

/** Until this deadline has passed on the real clock. */
function past(deadline: string | undefined): Promise<true> {
  const at = Date.parse(deadline ?? '');
  return waitFor('the deadline to pass', () => (Date.now() > at ? true : undefined));
}

it.each([
  { onTimeout: 'REJECT', outcome: 'APPROVED', state: 'SETTLED', tell: false, name: 'decided-while-no-worker-was-up' },
  { onTimeout: 'APPROVE', outcome: 'REJECTED', state: 'REJECTED', tell: true, name: undefined },
] as const)('a merchant who $outcome in time while no worker was up wins over $onTimeout', async (given) => {
  const workers = await engine.startWorkers();
  const { onTimeout, outcome } = given;
  const scene = await openScene(engine, { policy: { decisionMs: SOON_MS, onTimeout } });
  const answer = await scene.ask();
  if (typeof answer === 'string' || answer.outcome !== 'accepted') throw new Error(JSON.stringify(answer));
  const receivedAt = new Date();
  await workers.stop();
  expect(await scene.decideByApi({ outcome, receivedAt })).toMatchObject({ outcome: 'recorded' });
  if (given.tell) await scene.as(merchant()).tellDecided(scene.ref.cancellationId);
  await past(answer.deadline);
  const successors = await engine.startWorkers();
  const { account } = await ended(scene, given.name);
  expect(account).toMatchObject({ state: given.state, decisions: [{ outcome, door: 'API' }] });
  expect(account.timeline.filter(({ event }) => event === 'DECIDED')).toHaveLength(1);
  await successors.stop();
});

it('answers a request that came while no worker was up, once one is', async () => {
  const scene = await openScene(engine, { policy: { graceMinutes: 30 } });
  const asked = scene.ask();
  await waitFor('the run to be there', () => scene.handle.describe().catch(() => undefined));
  await engine.startWorkers();
  expect(await asked).toMatchObject({ outcome: 'accepted' });
  expect((await ended(scene)).account.state).toBe('SETTLED');
});
