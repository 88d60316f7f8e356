import { applyAnswer } from '../../../../src/adapters/persistence/apply-answer';
import { inTransaction } from '../../../../src/adapters/persistence/in-transaction';
import { createInterceptionBook } from '../../../../src/adapters/persistence/interceptions';
import { lockCancellation } from '../../../../src/adapters/persistence/lock-cancellation';
import { awaitReturn } from '../../../../src/adapters/persistence/steps/await-return';
import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { flag } from '../../../../src/adapters/persistence/steps/flag';
import { pullLever } from '../../../../src/adapters/persistence/steps/pull-lever';
import { recordDecision } from '../../../../src/adapters/persistence/steps/record-decision';
import { ROLES } from '../../../../src/domain/cancellation';
import type { Lever } from '../../../../src/domain/lever';
import type { ChannelAnswer } from '../../../../src/domain/refund-leg';
import type { InterceptionOutcome } from '../../../../src/domain/shipment';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import { line, tender } from '../orders/new-order';
import { HOUR, NOW, openBookshop, refOf, SUPPORT, SYSTEM, type Bookshop } from './bookshop';

let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
  await shop.putMerchant('m_1', { approvalNeeded: false, onNotStopped: 'NEEDS_HUMAN' });
  await shop.putMerchant('m_2', { approvalNeeded: false });
  await shop.putMerchant('m_escalate', { onTimeout: 'ESCALATE', decisionMs: HOUR });
  await shop.putMerchant('m_escalate_2', { onTimeout: 'ESCALATE', decisionMs: HOUR });
});
afterAll(() => shop.close());

const pull = (ref: CancellationRef, lever: Lever, actor = SUPPORT) => pullLever(shop.db)({ ...ref, lever, actor });
const levers = (ref: CancellationRef) =>
  shop.db
    .selectFrom('timeline')
    .selectAll()
    .where('cancellation_id', '=', ref.cancellationId)
    .where('event', '=', 'LEVER_PULLED')
    .orderBy('entry_id')
    .execute();
const orderOf = (orderId: string) =>
  shop.db.selectFrom('orders').selectAll().where('order_id', '=', orderId).executeTakeFirstOrThrow();

async function accepted(orderId: string, merchantIds = ['m_1']) {
  const lines = merchantIds.map((merchantId, index) => line({ lineId: `l${index}`, merchantId }));
  await shop.putOrder({ orderId, lines });
  return refOf(await shop.accepted(orderId));
}

describe('a lever', () => {
  const every: Lever[] = [
    { kind: 'retryStep' },
    { kind: 'retryRefund', legId: 'l' },
    { kind: 'recordManualRefund', legId: 'l', reference: 'r' },
    { kind: 'resolveInterception', shipmentId: 's', outcome: 'STOPPED' },
    { kind: 'recordReturn', shipmentId: 's' },
    { kind: 'arbitrate', merchantId: 'm_1', ruling: 'APPROVED' },
  ];

  it('is pulled only by those whose role is made for it', async () => {
    const ref = await accepted('roles');
    const allowed: Record<string, string[]> = {};
    for (const lever of every) {
      const roles = [];
      for (const role of ROLES) {
        const result = await pull(ref, lever, { id: 'x', role });
        if (result.outcome === 'done' || result.code !== 'ROLE_NOT_ALLOWED') roles.push(role);
      }
      allowed[lever.kind] = roles;
    }
    const support = ['service', 'support', 'supervisor', 'operator'];
    expect(allowed).toEqual({
      ...{ retryStep: support, retryRefund: support, recordManualRefund: support },
      ...{ resolveInterception: support, recordReturn: support, arbitrate: ['service', 'support', 'supervisor'] },
    });
  });

  it('that does not apply changes nothing, and one on nothing or on what ended says so', async () => {
    const ref = await accepted('idle');
    const before = await shop.row(ref.cancellationId);
    for (const lever of every) {
      const expected = lever.kind.includes('Refund') ? 'LEG_NOT_FOUND' : 'LEVER_NOT_APPLICABLE';
      expect(await pull(ref, lever)).toMatchObject({ outcome: 'refused', code: expected });
    }
    expect(await shop.row(ref.cancellationId)).toEqual(before);
    expect(await pull({ ...ref, cancellationId: 'no.1' }, { kind: 'retryStep' })).toMatchObject({
      code: 'CANCELLATION_NOT_FOUND',
    });
    await end(shop.db)({ ...ref, outcome: 'WITHDRAWN' });
    expect(await pull(ref, { kind: 'retryStep' })).toMatchObject({ code: 'CANCELLATION_ENDED' });
  });
});

describe('NEEDS_HUMAN and back', () => {
  it('keeps where it was, and a retry brings it there, told with who did it; pulled twice it is pulled once', async () => {
    const ref = await accepted('stuck');
    const flags = await Promise.all([1, 2, 3].map(() => flag(shop.db)({ ...ref, cause: 'STEP_FAILED', step: 'hold' })));
    expect(new Set(flags.map(({ since }) => since)).size).toBe(1);
    expect(await shop.row(ref.cancellationId)).toMatchObject({
      ...{ state: 'NEEDS_HUMAN', waiting_on: 'OPERATOR', stuck_cause: 'STEP_FAILED', stuck_step: 'hold' },
      ...{ stuck_from: 'REQUESTED', refund_state: 'NONE' },
    });
    expect(await flag(shop.db)({ ...ref, cause: 'COMPENSATION_FAILED' })).toEqual(flags[0]);
    expect((await shop.events(ref.cancellationId)).filter((event) => event === 'NEEDS_HUMAN')).toHaveLength(2);
    const done = await Promise.all([1, 2].map(() => pull(ref, { kind: 'retryStep' })));
    expect(done).toMatchObject([
      { outcome: 'done', state: 'REQUESTED' },
      { outcome: 'done', state: 'REQUESTED' },
    ]);
    expect(await shop.row(ref.cancellationId)).toMatchObject({
      state: 'REQUESTED',
      stuck_cause: null,
      stuck_since: null,
    });
    expect(await levers(ref)).toMatchObject([
      { actor_id: 's_1', actor_role: 'support', from_state: 'NEEDS_HUMAN', reason: 'retryStep' },
    ]);
    await flag(shop.db)({ ...ref, cause: 'STEP_FAILED' });
    expect(await pull(ref, { kind: 'retryStep' })).toMatchObject({ state: 'REQUESTED' });
    expect(await levers(ref)).toHaveLength(2);
  });

  it('may be ended from there, and stays ended when it is flagged after that', async () => {
    const ref = await accepted('stuck_and_withdrawn');
    await flag(shop.db)({ ...ref, cause: 'COMPENSATION_FAILED', step: 'releaseAtShop' });
    await end(shop.db)({ ...ref, outcome: 'WITHDRAWN' });
    await flag(shop.db)({ ...ref, cause: 'STEP_FAILED' });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'WITHDRAWN', stuck_cause: null });
  });
});

describe('arbitrate', () => {
  async function escalated(orderId: string, merchantIds: string[]) {
    const ref = await accepted(orderId, merchantIds);
    for (const merchantId of merchantIds) {
      const receivedAt = new Date(NOW.getTime() + HOUR).toISOString();
      const input = { ...ref, merchantId, outcome: 'BY_POLICY', door: 'TIMEOUT', actor: SYSTEM, receivedAt } as const;
      await recordDecision(shop.db)(input);
    }
    await flag(shop.db)({ ...ref, cause: 'DECISION_ESCALATED' });
    return ref;
  }

  it('takes the place of the escalation, so that what was approved goes on', async () => {
    const ref = await escalated('ruled', ['m_escalate']);
    const lever = { kind: 'arbitrate', merchantId: 'm_escalate', ruling: 'APPROVED' } as const;
    expect(await pull(ref, { kind: 'retryStep' })).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    expect(await pull(ref, { ...lever, merchantId: 'm_2' })).toMatchObject({ code: 'MERCHANT_NOT_ASKED' });
    const done = await Promise.all([1, 2].map(() => pull(ref, lever)));
    expect(done[0]).toMatchObject({ state: 'ARBITRATION', standing: { parts: [{ decision: 'APPROVED' }] } });
    expect(done[1]).toEqual(done[0]);
    const decisions = shop.db.selectFrom('decisions').selectAll().where('cancellation_id', '=', ref.cancellationId);
    expect(await decisions.execute()).toMatchObject([{ outcome: 'APPROVED', door: 'LEVER', actor_id: 's_1' }]);
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'ARBITRATION', waiting_on: 'PAYMENT' });
    expect(await commit(shop.db)(ref)).toMatchObject({ outcome: 'committed' });
  });

  it('for the merchant ends it UPHELD, also when it is called a rejection', async () => {
    const ref = await escalated('upheld', ['m_escalate']);
    await pull(ref, { kind: 'arbitrate', merchantId: 'm_escalate', ruling: 'UPHELD' });
    expect(await end(shop.db)({ ...ref, outcome: 'REJECTED' })).toEqual({ outcome: 'UPHELD' });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'UPHELD' });
  });

  it('of one of two leaves it with a person until the other is ruled on', async () => {
    const ref = await escalated('two', ['m_escalate', 'm_escalate_2']);
    const ruling = { kind: 'arbitrate', ruling: 'APPROVED' } as const;
    expect(await pull(ref, { ...ruling, merchantId: 'm_escalate' })).toMatchObject({ state: 'NEEDS_HUMAN' });
    expect(await pull(ref, { ...ruling, merchantId: 'm_escalate_2' })).toMatchObject({ state: 'ARBITRATION' });
  });
});

describe('levers on refunds', () => {
  const apply = (ref: CancellationRef, legId: string, answer: ChannelAnswer) =>
    inTransaction(shop.db, async (tx) =>
      applyAnswer(tx, { cancellation: await lockCancellation(tx, ref), legId, answer }),
    );
  const capture = (orderId: string) =>
    shop.db.selectFrom('captures').selectAll().where('order_id', '=', orderId).orderBy('capture_id').execute();
  const balances = async (ref: CancellationRef) => {
    const rows = await shop.db
      .selectFrom('ledger_entries')
      .select(({ fn }) => ['account', fn.sum<string>('amount').as('amount')])
      .where('cancellation_id', '=', ref.cancellationId)
      .groupBy('account')
      .execute();
    return Object.fromEntries(rows.map(({ account, amount }) => [account, Number(amount)]));
  };

  async function failed(orderId: string, tenders = [tender()]) {
    await shop.putOrder({ orderId, tenders });
    const ref = refOf(await shop.accepted(orderId));
    const result = await commit(shop.db)(ref);
    if (result.outcome !== 'committed') throw new Error(result.outcome);
    for (const { legId } of result.legs) await apply(ref, legId, { outcome: 'failed', code: 'ACCOUNT_CLOSED' });
    await flag(shop.db)({ ...ref, cause: 'REFUND_FAILED', step: 'refund' });
    return { ref, legIds: result.legs.map(({ legId }) => legId), legId: result.legs[0]?.legId ?? '' };
  }

  it('retryRefund plans a new leg under a new key and holds its amount on the capture again', async () => {
    const { ref, legId } = await failed('retry');
    expect(await orderOf('retry')).toMatchObject({ refund_state: 'NEEDS_ATTENTION' });
    expect(await pull(ref, { kind: 'retryStep' })).toMatchObject({ details: { cause: 'REFUND_FAILED' } });
    const done = await Promise.all([1, 2].map(() => pull(ref, { kind: 'retryRefund', legId })));
    expect(done[0]).toMatchObject({
      ...{ outcome: 'done', state: 'REFUNDING' },
      legs: [{ legId: `${ref.cancellationId}/2`, state: 'PLANNED', amount: 4_500 }],
    });
    expect(done[1]).toEqual(done[0]);
    const legs = await shop.db
      .selectFrom('refund_legs')
      .selectAll()
      .where('cancellation_id', '=', ref.cancellationId)
      .execute();
    expect(new Set(legs.map(({ idempotency_key }) => idempotency_key)).size).toBe(2);
    expect(legs.find(({ leg_id }) => leg_id === legId)).toMatchObject({
      state: 'FAILED',
      replaced_by: `${ref.cancellationId}/2`,
    });
    expect(await capture('retry')).toMatchObject([{ committed: 4_500 }]);
    expect(await orderOf('retry')).toMatchObject({ refund_state: 'IN_PROGRESS' });
    const again = await pull(ref, { kind: 'retryRefund', legId }, { id: 'other', role: 'supervisor' });
    expect(again).toMatchObject({ code: 'LEVER_NOT_APPLICABLE', details: { replacedBy: `${ref.cancellationId}/2` } });
    expect(await pull(ref, { kind: 'retryRefund', legId: `${ref.cancellationId}/2` })).toMatchObject({
      code: 'LEG_NOT_FAILED',
    });
    expect(await pull(ref, { kind: 'retryRefund', legId: 'other/1' })).toMatchObject({ code: 'LEG_NOT_FOUND' });
  });

  it('recordManualRefund pays the debt in the books and leaves nothing in transit', async () => {
    const { ref, legId } = await failed('manual');
    const lever = { kind: 'recordManualRefund', legId, reference: 'SEPA-7' } as const;
    expect(await pull(ref, { ...lever, reference: ' ' })).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    const done = await Promise.all([1, 2].map(() => pull(ref, lever)));
    expect(done[0]).toMatchObject({ state: 'REFUNDING', legs: [{ state: 'MANUAL', amount: 4_500 }] });
    expect(done[1]).toEqual(done[0]);
    expect(await balances(ref)).toEqual({
      ...{ sales_reversed: 4_500, payable_to_customer: 0, refunds_in_transit: 0, paid_back_by_hand: -4_500 },
    });
    expect(await capture('manual')).toMatchObject([{ committed: 4_500 }]);
    expect(await orderOf('manual')).toMatchObject({ refund_state: 'COMPLETED' });
    const told = await levers(ref);
    expect(told).toMatchObject([{ details: { lever, newLegId: `${ref.cancellationId}/2` } }]);
  });

  it('with another leg still failed stay with a person', async () => {
    const half = (n: number) =>
      tender({
        tenderId: `t_${n}`,
        sequence: n,
        captures: [{ captureId: `cap_${n}`, amount: 2_250, capturedAt: NOW }],
      });
    const { ref, legIds } = await failed('two_legs', [half(1), half(2)]);
    const [first = '', second = ''] = legIds;
    expect(await pull(ref, { kind: 'retryRefund', legId: first })).toMatchObject({ state: 'NEEDS_HUMAN' });
    expect(await orderOf('two_legs')).toMatchObject({ refund_state: 'NEEDS_ATTENTION' });
    expect(await pull(ref, { kind: 'retryRefund', legId: second })).toMatchObject({ state: 'REFUNDING' });
  });

  it('refuse to take from a capture what it no longer has', async () => {
    const { ref, legId } = await failed('disputed');
    await shop.db.updateTable('captures').set({ disputed: 1 }).where('order_id', '=', 'disputed').execute();
    expect(await pull(ref, { kind: 'retryRefund', legId })).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    expect(await capture('disputed')).toMatchObject([{ committed: 0 }]);
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'NEEDS_HUMAN' });
  });

  it('retryStep has a channel that contradicted itself asked again', async () => {
    await shop.putOrder({ orderId: 'review' });
    const ref = refOf(await shop.accepted('review'));
    await commit(shop.db)(ref);
    await apply(ref, `${ref.cancellationId}/1`, { outcome: 'mismatch' });
    await flag(shop.db)({ ...ref, cause: 'REFUND_MISMATCH' });
    const done = await pull(ref, { kind: 'retryStep' });
    expect(done).toMatchObject({ state: 'REFUNDING', legs: [{ state: 'AMBIGUOUS' }] });
    expect(await orderOf('review')).toMatchObject({ refund_state: 'IN_PROGRESS' });
  });
});

describe('levers on parcels', () => {
  async function asked(orderId: string, answer?: InterceptionOutcome) {
    await shop.putOrder({
      orderId,
      lines: [line({ merchantId: 'm_1' })],
      shipments: [{ shipmentId: 'sh', carrier: 'dhl', trackingRef: 'T', state: 'IN_TRANSIT', unitIds: ['a/1'] }],
    });
    const ref = refOf(await shop.accepted(orderId));
    const book = createInterceptionBook(shop.db);
    await book.begin({ ...ref, shipmentId: 'sh' });
    if (answer !== undefined) await book.record({ ...ref, shipmentId: 'sh', answer: { outcome: answer } });
    return ref;
  }
  const parcel = async (orderId: string) => {
    const row = await shop.db
      .selectFrom('shipments')
      .select('state')
      .where('order_id', '=', orderId)
      .executeTakeFirstOrThrow();
    return row.state;
  };
  const resolve = (outcome: 'STOPPED' | 'ALREADY_OUT') =>
    ({ kind: 'resolveInterception', shipmentId: 'sh', outcome }) as const;

  it('resolveInterception says what the carrier cannot; stopped, it is committed', async () => {
    const ref = await asked('unknown', 'UNKNOWN');
    await flag(shop.db)({ ...ref, cause: 'INTERCEPTION_UNKNOWN' });
    const done = await Promise.all([1, 2].map(() => pull(ref, resolve('STOPPED'))));
    expect(done[0]).toMatchObject({ outcome: 'done', state: 'INTERCEPTING', standing: { parcels: [] } });
    expect(done[1]).toEqual(done[0]);
    expect(await parcel('unknown')).toBe('STOPPED');
    expect((await shop.row(ref.cancellationId)).pivot_at).not.toBeNull();
    expect(await commit(shop.db)(ref)).toMatchObject({ outcome: 'committed' });
  });

  it('resolveInterception "already out" gives the pivot back', async () => {
    const ref = await asked('out', 'UNKNOWN');
    await flag(shop.db)({ ...ref, cause: 'INTERCEPTION_UNKNOWN' });
    expect(await pull(ref, resolve('ALREADY_OUT'))).toMatchObject({ state: 'INTERCEPTING' });
    expect((await shop.row(ref.cancellationId)).pivot_at).toBeNull();
  });

  it('resolveInterception corrects a carrier while a person looks, and takes the pivot; otherwise the carrier holds', async () => {
    const ref = await asked('corrected', 'ALREADY_OUT');
    expect(await pull(ref, resolve('STOPPED'))).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    await flag(shop.db)({ ...ref, cause: 'PARCEL_NOT_STOPPED' });
    expect(await pull(ref, resolve('STOPPED'))).toMatchObject({ state: 'INTERCEPTING' });
    expect(await parcel('corrected')).toBe('STOPPED');
    expect((await shop.row(ref.cancellationId)).pivot_at).not.toBeNull();
    expect(await pull(ref, resolve('ALREADY_OUT'))).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
  });

  it('recordReturn approves again what waited for the parcel', async () => {
    const ref = await asked('returned', 'ALREADY_OUT');
    await awaitReturn(shop.db)({ ...ref, shipmentId: 'sh' });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'AWAITING_RETURN' });
    const done = await pull(ref, { kind: 'recordReturn', shipmentId: 'sh' });
    expect(done).toMatchObject({ state: 'AWAITING_RETURN', standing: { parts: [{ decision: 'APPROVED' }] } });
    expect(await pull(ref, { kind: 'recordReturn', shipmentId: 'sh' })).toEqual(done);
    expect(await parcel('returned')).toBe('RETURNED');
    expect(await commit(shop.db)(ref)).toMatchObject({ outcome: 'committed' });
  });

  it('do not touch a parcel of other units, or one that the carrier still has', async () => {
    const ref = await asked('foreign');
    expect(await pull(ref, { ...resolve('STOPPED'), shipmentId: 'other' })).toMatchObject({
      code: 'LEVER_NOT_APPLICABLE',
    });
    expect(await pull(ref, { kind: 'recordReturn', shipmentId: 'sh' })).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    expect(await parcel('foreign')).toBe('IN_TRANSIT');
  });
});
