import { startEngine, type Engine } from '../support/engine';
import { ended, told } from '../support/engine-ending';
import { openScene } from '../support/engine-scene';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorkers();
});

afterAll(() => engine.stop());

it('cancels an order with one parcel and one card in 34 events and 13 Actions', async () => {
  const scene = await openScene(engine, { parcel: 'LABELED' });
  const answer = await scene.ask();
  expect(answer).toMatchObject({ outcome: 'accepted', state: 'AWAITING_DECISION', quote: { refund: 8_000, fee: 0 } });
  expect(await scene.approve()).toMatchObject({ outcome: 'recorded', decision: 'APPROVED' });
  const { result, account, cost } = await ended(scene, 'happy-path');
  expect(result).toEqual({
    ...{ cancellationId: scene.ref.cancellationId, outcome: 'SETTLED', refunded: 8_000, currency: 'USD' },
    tenders: [{ tenderId: 't_1', state: 'SUCCEEDED', amount: 8_000 }],
  });
  expect(account).toMatchObject({
    reading: { state: 'CANCELLED', refund: 'COMPLETED' },
    units: { 'l_1/1': 'CANCELLED' },
    parcelState: 'STOPPED',
    decisions: [{ merchantId: 'm_1', outcome: 'APPROVED', door: 'UPDATE' }],
    ledger: { sales_reversed: 8_000, paid_back: -8_000 },
    payments: [{ amount: 8_000, refunded: 8_000, pending: 0, refunds: 1 }],
    parcel: { outcome: 'stopped', interceptions: 1 },
    proofs: 1,
  });
  expect(told(account)).toEqual([
    'REQUESTED by service',
    'ACCEPTED by system',
    'DECIDED by merchant',
    'INTERCEPTION_ASKED by system',
    'PARCEL_STOPPED by system',
    'COMMITTED by system',
    'LEG_SUBMITTED by system',
    'LEG_SUCCEEDED by system',
    'CLOSED by system',
    'CREDIT_NOTE_ISSUED by system',
    'SETTLED by system',
  ]);
  expect(cost.events).toBeLessThanOrEqual(34);
  expect(cost.actions).toBeLessThanOrEqual(13);
});

it('holds and closes the order of a connected shop, for two more outside calls', async () => {
  const scene = await openScene(engine, { parcel: 'LABELED', connected: true });
  await scene.ask();
  await scene.approve();
  const { account, cost } = await ended(scene, 'connected-shop');
  expect(account).toMatchObject({
    state: 'SETTLED',
    reading: { state: 'CANCELLED', refund: 'COMPLETED' },
    shop: { state: 'cancelled', heldBy: null, held: [], closed: ['l_1/1'] },
  });
  const shopSteps = told(account).filter((entry) => entry.startsWith('SHOP_'));
  expect(shopSteps).toEqual(['SHOP_HELD by system', 'SHOP_CLOSED by system']);
  expect(cost.actions).toBeLessThanOrEqual(15);
});

it('asks nobody inside grace', async () => {
  const scene = await openScene(engine, { policy: { graceMinutes: 30 }, methods: ['card', 'voucher'] });
  expect(await scene.ask()).toMatchObject({ outcome: 'accepted', quote: { refund: 8_000 } });
  const { result, account } = await ended(scene, 'approved-by-rule');
  expect(result).toMatchObject({ outcome: 'SETTLED', refunded: 8_000 });
  expect(account.decisions).toEqual([{ merchantId: 'm_1', outcome: 'APPROVED', door: 'RULE' }]);
  expect(account.payments).toMatchObject([{ refunded: 4_000 }, { refunded: 4_000 }]);
  expect(account.reading).toEqual({ state: 'CANCELLED', refund: 'COMPLETED' });
});

it('cancels an order that nobody has paid, without a refund', async () => {
  const scene = await openScene(engine, { methods: [] });
  expect(await scene.ask()).toMatchObject({ outcome: 'accepted', quote: { refund: 0 } });
  const { result, account } = await ended(scene, 'unpaid');
  expect(result).toMatchObject({ outcome: 'SETTLED', refunded: 0, tenders: [] });
  expect(account).toMatchObject({ legs: [], ledger: {}, units: { 'l_1/1': 'CANCELLED' } });
  expect(account.reading.state).toBe('CANCELLED');
});

it('lets the shop itself decide about an order without lines, and refunds all of it', async () => {
  const scene = await openScene(engine, { withoutLines: true });
  expect(await scene.ask()).toMatchObject({ outcome: 'accepted', quote: { refund: 8_000, units: [], whole: true } });
  expect(await scene.approve('shop')).toMatchObject({ outcome: 'recorded' });
  const { result, account } = await ended(scene, 'without-lines');
  expect(result).toMatchObject({ outcome: 'SETTLED', refunded: 8_000 });
  expect(account).toMatchObject({
    units: {},
    reading: { state: 'CANCELLED', refund: 'COMPLETED' },
    payments: [{ refunded: 8_000, refunds: 1 }],
  });
});
