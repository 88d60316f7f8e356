import { createEscalationBook } from '../../src/adapters/persistence/escalation/escalation-book';
import { toEscalation } from '../../src/client/to-escalation';
import { startEngine, type Engine } from '../support/engine';
import { ended, told, UNTOUCHED } from '../support/engine-ending';
import { CUSTOMER, openScene, sceneFor, SERVICE, type Scene } from '../support/engine-scene';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorkers();
});

afterAll(() => engine.stop());

/** Long enough to be asked, short enough to be waited for on the real clock. */
const SOON_MS = 1_500;
const SILENT = { decisionMs: SOON_MS, onTimeout: 'ESCALATE' } as const;

describe('a merchant who says nothing, where policy sends that to an arbiter', () => {
  it.concurrent.each([
    { ruling: 'APPROVED', outcome: 'SETTLED', name: 'ruled-approved' },
    { ruling: 'UPHELD', outcome: 'UPHELD', name: 'ruled-upheld' },
  ] as const)('is ruled on: $ruling', async ({ ruling, outcome, name }) => {
    const scene = await openScene(engine, { policy: SILENT });
    await scene.ask();
    await scene.reaches('ARBITRATION');
    expect(await scene.pull({ kind: 'retryStep' })).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    expect(await scene.pull({ kind: 'arbitrate', merchantId: 'm_1', ruling })).toMatchObject({ outcome: 'done' });
    const { account } = await ended(scene, name);
    expect(account.state).toBe(outcome);
    expect(account.decisions).toMatchObject([{ door: 'LEVER' }]);
    if (outcome === 'UPHELD') expect(account).toMatchObject(UNTOUCHED);
    const levers = account.timeline.filter(({ event }) => event === 'LEVER_PULLED');
    expect(levers.map(({ actor }) => actor.role)).toEqual(['support']);
  });

  it.concurrent('and an arbiter who says nothing either: the order goes ahead, where policy says so', async () => {
    const policy = { ...SILENT, arbitrationMs: SOON_MS, onArbitrationTimeout: 'UPHELD' } as const;
    const scene = await openScene(engine, { policy });
    await scene.ask();
    const { account } = await ended(scene, 'not-ruled-upheld');
    expect(account).toMatchObject({
      ...UNTOUCHED,
      state: 'UPHELD',
      decisions: [{ outcome: 'REJECTED', door: 'TIMEOUT' }],
    });
    expect(told(account).slice(-2)).toEqual(['RULED by system', 'UPHELD by system']);
  });

  it.concurrent('and an arbiter who says nothing either: the money goes back, where policy says so', async () => {
    const policy = { ...SILENT, arbitrationMs: SOON_MS, onArbitrationTimeout: 'APPROVED' } as const;
    const scene = await openScene(engine, { policy, parcel: 'LABELED' });
    await scene.ask();
    const { account } = await ended(scene, 'not-ruled-approved');
    expect(account.state).toBe('SETTLED');
    expect(account.parcel).toMatchObject({ interceptions: 1 });
  });
});

/** What the API makes of a rejection that is taken to arbitration. */
async function escalationOf({ order, ref }: Scene): Promise<Scene> {
  const prepared = await createEscalationBook(engine.db, () => new Date()).prepare({ ...ref, actor: CUSTOMER });
  if (prepared.outcome !== 'allowed') throw new Error(JSON.stringify(prepared));
  const caller = { shopId: ref.shopId, actor: CUSTOMER };
  return sceneFor(
    engine,
    order,
    toEscalation({ cancellationId: ref.cancellationId, escalated: prepared.escalated }, caller),
  );
}

describe('a rejection that the customer takes to arbitration', () => {
  it.concurrent.each([
    { ruling: 'APPROVED', outcome: 'SETTLED', name: 'escalation-approved' },
    { ruling: 'UPHELD', outcome: 'UPHELD', name: 'escalation-upheld' },
  ] as const)('is heard by a run of its own, and ruled on: $ruling', async ({ ruling, outcome, name }) => {
    const first = await openScene(engine, { connected: true });
    await first.ask();
    await first.reject();
    const before = await ended(first);
    const second = await escalationOf(first);
    const doors = [CUSTOMER, SERVICE].map((actor) => second.as(actor).request(second.request));
    const answers = await Promise.all(doors);
    expect(answers).toMatchObject([
      { outcome: 'accepted', state: 'ARBITRATION' },
      { outcome: 'accepted', state: 'ARBITRATION' },
    ]);
    await second.reaches('ARBITRATION');
    expect(await second.approve()).toMatchObject({ code: 'ALREADY_DECIDED' });
    expect(await second.pull({ kind: 'arbitrate', merchantId: 'm_1', ruling })).toMatchObject({ outcome: 'done' });
    const { account } = await ended(second, name);
    expect(account.state).toBe(outcome);
    expect(before.account.state).toBe('REJECTED');
    if (outcome === 'UPHELD') expect(account).toMatchObject(UNTOUCHED);
    else expect(account.reading).toEqual({ state: 'CANCELLED', refund: 'COMPLETED' });
  });

  it.concurrent('of what one of two merchants rejected is of that alone, and both refunds are the whole', async () => {
    const first = await openScene(engine, { merchants: ['m_1', 'm_2'], shippingFee: 1_001, connected: true });
    await first.ask();
    await first.approve('m_1');
    await first.reject('m_2');
    const before = await ended(first);
    expect(before.account).toMatchObject({
      ...{ state: 'SETTLED', reading: { state: 'PARTIALLY_CANCELLED', refund: 'COMPLETED' } },
      units: { 'l_1/1': 'CANCELLED', 'l_2/1': 'ACTIVE' },
      view: { escalation: { allowedUntil: expect.any(String) as string } },
    });
    const second = await escalationOf(first);
    expect(second.request.selection).toEqual({ kind: 'LINES', lines: [{ lineId: 'l_2', quantity: 1 }] });
    expect(await second.as(CUSTOMER).request(second.request)).toMatchObject({ outcome: 'accepted' });
    await second.reaches('ARBITRATION');
    const lever = { kind: 'arbitrate', merchantId: 'm_2', ruling: 'APPROVED' } as const;
    expect(await second.pull(lever)).toMatchObject({ outcome: 'done' });
    const after = await ended(second);
    expect(after.account).toMatchObject({
      ...{ state: 'SETTLED', reading: { state: 'CANCELLED', refund: 'COMPLETED' } },
      units: { 'l_1/1': 'CANCELLED', 'l_2/1': 'CANCELLED' },
      ...{ shop: { state: 'cancelled', closed: ['l_1/1', 'l_2/1'] }, differences: [], ledger: {} },
    });
    expect((before.result?.refunded ?? 0) + (after.result?.refunded ?? 0)).toBe(2 * 8_000 + 1_001);
    for (const { amount, refunded } of after.account.payments) expect(refunded).toBe(amount);
    await expect(escalationOf(first)).rejects.toThrow('opened');
  });

  it.concurrent('may be withdrawn while it waits, and is then over', async () => {
    const first = await openScene(engine);
    await first.ask();
    await first.reject();
    await ended(first);
    const second = await escalationOf(first);
    await second.ask();
    await second.reaches('ARBITRATION');
    expect(await second.withdraw()).toEqual({ outcome: 'withdrawn' });
    const { account } = await ended(second, 'escalation-withdrawn');
    expect(account).toMatchObject({ ...UNTOUCHED, state: 'WITHDRAWN' });
    await expect(escalationOf(first)).rejects.toThrow('opened');
  });
});
