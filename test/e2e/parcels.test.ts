import { startEngine, type Engine } from '../support/engine';
import { ended, told } from '../support/engine-ending';
import { switchFault } from '../support/engine-faults';
import { merchant, openScene } from '../support/engine-scene';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorkers();
});

afterAll(() => engine.stop());

const NOT_CANCELLED = {
  reading: { state: 'OPEN', refund: 'NONE' },
  units: { 'l_1/1': 'ACTIVE' },
  legs: [],
  payments: [{ refunded: 0, refunds: 0 }],
  parcel: { outcome: 'already_out' },
};

const CANCELLED = {
  state: 'SETTLED',
  reading: { state: 'CANCELLED', refund: 'COMPLETED' },
  units: { 'l_1/1': 'CANCELLED' },
  payments: [{ refunded: 8_000, refunds: 1 }],
};

describe('a parcel that is out already', () => {
  it.concurrent('ends the cancellation where policy says so, and the order goes its way', async () => {
    const scene = await openScene(engine, { parcel: 'IN_TRANSIT', connected: true, policy: { onNotStopped: 'END' } });
    await scene.ask();
    await scene.approve();
    const { result, account } = await ended(scene, 'parcel-out-end');
    expect(result).toMatchObject({ outcome: 'NOT_STOPPED' });
    expect(account).toMatchObject({ ...NOT_CANCELLED, state: 'NOT_STOPPED' });
    expect(account.shop).toMatchObject({ state: 'open', heldBy: null });
    expect(told(account)).toContain('PARCEL_ALREADY_OUT by system');
  });

  it.concurrent('is refunded once it has come back', async () => {
    const scene = await openScene(engine, { parcel: 'IN_TRANSIT', policy: { onNotStopped: 'AWAIT_RETURN' } });
    await scene.ask();
    await scene.approve();
    await scene.reaches('AWAITING_RETURN');
    const { shipmentId } = scene;
    const unknown = await scene.pull({ kind: 'recordReturn', shipmentId: 's_unknown' });
    expect(unknown).toMatchObject({ outcome: 'refused', code: 'LEVER_NOT_APPLICABLE' });
    expect(await scene.pull({ kind: 'recordReturn', shipmentId })).toMatchObject({ outcome: 'done' });
    const { account } = await ended(scene, 'parcel-out-returned');
    expect(account).toMatchObject({ ...CANCELLED, parcelState: 'RETURNED' });
    expect(told(account)).toContain('LEVER_PULLED by support');
  });

  it.concurrent('is refunded once its merchant has recorded that it came back', async () => {
    const scene = await openScene(engine, { parcel: 'IN_TRANSIT', policy: { onNotStopped: 'AWAIT_RETURN' } });
    await scene.ask();
    await scene.approve();
    await scene.reaches('AWAITING_RETURN');
    const lever = { kind: 'recordReturn', shipmentId: scene.shipmentId } as const;
    const pullFor = (merchantId?: string) => scene.as(merchant(), merchantId).pull(scene.ref.cancellationId, lever);
    expect(await pullFor()).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    expect(await pullFor('m_2')).toMatchObject({ code: 'CANCELLATION_NOT_FOUND' });
    expect(await pullFor('m_1')).toMatchObject({ outcome: 'done' });
    const { account } = await ended(scene);
    expect(account).toMatchObject({ ...CANCELLED, parcelState: 'RETURNED' });
    expect(told(account)).toContain('LEVER_PULLED by merchant');
  });

  it.concurrent('is given up when it does not come back in time', async () => {
    const policy = { onNotStopped: 'AWAIT_RETURN', returnMs: 1_500 } as const;
    const scene = await openScene(engine, { parcel: 'IN_TRANSIT', policy });
    await scene.ask();
    await scene.approve();
    const { account } = await ended(scene, 'parcel-out-not-returned');
    expect(account).toMatchObject({ ...NOT_CANCELLED, state: 'NOT_STOPPED' });
    expect(told(account)).toContain('RETURN_AWAITED by system');
  });

  it.concurrent('may be withdrawn while it is on its way back', async () => {
    const scene = await openScene(engine, { parcel: 'IN_TRANSIT', policy: { onNotStopped: 'AWAIT_RETURN' } });
    await scene.ask();
    await scene.approve();
    await scene.reaches('AWAITING_RETURN');
    expect(await scene.withdraw()).toEqual({ outcome: 'withdrawn' });
    const { account } = await ended(scene, 'parcel-out-withdrawn');
    expect(account).toMatchObject({ ...NOT_CANCELLED, state: 'WITHDRAWN' });
  });

  it.concurrent.each([
    { outcome: 'STOPPED', name: 'parcel-out-resolved-stopped' },
    { outcome: 'ALREADY_OUT', name: 'parcel-out-resolved-out' },
  ] as const)('needs a person where policy says so, who finds it $outcome', async ({ outcome, name }) => {
    const scene = await openScene(engine, { parcel: 'IN_TRANSIT', policy: { onNotStopped: 'NEEDS_HUMAN' } });
    await scene.ask();
    await scene.approve();
    await scene.reaches('NEEDS_HUMAN');
    const { shipmentId } = scene;
    const pulled = await scene.pull({ kind: 'resolveInterception', shipmentId, outcome });
    expect(pulled).toMatchObject({ outcome: 'done' });
    const { account } = await ended(scene, name);
    const stuck = account.timeline.find(({ event }) => event === 'NEEDS_HUMAN');
    expect(stuck).toMatchObject({ reason: 'PARCEL_NOT_STOPPED', actor: { role: 'system' } });
    if (outcome === 'STOPPED') expect(account).toMatchObject({ ...CANCELLED, parcelState: 'STOPPED' });
    else expect(account).toMatchObject({ ...NOT_CANCELLED, state: 'NOT_STOPPED' });
  });
});

describe('a parcel that the carrier has to look for', () => {
  it.concurrent.each([
    { found: 'stopped', expected: CANCELLED, name: 'parcel-found-and-stopped' },
    { found: 'already_out', expected: { ...NOT_CANCELLED, state: 'NOT_STOPPED' }, name: 'parcel-found-out' },
  ] as const)('is asked about until it is $found', async ({ found, expected, name }) => {
    const scene = await openScene(engine, { parcel: 'LABELED', search: { ms: 2_000, found } });
    await scene.ask();
    await scene.approve();
    const { account } = await ended(scene, name);
    expect(account).toMatchObject(expected);
    expect(account.parcel).toMatchObject({ outcome: found, interceptions: 1 });
    expect(told(account)).toContain('INTERCEPTION_UNKNOWN by system');
  });
});

it.concurrent('stops a parcel once, though the carrier’s answer was lost', async () => {
  const scene = await openScene(engine, { parcel: 'LABELED' });
  const match = { trackingRef: `trk_${scene.order.orderId}` };
  await switchFault(engine.peers.carrier, { operation: 'intercept', kind: 'lost_answer', match, times: 1 });
  await scene.ask();
  await scene.approve();
  const { account } = await ended(scene, 'carrier-answer-lost');
  expect(account).toMatchObject({ ...CANCELLED, parcel: { outcome: 'stopped', interceptions: 1 } });
});

it.concurrent('denies an order that was delivered, and one that is out where policy stops none', async () => {
  const delivered = await openScene(engine, { parcel: 'DELIVERED' });
  expect(await delivered.ask()).toMatchObject({ outcome: 'refused', code: 'ORDER_DELIVERED' });
  const out = await openScene(engine, { parcel: 'IN_TRANSIT', policy: { interceptInTransit: false } });
  expect(await out.ask()).toMatchObject({ outcome: 'refused', code: 'ORDER_SHIPPED' });
  const { result, account } = await ended(out, 'denied');
  expect(result).toMatchObject({ outcome: 'DENIED', code: 'ORDER_SHIPPED' });
  expect(told(account)).toEqual(['REQUESTED by service', 'DENIED by system']);
});
