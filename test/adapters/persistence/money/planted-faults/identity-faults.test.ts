import { legKeyOf } from '../../../../../src/adapters/persistence/leg-identity';
import { openDesk, type Desk } from '../refund-desk';
import { line } from '../../orders/new-order';
import { refOf } from '../../steps/bookshop';
import { captured } from '../payments';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const keysOf = async (orderId: string) => {
  const legs = await desk.db
    .selectFrom('refund_legs')
    .select('idempotency_key')
    .where('order_id', '=', orderId)
    .execute();
  return legs.map(({ idempotency_key }) => idempotency_key);
};

describe('planted fault: key derived from amount', () => {
  it('two equal partial refunds of one payment have keys of their own', async () => {
    const lines = ['a', 'b'].map((lineId) => line({ lineId, unitPrice: 1_000 }));
    await desk.putOrder({ orderId: 'equal', lines, shippingFee: 0, tenders: [captured('cap_equal', 2_000)] });
    for (const lineId of ['a', 'b']) {
      const selection = { kind: 'LINES', lines: [{ lineId, quantity: 1 }] } as const;
      const ref = refOf(await desk.accepted('equal', { selection, idempotencyKey: lineId }));
      await desk.decide(ref, { m_1: 'APPROVED' });
      await desk.book.commit(ref);
      await desk.send(ref, `${ref.cancellationId}/1`, { outcome: 'pending' });
      await desk.book.close(ref);
    }
    const keys = await keysOf('equal');
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
  });

  it('a key says shop and leg, in forty characters that every channel takes', () => {
    expect(legKeyOf('shop_1', 'c/1')).toBe(legKeyOf('shop_1', 'c/1'));
    expect(new Set([legKeyOf('shop_1', 'c/1'), legKeyOf('shop_1', 'c/2'), legKeyOf('shop_2', 'c/1')]).size).toBe(3);
    expect(legKeyOf('shop_1', 'c/1')).toMatch(/^rescind-[0-9a-f]{32}$/);
  });
});

describe('planted fault: new key after a timeout', () => {
  it('a leg whose answer timed out is sent again under its first key, and no leg takes its place', async () => {
    const { ref, legId, orderId } = await desk.oneLeg();
    const first = await desk.begin(ref, legId);
    if (first.outcome !== 'call') throw new Error(first.outcome);
    await desk.refunds.recordAnswer({ ...ref, legId, attempt: 1, answer: { outcome: 'ambiguous', code: 'TIMED_OUT' } });
    const again = await desk.begin(ref, legId);
    if (again.outcome !== 'call') throw new Error(again.outcome);
    expect(again.request).toEqual(first.request);
    expect(await keysOf(orderId)).toEqual([first.request.idempotencyKey]);
    const lever = { kind: 'retryRefund', legId } as const;
    const pulled = await desk.book.pullLever({ ...ref, lever, actor: { id: 's_1', role: 'support' } });
    expect(pulled).toMatchObject({ outcome: 'refused', code: 'LEG_NOT_FAILED' });
    expect(await keysOf(orderId)).toHaveLength(1);
  });
});
