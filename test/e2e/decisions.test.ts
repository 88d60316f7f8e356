import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import { confirmSignal, rejectSignal } from '../../workflows/cancel-order/messages';
import { startEngine, type Engine } from '../support/engine';
import { ended, told, UNTOUCHED } from '../support/engine-ending';
import { merchant, openScene } from '../support/engine-scene';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorkers();
});

afterAll(() => engine.stop());

/** Long enough to be asked, short enough to be waited for on the real clock. */
const SOON_MS = 1_500;

describe('a merchant who rejects', () => {
  it.concurrent('leaves the order as it was, and the shop free to ship it', async () => {
    const scene = await openScene(engine, { parcel: 'LABELED', connected: true });
    await scene.ask();
    expect(await scene.reject()).toMatchObject({ outcome: 'recorded', decision: 'REJECTED' });
    const { result, account } = await ended(scene, 'rejected');
    expect(result).toEqual({ cancellationId: scene.ref.cancellationId, outcome: 'REJECTED' });
    expect(account).toMatchObject(UNTOUCHED);
    expect(account.shop).toMatchObject({ state: 'open', heldBy: null, held: [], closed: [] });
    expect(account.parcel).toMatchObject({ outcome: null, interceptions: 0 });
    expect(account.timeline.find(({ event }) => event === 'DECIDED')).toMatchObject({
      actor: merchant(),
      reason: 'IN_PRODUCTION',
    });
    expect(told(account).slice(-2)).toEqual(['SHOP_RELEASED by system', 'REJECTED by system']);
  });

  it.concurrent('by a bare signal ends it too', async () => {
    const scene = await openScene(engine);
    await scene.ask();
    await scene.handle.signal(rejectSignal, { merchantId: 'm_1', actor: merchant(), rejectionReason: 'OTHER' });
    const { account } = await ended(scene, 'rejected-by-signal');
    expect(account).toMatchObject({ ...UNTOUCHED, state: 'REJECTED', decisions: [{ door: 'SIGNAL' }] });
  });

  it.concurrent('and approves afterwards is told who was first', async () => {
    const scene = await openScene(engine, { merchants: ['m_1', 'm_2'] });
    await scene.ask();
    await scene.reject('m_1');
    expect(await scene.approve('m_1')).toMatchObject({
      outcome: 'refused',
      code: 'ALREADY_DECIDED',
      winner: { outcome: 'REJECTED', door: 'UPDATE' },
    });
    await scene.reject('m_2');
    const { account } = await ended(scene);
    expect(account.state).toBe('REJECTED');
    expect(await scene.approve('m_1')).toBe('closed');
  });
});

it.concurrent('approves by a bare signal', async () => {
  const scene = await openScene(engine);
  await scene.ask();
  await scene.handle.signal(confirmSignal, { merchantId: 'm_1', actor: merchant() });
  const { account } = await ended(scene, 'approved-by-signal');
  expect(account).toMatchObject({ state: 'SETTLED', decisions: [{ outcome: 'APPROVED', door: 'SIGNAL' }] });
});

describe('a merchant who says nothing', () => {
  it.concurrent('approves by that where policy says so', async () => {
    const scene = await openScene(engine, { policy: { decisionMs: SOON_MS, onTimeout: 'APPROVE' } });
    await scene.ask();
    const { account } = await ended(scene, 'timed-out-approved');
    expect(account).toMatchObject({ state: 'SETTLED', decisions: [{ outcome: 'APPROVED', door: 'TIMEOUT' }] });
    expect(told(account)).toContain('DECIDED by system');
  });

  it.concurrent('rejects by that where policy says so', async () => {
    const scene = await openScene(engine, { policy: { decisionMs: SOON_MS, onTimeout: 'REJECT' } });
    await scene.ask();
    const { account } = await ended(scene, 'timed-out-rejected');
    const decisions = [{ outcome: 'REJECTED', door: 'TIMEOUT' }];
    expect(account).toMatchObject({ ...UNTOUCHED, state: 'REJECTED', decisions });
  });
});

it.concurrent('refuses a decision of nobody who may decide, and of a merchant who is not asked', async () => {
  const scene = await openScene(engine);
  await scene.ask();
  const { cancellationId } = scene.ref;
  const decision = { merchantId: 'm_1', outcome: 'APPROVED' } as const;
  const asCustomer = scene.as({ id: 'c_1', role: 'customer' }).decide(cancellationId, decision);
  expect(await asCustomer).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
  expect(await scene.approve('m_9')).toMatchObject({ code: 'MERCHANT_NOT_ASKED' });
  await scene.approve();
  expect((await ended(scene)).account.state).toBe('SETTLED');
});

it.concurrent('refuses the time-out of a decision before its time, and takes the merchant’s', async () => {
  const scene = await openScene(engine);
  await scene.ask();
  const early = await createCancellationBook(engine.db).recordDecision({
    ...{ ...scene.ref, merchantId: 'm_1', outcome: 'BY_POLICY', door: 'TIMEOUT' },
    ...{ actor: { id: 'rescind', role: 'system' }, receivedAt: new Date().toISOString() },
  });
  expect(early).toMatchObject({ outcome: 'refused', code: 'NOT_AWAITING_DECISION' });
  expect(await scene.decideByApi({ outcome: 'APPROVED' })).toMatchObject({ outcome: 'recorded' });
  expect(await scene.as(merchant()).tellDecided(scene.ref.cancellationId)).toBe('sent');
  const { account } = await ended(scene, 'approved-by-api');
  expect(account).toMatchObject({ state: 'SETTLED', decisions: [{ outcome: 'APPROVED', door: 'API' }] });
});
