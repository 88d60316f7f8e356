import { startEngine, type Engine } from '../support/engine';
import { ended, told } from '../support/engine-ending';
import { switchFault, type SwitchedFault } from '../support/engine-faults';
import { openScene, type Scene } from '../support/engine-scene';
import type { LegAccount } from '../support/engine-account';
import { readAccount } from '../support/engine-account';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorkers();
});

afterAll(() => engine.stop());

const SETTLED = {
  state: 'SETTLED',
  reading: { state: 'CANCELLED', refund: 'COMPLETED' },
  units: { 'l_1/1': 'CANCELLED' },
};

/** The nth payment of an order refuses, loses or garbles its refunds. */
function refundFault(
  { order }: Scene,
  fault: { kind: Parameters<typeof switchFault>[1]['kind']; nth?: number; times?: number; code?: string },
): Promise<SwitchedFault> {
  const { nth = 1, ...rest } = fault;
  const payment = order.tenders[nth - 1]?.captures[0]?.captureId ?? '';
  return switchFault(engine.peers.payments, { operation: 'refund', match: { payment }, ...rest });
}

async function legOf(scene: Scene, tenderId: string): Promise<LegAccount> {
  const { legs } = await readAccount(scene);
  const leg = legs.find((each) => each.tenderId === tenderId && each.replacedBy === null);
  if (leg === undefined) throw new Error(`No leg of ${tenderId}`);
  return leg;
}

async function refusedByOneOfTwo(): Promise<{ scene: Scene; fault: SwitchedFault; failed: LegAccount }> {
  const scene = await openScene(engine, { methods: ['card', 'voucher'] });
  const fault = await refundFault(scene, { kind: 'refuse', nth: 2 });
  await scene.ask();
  await scene.approve();
  await scene.reaches('NEEDS_HUMAN');
  const account = await readAccount(scene);
  expect(account.legs).toMatchObject([{ state: 'SUCCEEDED' }, { state: 'FAILED' }]);
  expect(account.payments).toMatchObject([{ refunded: 4_000 }, { refunded: 0 }]);
  expect(account.ledger).toMatchObject({ paid_back: -4_000, payable_to_customer: -4_000 });
  expect(account.view).toMatchObject({ refundState: 'NEEDS_ATTENTION', stuck: { cause: 'REFUND_FAILED' } });
  expect(account.reading).toEqual({ state: 'CANCELLING', refund: 'NEEDS_ATTENTION' });
  return { scene, fault, failed: await legOf(scene, 't_2') };
}

describe('a refund that one of two tenders refuses for ever', () => {
  it.concurrent('is sent again as a new leg once a person says so', async () => {
    const { scene, fault, failed } = await refusedByOneOfTwo();
    expect(await scene.pull({ kind: 'retryStep' })).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    const other = (await legOf(scene, 't_1')).legId;
    expect(await scene.pull({ kind: 'retryRefund', legId: other })).toMatchObject({ code: 'LEG_NOT_FAILED' });
    expect(await scene.pull({ kind: 'retryRefund', legId: 'none' })).toMatchObject({ code: 'LEG_NOT_FOUND' });
    await fault.lift();
    expect(await scene.pull({ kind: 'retryRefund', legId: failed.legId })).toMatchObject({ outcome: 'done' });
    const { result, account } = await ended(scene, 'refund-refused-and-sent-again');
    expect(result).toMatchObject({ outcome: 'SETTLED', refunded: 8_000 });
    expect(account).toMatchObject({ ...SETTLED, payments: [{ refunded: 4_000 }, { refunded: 4_000 }] });
    expect(account.legs).toHaveLength(3);
    expect(told(account)).toContain('LEVER_PULLED by support');
  });

  it.concurrent('may be paid by hand', async () => {
    const { scene, failed } = await refusedByOneOfTwo();
    const lever = { kind: 'recordManualRefund', legId: failed.legId, reference: 'bank-transfer-77' } as const;
    expect(await scene.pull({ ...lever, reference: ' ' })).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    expect(await scene.pull(lever)).toMatchObject({ outcome: 'done' });
    const { account } = await ended(scene, 'refund-paid-by-hand');
    expect(account).toMatchObject({ ...SETTLED, payments: [{ refunded: 4_000 }, { refunded: 0 }] });
    expect(account.ledger).toEqual({ sales_reversed: 8_000, paid_back: -4_000, paid_back_by_hand: -4_000 });
  });

  it.concurrent('needs a person again when the new leg is refused too', async () => {
    const { scene, fault, failed } = await refusedByOneOfTwo();
    expect(await scene.pull({ kind: 'retryRefund', legId: failed.legId })).toMatchObject({ outcome: 'done' });
    await scene.reaches('NEEDS_HUMAN');
    const again = await legOf(scene, 't_2');
    expect(again.legId).not.toBe(failed.legId);
    await fault.lift();
    await scene.pull({ kind: 'retryRefund', legId: again.legId });
    const { account } = await ended(scene);
    expect(account).toMatchObject({ ...SETTLED, payments: [{ refunded: 4_000 }, { refunded: 4_000 }] });
  });
});

it.concurrent('refunds once, though the provider’s answer was lost', async () => {
  const scene = await openScene(engine);
  const lost = await refundFault(scene, { kind: 'lost_answer', times: 1 });
  await scene.ask();
  await scene.approve();
  const { account } = await ended(scene, 'refund-answer-lost');
  expect(await lost.fired()).toBe(1);
  expect(account).toMatchObject({ ...SETTLED, payments: [{ refunded: 8_000, refunds: 1 }] });
});

it.concurrent('refunds once, though the provider fell over before it did anything', async () => {
  const scene = await openScene(engine);
  const fault = await refundFault(scene, { kind: 'server_error', times: 1 });
  await scene.ask();
  await scene.approve();
  const { account } = await ended(scene);
  expect(await fault.fired()).toBe(1);
  expect(account).toMatchObject({ ...SETTLED, payments: [{ refunded: 8_000, refunds: 1 }] });
});

it.concurrent('believes no provider that speaks of another amount', async () => {
  const scene = await openScene(engine);
  await refundFault(scene, { kind: 'wrong_amount', times: 1 });
  await scene.ask();
  await scene.approve();
  await scene.reaches('NEEDS_HUMAN');
  const stuck = await readAccount(scene);
  expect(stuck.legs).toMatchObject([{ state: 'REVIEW' }]);
  expect(stuck.view).toMatchObject({ refundState: 'NEEDS_ATTENTION', stuck: { cause: 'REFUND_MISMATCH' } });
  expect(stuck.ledger).toMatchObject({ refunds_in_transit: -8_000 });
  expect(stuck.proofs).toBe(0);
  expect(await scene.pull({ kind: 'retryRefund', legId: stuck.legs[0]?.legId ?? '' })).toMatchObject({
    code: 'LEG_NOT_FAILED',
  });
  expect(await scene.pull({ kind: 'retryStep' })).toMatchObject({ outcome: 'done' });
  const { account } = await ended(scene, 'refund-of-a-wrong-amount');
  expect(account).toMatchObject({ ...SETTLED, payments: [{ refunded: 8_000, refunds: 1 }] });
});

it.concurrent('waits for a provider that has no money now', async () => {
  const scene = await openScene(engine);
  const fault = await refundFault(scene, { kind: 'refuse', code: 'insufficient_funds', times: 1 });
  await scene.ask();
  await scene.approve();
  const { account } = await ended(scene, 'refund-blocked');
  expect(await fault.fired()).toBe(1);
  expect(account).toMatchObject({ ...SETTLED, payments: [{ refunded: 8_000, refunds: 1 }] });
});
