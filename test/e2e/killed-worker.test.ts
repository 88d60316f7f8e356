import { startEngine, type Engine } from '../support/engine';
import { ended } from '../support/engine-ending';
import { switchFault } from '../support/engine-faults';
import { holdOrder } from '../support/engine-locks';
import { underWay } from '../support/engine-pending';
import { openScene, type Scene } from '../support/engine-scene';
import { startWorkerProcess, type WorkerProcess } from '../support/engine-worker-process';
import { waitFor } from '../support/wait-for';

let engine: Engine;
let worker: WorkerProcess;

beforeAll(async () => {
  engine = await startEngine();
  worker = startWorkerProcess(engine);
});

afterAll(async () => {
  await worker.kill();
  await engine.stop();
});

/** Held up by an outside system, in the middle of a call. */
async function duringCall(operation: 'refund' | 'intercept'): Promise<Scene> {
  const scene = await openScene(engine, { parcel: 'LABELED' });
  const { orderId, tenders } = scene.order;
  const isRefund = operation === 'refund';
  const match: Record<string, string> = isRefund
    ? { payment: tenders[0]?.captures[0]?.captureId ?? '' }
    : { trackingRef: `trk_${orderId}` };
  const peer = isRefund ? engine.peers.payments : engine.peers.carrier;
  const slow = await switchFault(peer, { operation, kind: 'delay', match, ms: 3_000, times: 1 });
  await scene.ask();
  await scene.approve();
  await waitFor(`the ${operation} to be under way`, async () => ((await slow.fired()) > 0 ? true : undefined));
  await underWay(scene, isRefund ? 'submitLeg' : 'interceptParcel');
  return scene;
}

it('finishes what a killed worker began: during a local step, a stop of a parcel and a refund', async () => {
  const inStep = await openScene(engine, { parcel: 'LABELED' });
  await inStep.ask();
  const [inRefund, inStop] = await Promise.all([duringCall('refund'), duringCall('intercept')]);
  const held = await holdOrder(inStep);
  const decided = inStep.approve();
  await held.waiting(1);
  await worker.kill();
  await held.letGo();
  expect(await inStep.state()).toBe('AWAITING_DECISION');
  await engine.startWorkers();
  expect(await decided).toMatchObject({ outcome: 'recorded' });
  for (const [scene, name] of [
    [inStep, 'killed-during-a-step'],
    [inRefund, 'killed-during-a-refund'],
    [inStop, 'killed-during-a-stop'],
  ] as const) {
    const { result, account } = await ended(scene, name);
    expect(result).toMatchObject({ outcome: 'SETTLED', refunded: 8_000 });
    expect(account).toMatchObject({
      payments: [{ refunded: 8_000, refunds: 1 }],
      parcel: { outcome: 'stopped', interceptions: 1 },
      decisions: [{ door: 'UPDATE' }],
    });
    expect(account.timeline.filter(({ event }) => event === 'DECIDED')).toHaveLength(1);
  }
});
