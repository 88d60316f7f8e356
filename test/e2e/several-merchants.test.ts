import { startEngine, type Engine } from '../support/engine';
import { ended, told } from '../support/engine-ending';
import { openScene, sceneOf } from '../support/engine-scene';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorkers();
});

afterAll(() => engine.stop());

const WANTED = {
  merchants: ['m_1', 'm_2', 'm_3'],
  methods: ['card', 'voucher'],
  shippingFee: 1_001,
  connected: true,
} as const;
const PAID = 3 * 8_000 + 1_001;

it('refunds what two of three merchants approve, no less than quoted, and later the rest to the cent', async () => {
  const scene = await openScene(engine, WANTED);
  const answer = await scene.ask();
  if (answer === 'closed' || answer.outcome !== 'accepted') throw new Error('not accepted');
  expect(answer.quote).toMatchObject({ refund: PAID, whole: true });
  await scene.approve('m_1');
  await scene.reject('m_2');
  expect(await scene.state()).toBe('AWAITING_DECISION');
  await scene.approve('m_3');
  const { result, account } = await ended(scene, 'two-of-three-merchants');
  const quoted = answer.quote.units.filter(({ merchantId }) => merchantId !== 'm_2');
  const least = quoted.reduce((sum, { goods }) => sum + goods, 0);
  expect(result?.refunded).toBeGreaterThanOrEqual(least);
  expect(result?.refunded).toBeLessThan(PAID);
  expect(account).toMatchObject({
    ...{ state: 'SETTLED', reading: { state: 'PARTIALLY_CANCELLED', refund: 'COMPLETED' } },
    units: { 'l_1/1': 'CANCELLED', 'l_2/1': 'ACTIVE', 'l_3/1': 'CANCELLED' },
    shop: { state: 'open', heldBy: null, closed: ['l_1/1', 'l_3/1'] },
  });
  expect(account.decisions.map(({ outcome }) => outcome)).toEqual(['APPROVED', 'REJECTED', 'APPROVED']);

  const rest = sceneOf(engine, scene.order);
  expect(await rest.ask()).toMatchObject({ quote: { refund: PAID - (result?.refunded ?? 0), whole: true } });
  await rest.approve('m_2');
  const last = await ended(rest);
  expect((result?.refunded ?? 0) + (last.result?.refunded ?? 0)).toBe(PAID);
  expect(last.account).toMatchObject({
    reading: { state: 'CANCELLED', refund: 'COMPLETED' },
    units: { 'l_1/1': 'CANCELLED', 'l_2/1': 'CANCELLED', 'l_3/1': 'CANCELLED' },
    shop: { state: 'cancelled', closed: ['l_1/1', 'l_2/1', 'l_3/1'] },
  });
  for (const { amount, refunded } of last.account.payments) expect(refunded).toBe(amount);
});

it('cancels one line of an order, and then the others', async () => {
  const { connected: _connected, ...own } = WANTED;
  const one = await openScene(engine, own, { selection: { kind: 'LINES', lines: [{ lineId: 'l_2', quantity: 1 }] } });
  expect(await one.ask()).toMatchObject({ quote: { whole: false } });
  await one.approve('m_2');
  const { account } = await ended(one);
  expect(account).toMatchObject({
    ...{ state: 'SETTLED', reading: { state: 'PARTIALLY_CANCELLED' } },
    units: { 'l_1/1': 'ACTIVE', 'l_2/1': 'CANCELLED', 'l_3/1': 'ACTIVE' },
  });
  const others = sceneOf(engine, one.order);
  await others.ask();
  await Promise.all([others.approve('m_1'), others.approve('m_3')]);
  const last = await ended(others);
  expect(last.account.reading).toEqual({ state: 'CANCELLED', refund: 'COMPLETED' });
  for (const { amount, refunded } of last.account.payments) expect(refunded).toBe(amount);
});

it('stops one parcel of all merchants, once the last has approved', async () => {
  const scene = await openScene(engine, { ...WANTED, parcel: 'LABELED' });
  await scene.ask();
  await Promise.all(['m_1', 'm_2', 'm_3'].map((merchantId) => scene.approve(merchantId)));
  const { account } = await ended(scene, 'three-merchants-at-once');
  expect(account).toMatchObject({ state: 'SETTLED', parcel: { outcome: 'stopped', interceptions: 1 } });
  expect(told(account).filter((entry) => entry === 'DECIDED by merchant')).toHaveLength(3);
});
