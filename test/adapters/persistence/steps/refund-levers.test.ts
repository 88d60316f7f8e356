import { applyAnswer } from '../../../../src/adapters/persistence/apply-answer';
import { inTransaction } from '../../../../src/adapters/persistence/in-transaction';
import { lockCancellation } from '../../../../src/adapters/persistence/lock-cancellation';
import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { flag } from '../../../../src/adapters/persistence/steps/flag';
import { pullLever } from '../../../../src/adapters/persistence/steps/pull-lever';
import type { Lever } from '../../../../src/domain/lever';
import type { ChannelAnswer } from '../../../../src/domain/refund-leg';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import { tender } from '../orders/new-order';
import { NOW, openBookshop, refOf, SUPPORT, type Bookshop } from './bookshop';

let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
  await shop.putMerchant('m_1', { approvalNeeded: false, onNotStopped: 'NEEDS_HUMAN' });
  await shop.putMerchant('m_2', { approvalNeeded: false });
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
    expect(await shop.order('retry')).toMatchObject({ refund_state: 'NEEDS_ATTENTION' });
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
    expect(await shop.order('retry')).toMatchObject({ refund_state: 'IN_PROGRESS' });
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
    expect(await shop.order('manual')).toMatchObject({ refund_state: 'COMPLETED' });
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
    expect(await shop.order('two_legs')).toMatchObject({ refund_state: 'NEEDS_ATTENTION' });
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
    expect(await shop.order('review')).toMatchObject({ refund_state: 'IN_PROGRESS' });
  });
});
