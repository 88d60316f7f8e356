import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import { startEngine, type Engine } from '../support/engine';
import { ended, told, UNTOUCHED } from '../support/engine-ending';
import { switchFault } from '../support/engine-faults';
import { underWay } from '../support/engine-pending';
import { CUSTOMER, openScene, type Scene } from '../support/engine-scene';
import { waitFor } from '../support/wait-for';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorkers();
});

afterAll(() => engine.stop());

/** A withdrawal that goes to the database as another door's would, beside the run. */
function withdrawBeside({ ref }: Scene) {
  return createCancellationBook(engine.db).withdraw({ ...ref, actor: CUSTOMER });
}

it.concurrent('takes a request back while the merchant is asked, and the shop may ship again', async () => {
  const scene = await openScene(engine, { parcel: 'LABELED', connected: true });
  await scene.ask();
  expect(await scene.withdraw()).toEqual({ outcome: 'withdrawn' });
  const { result, account } = await ended(scene, 'withdrawn');
  expect(result).toEqual({ cancellationId: scene.ref.cancellationId, outcome: 'WITHDRAWN' });
  expect(account).toMatchObject({ ...UNTOUCHED, decisions: [], parcel: { outcome: null } });
  expect(account.shop).toMatchObject({ state: 'open', heldBy: null });
  expect(told(account)).toContain('WITHDRAWAL_RECORDED by customer');
});

it.concurrent('tells whoever comes after the end that it has ended', async () => {
  const scene = await openScene(engine);
  await scene.ask();
  await scene.withdraw();
  await ended(scene);
  expect(await scene.approve()).toBe('closed');
  expect((await scene.as(CUSTOMER).whyClosed(scene.ref.cancellationId)).code).toBe('CANCELLATION_ENDED');
});

it.concurrent('refuses a withdrawal once the carrier is asked, and settles', async () => {
  const scene = await openScene(engine, { parcel: 'LABELED' });
  const match = { trackingRef: `trk_${scene.order.orderId}` };
  const slow = await switchFault(engine.peers.carrier, { operation: 'intercept', kind: 'delay', match, ms: 1_000 });
  await scene.ask();
  await scene.approve();
  await waitFor('the carrier to be asked', async () => ((await slow.fired()) > 0 ? true : undefined));
  expect(await withdrawBeside(scene)).toMatchObject({ outcome: 'refused', code: 'PAST_THE_PIVOT' });
  expect((await ended(scene)).account.state).toBe('SETTLED');
});

it.concurrent('lets a withdrawal win that came before the pivot, whatever was decided meanwhile', async () => {
  const scene = await openScene(engine, { parcel: 'LABELED' });
  await scene.ask();
  expect(await withdrawBeside(scene)).toEqual({ outcome: 'withdrawn' });
  expect(await scene.approve()).toMatchObject({ outcome: 'refused', code: 'ALREADY_WITHDRAWN' });
  const { account } = await ended(scene, 'withdrawn-through-another-door');
  expect(account).toMatchObject({ ...UNTOUCHED, state: 'WITHDRAWN', parcel: { interceptions: 0 } });
});

it('lets exactly one of withdrawal and pivot win when they come at the same instant', async () => {
  const rounds = await Promise.all(
    Array.from({ length: 12 }, (_, round) => openScene(engine, round % 3 === 0 ? {} : { parcel: 'LABELED' })),
  );
  await Promise.all(rounds.map((scene) => scene.ask()));
  const outcomes = await Promise.all(
    rounds.map(async (scene, round) => {
      const approved = scene.approve();
      if (round % 3 === 1) await scene.reaches('INTERCEPTING');
      const withdrawn = round % 2 === 0 ? await withdrawBeside(scene) : await scene.withdraw();
      await approved;
      const { account } = await ended(scene);
      const isWithdrawn = typeof withdrawn === 'object' && withdrawn.outcome === 'withdrawn';
      expect(account.state).toBe(isWithdrawn ? 'WITHDRAWN' : 'SETTLED');
      if (isWithdrawn) expect(account).toMatchObject(UNTOUCHED);
      else expect(account.payments).toMatchObject([{ refunded: 8_000, refunds: 1 }]);
      if (isWithdrawn && account.parcel !== undefined) expect(account.parcel.interceptions).toBe(0);
      return account.state;
    }),
  );
  expect(outcomes).toHaveLength(12);
});

describe('a run that support cancels', () => {
  it.concurrent('while it waits is withdrawn', async () => {
    const scene = await openScene(engine, { connected: true });
    await scene.ask();
    await scene.handle.cancel();
    const { result, account } = await ended(scene, 'cancelled-while-waiting');
    expect(result).toBeUndefined();
    expect(account).toMatchObject({ ...UNTOUCHED, state: 'WITHDRAWN', shop: { heldBy: null } });
    expect(told(account)).toContain('WITHDRAWAL_RECORDED by system');
  });

  it.concurrent('while the shop is asked to hold leaves nothing held', async () => {
    const scene = await openScene(engine, { connected: true });
    const match = { orderId: scene.order.orderId };
    const slow = await switchFault(engine.peers.shop, { operation: 'hold', kind: 'delay', match, ms: 3_000 });
    await scene.ask();
    await waitFor('the shop to be asked', async () => ((await slow.fired()) > 0 ? true : undefined));
    const cancelledAt = Date.now();
    await scene.handle.cancel();
    const { result, account } = await ended(scene, 'cancelled-during-hold');
    expect(result).toBeUndefined();
    expect(account).toMatchObject({ ...UNTOUCHED, state: 'WITHDRAWN' });
    // The hold was on its way when the run was cancelled: it must not come after its release.
    await waitFor('the hold to have come to its end', () => (Date.now() > cancelledAt + 4_000 ? true : undefined));
    expect((await ended(scene)).account.shop).toMatchObject({ heldBy: null, held: [] });
  });

  it.concurrent('past the pivot goes on to its end', async () => {
    const scene = await openScene(engine, { parcel: 'LABELED' });
    const match = { payment: scene.order.tenders[0]?.captures[0]?.captureId ?? '' };
    await switchFault(engine.peers.payments, { operation: 'refund', kind: 'delay', match, ms: 2_000 });
    await scene.ask();
    await scene.approve();
    await underWay(scene, 'submitLeg');
    await scene.handle.cancel();
    const { result, account } = await ended(scene, 'cancelled-past-the-pivot');
    expect(result).toMatchObject({ outcome: 'SETTLED', refunded: 8_000 });
    expect(account.payments).toMatchObject([{ refunded: 8_000, refunds: 1 }]);
  });

  it.concurrent('while the carrier is asked goes on to its end', async () => {
    const scene = await openScene(engine, { parcel: 'LABELED' });
    const match = { trackingRef: `trk_${scene.order.orderId}` };
    await switchFault(engine.peers.carrier, { operation: 'intercept', kind: 'delay', match, ms: 2_000 });
    await scene.ask();
    await scene.approve();
    await underWay(scene, 'interceptParcel');
    await scene.handle.cancel();
    const { account } = await ended(scene);
    expect(account).toMatchObject({ state: 'SETTLED', parcel: { outcome: 'stopped', interceptions: 1 } });
  });
});
