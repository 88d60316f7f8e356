import { startEngine, type Engine } from '../support/engine';
import { readAccount } from '../support/engine-account';
import { ended, told } from '../support/engine-ending';
import { switchFault, type SwitchedFault } from '../support/engine-faults';
import { openScene, type Scene } from '../support/engine-scene';
import { waitFor } from '../support/wait-for';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorkers();
});

afterAll(() => engine.stop());

type ShopFault = Omit<Parameters<typeof switchFault>[1], 'match'>;

function shopFault({ order }: Scene, fault: ShopFault): Promise<SwitchedFault> {
  return switchFault(engine.peers.shop, { ...fault, match: { orderId: order.orderId } });
}

async function fired(fault: SwitchedFault, times: number): Promise<void> {
  await waitFor(`the fault to have fired ${times} times`, async () =>
    (await fault.fired()) >= times ? true : undefined,
  );
}

describe('a shop that does not let go of its order', () => {
  it.concurrent('needs a person, as often as it refuses, and ends once it has let go', async () => {
    const scene = await openScene(engine, { connected: true });
    const fault = await shopFault(scene, { operation: 'release', kind: 'refuse', code: 'ORDER_LOCKED' });
    await scene.ask();
    await scene.reject();
    await scene.reaches('NEEDS_HUMAN');
    const stuck = await readAccount(scene);
    expect(stuck.view).toMatchObject({ waitingOn: 'OPERATOR', stuck: { cause: 'COMPENSATION_FAILED' } });
    expect(stuck).toMatchObject({ reading: { state: 'CANCELLING' }, shop: { heldBy: scene.ref.cancellationId } });
    expect(await scene.pull({ kind: 'retryStep' })).toMatchObject({ outcome: 'done' });
    await fired(fault, 2);
    await scene.reaches('NEEDS_HUMAN');
    await fault.lift();
    await scene.pull({ kind: 'retryStep' });
    const { account } = await ended(scene, 'release-refused');
    expect(account).toMatchObject({
      ...{ state: 'REJECTED', reading: { state: 'OPEN' }, units: { 'l_1/1': 'ACTIVE' } },
      shop: { state: 'open', heldBy: null, held: [] },
    });
    expect(told(account).filter((entry) => entry === 'NEEDS_HUMAN by system')).toHaveLength(2);
  });

  it.concurrent('is asked again when it falls over, also while support cancels the run', async () => {
    const scene = await openScene(engine, { connected: true });
    const fault = await shopFault(scene, { operation: 'release', kind: 'server_error', times: 1 });
    await scene.ask();
    await scene.withdraw();
    await fired(fault, 1);
    await scene.handle.cancel();
    const { account } = await ended(scene, 'cancelled-during-compensation');
    expect(account).toMatchObject({ state: 'WITHDRAWN', shop: { heldBy: null } });
  });
});

describe('a shop that is asked to hold its order', () => {
  it.concurrent('may refuse, with its own reason', async () => {
    const scene = await openScene(engine, { connected: true });
    await shopFault(scene, { operation: 'hold', kind: 'refuse', code: 'ORDER_SHIPPED' });
    await scene.ask();
    const { result, account } = await ended(scene, 'shop-refused');
    expect(result).toMatchObject({ outcome: 'DENIED', code: 'SHOP_REFUSED' });
    expect(account).toMatchObject({ reading: { state: 'OPEN', refund: 'NONE' }, shop: { heldBy: null } });
    const denied = account.timeline.find(({ event }) => event === 'DENIED');
    expect(denied).toMatchObject({ reason: 'SHOP_REFUSED', details: { shopCode: 'ORDER_SHIPPED' } });
  });

  it.concurrent('is asked again when its answer is lost, and holds once', async () => {
    const scene = await openScene(engine, { connected: true });
    await shopFault(scene, { operation: 'hold', kind: 'lost_answer', times: 1 });
    await scene.ask();
    await scene.approve();
    const { account } = await ended(scene, 'hold-answer-lost');
    expect(account).toMatchObject({ state: 'SETTLED', shop: { state: 'cancelled' } });
    expect(told(account).filter((entry) => entry === 'SHOP_HELD by system')).toHaveLength(1);
  });
});

it.concurrent('does not say cancelled before the shop does', async () => {
  const scene = await openScene(engine, { connected: true });
  const fault = await shopFault(scene, { operation: 'close', kind: 'refuse', code: 'ORDER_LOCKED' });
  await scene.ask();
  await scene.approve();
  await scene.reaches('NEEDS_HUMAN');
  const stuck = await readAccount(scene);
  expect(stuck.view?.stuck?.cause).toBe('SHOP_NOT_CLOSED');
  expect(stuck.reading).toEqual({ state: 'CANCELLING', refund: 'COMPLETED' });
  expect(stuck.payments).toMatchObject([{ refunded: 8_000 }]);
  expect(await scene.withdraw()).toMatchObject({ code: 'PAST_THE_PIVOT' });
  await fault.lift();
  await scene.pull({ kind: 'retryStep' });
  const { account } = await ended(scene, 'close-refused');
  expect(account).toMatchObject({ state: 'SETTLED', shop: { state: 'cancelled', closed: ['l_1/1'] } });
});
