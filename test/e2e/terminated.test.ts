import { SEARCH_ATTRIBUTES } from '../../temporal-config/search-attributes';
import { startEngine, type Engine } from '../support/engine';
import { ended } from '../support/engine-ending';
import { switchFault } from '../support/engine-faults';
import { underWay } from '../support/engine-pending';
import { openScene, startAnew } from '../support/engine-scene';
import { waitFor } from '../support/wait-for';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine({ settleAfterMs: 8_000 });
  await engine.startWorkers();
});

afterAll(() => engine.stop());

describe('a run that was terminated by hand is taken over by a new run of the same request', () => {
  it.concurrent('while the merchant is asked', async () => {
    const scene = await openScene(engine, { parcel: 'LABELED', connected: true });
    const first = await scene.ask();
    await scene.handle.terminate('by hand');
    expect(await scene.approve()).toBe('closed');
    expect(await scene.decideByApi({ outcome: 'APPROVED' })).toMatchObject({ outcome: 'recorded' });
    expect(await scene.ask()).toEqual(first);
    await startAnew(scene);
    const { account } = await ended(scene, 'taken-over-while-asked');
    expect(account).toMatchObject({ state: 'SETTLED', decisions: [{ door: 'API' }], payments: [{ refunds: 1 }] });
  });

  it.concurrent('in the middle of a refund', async () => {
    const scene = await openScene(engine, { parcel: 'LABELED', connected: true });
    const match = { payment: `pay_${scene.order.orderId}_1` };
    await switchFault(engine.peers.payments, { operation: 'refund', kind: 'delay', match, ms: 2_000, times: 1 });
    const first = await scene.ask();
    await scene.approve();
    await underWay(scene, 'submitLeg');
    await scene.handle.terminate('by hand');
    expect(await scene.ask()).toEqual(first);
    await startAnew(scene);
    const { result, account } = await ended(scene, 'taken-over-during-refund');
    expect(result).toMatchObject({ outcome: 'SETTLED', refunded: 8_000 });
    expect(account).toMatchObject({ payments: [{ refunded: 8_000, refunds: 1 }], shop: { state: 'cancelled' } });
  });

  it.concurrent('once it is closed and a refund is under way', async () => {
    const scene = await openScene(engine, { methods: ['bank_transfer'], connected: true });
    await scene.ask();
    await scene.approve();
    await scene.reaches('CLOSED');
    await scene.handle.terminate('by hand');
    await startAnew(scene);
    const { account } = await ended(scene, 'taken-over-when-closed');
    expect(account).toMatchObject({ state: 'SETTLED', payments: [{ refunded: 8_000, refunds: 1 }] });
  });

  it.concurrent('while a person must look', async () => {
    const scene = await openScene(engine, { methods: ['card', 'voucher'] });
    const match = { payment: `pay_${scene.order.orderId}_2` };
    const fault = await switchFault(engine.peers.payments, { operation: 'refund', kind: 'refuse', match });
    await scene.ask();
    await scene.approve();
    await scene.reaches('NEEDS_HUMAN');
    await scene.handle.terminate('by hand');
    await fault.lift();
    await startAnew(scene);
    // A lever that comes while the new run still finds its way would be answered in the same
    // task, which may tell its stage once only.
    await waitFor('the new run to wait for a person', async () => {
      const { typedSearchAttributes } = await scene.handle.describe();
      return typedSearchAttributes.get(SEARCH_ATTRIBUTES.needsHuman) === true ? true : undefined;
    });
    const legId = `${scene.ref.cancellationId}/2`;
    expect(await scene.pull({ kind: 'retryRefund', legId })).toMatchObject({ outcome: 'done' });
    const { account } = await ended(scene, 'taken-over-when-stuck');
    expect(account).toMatchObject({ state: 'SETTLED', payments: [{ refunded: 4_000 }, { refunded: 4_000 }] });
  });
});
