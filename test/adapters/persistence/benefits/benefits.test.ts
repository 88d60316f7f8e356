import { sql } from 'kysely';
import type { Benefit } from '../../../../src/domain/benefits';
import { createOrderBook } from '../../../../src/adapters/persistence/orders/order-book';
import { newOrder } from '../orders/new-order';
import { openDesk, type Committed, type Desk } from '../money/refund-desk';
import { refOf, SHOP } from '../steps/bookshop';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const COUPON: Benefit = { benefitId: 'c1', kind: 'COUPON', amount: 1 };
const SPENT: Benefit = { benefitId: 'p1', kind: 'POINTS_SPENT', amount: 101 };
const EARNED: Benefit = { benefitId: 'e1', kind: 'POINTS_EARNED', amount: 45, remaining: 20 };

const movements = (orderId: string) =>
  desk.db
    .selectFrom('benefit_movements')
    .select(['benefit_id', 'movement', 'amount'])
    .where('order_id', '=', orderId)
    .orderBy('moved_at')
    .orderBy('benefit_id')
    .orderBy('movement')
    .execute();

/** Cancels one line of an order that is there already, and settles it. */
async function cancelLine(orderId: string, lineId: string, merchantId: string): Promise<Committed> {
  const selection = { kind: 'LINES' as const, lines: [{ lineId, quantity: lineId === 'a' ? 2 : 1 }] };
  const ref = refOf(await desk.accepted(orderId, { idempotencyKey: `${orderId}-${lineId}`, selection }));
  await desk.decide(ref, { [merchantId]: 'APPROVED' });
  const result = await desk.book.commit(ref);
  if (result.outcome !== 'committed') throw new Error(JSON.stringify(result));
  for (const { legId } of result.legs)
    await desk.send(ref, legId, { outcome: 'succeeded', providerRef: `re-${legId}` });
  return { ref, ...result };
}

it('moves coupons and points in the commit, tells the shop of it, and only once', async () => {
  const { ref } = await desk.committed({ orderId: 'whole', benefits: [COUPON, SPENT, EARNED] });
  await desk.book.commit(ref);
  expect(await movements('whole')).toEqual([
    { benefit_id: 'c1', movement: 'RETURNED', amount: 1 },
    { benefit_id: 'e1', movement: 'CLAWED_BACK', amount: 20 },
    { benefit_id: 'e1', movement: 'DEBT', amount: 25 },
    { benefit_id: 'p1', movement: 'RETURNED', amount: 101 },
  ]);
  const told = await desk.db
    .selectFrom('outbox')
    .select(['type', 'body'])
    .where('cancellation_id', '=', ref.cancellationId)
    .where('type', 'like', '%benefit%')
    .orderBy('event_id')
    .execute();
  expect(told.map(({ type, body }) => [type, body])).toEqual([
    ['cancellation.benefit_returned', expect.objectContaining({ benefitId: 'c1', amount: 1 })],
    ['cancellation.benefit_clawed_back', expect.objectContaining({ benefitId: 'e1', amount: 20 })],
    ['cancellation.benefit_clawed_back', expect.objectContaining({ benefitId: 'e1', amount: 25, debt: true })],
    ['cancellation.benefit_returned', expect.objectContaining({ benefitId: 'p1', amount: 101 })],
  ]);
  const left = await desk.db.selectFrom('benefits').select('remaining').where('benefit_id', '=', 'e1').execute();
  expect(left).toEqual([{ remaining: 0 }]);
});

it('moves points with each part, and the coupon with the last', async () => {
  await desk.putOrder({ orderId: 'parts', benefits: [COUPON, SPENT, EARNED] });
  const first = await cancelLine('parts', 'a', 'm_1');
  expect(await movements('parts')).toEqual([
    { benefit_id: 'e1', movement: 'CLAWED_BACK', amount: 20 },
    { benefit_id: 'e1', movement: 'DEBT', amount: expect.any(Number) as number },
    { benefit_id: 'p1', movement: 'RETURNED', amount: expect.any(Number) as number },
  ]);
  await desk.book.close(first.ref);
  expect(await desk.book.prove(first.ref)).toMatchObject({ outcome: 'settled' });
  const second = await cancelLine('parts', 'b', 'm_2');
  await desk.book.close(second.ref);
  expect(await desk.book.prove(second.ref)).toMatchObject({ outcome: 'settled' });
  const all = await movements('parts');
  const total = (id: string) => all.filter((one) => one.benefit_id === id).reduce((sum, { amount }) => sum + amount, 0);
  expect([total('c1'), total('e1'), total('p1')]).toEqual([1, 45, 101]);
  const proof = await desk.db
    .selectFrom('closure_proofs')
    .select('body')
    .where('cancellation_id', '=', second.ref.cancellationId)
    .executeTakeFirstOrThrow();
  expect(proof.body).toMatchObject({
    benefits: expect.arrayContaining([{ benefitId: 'c1', movement: 'RETURNED', amount: 1 }]) as unknown,
  });
});

it('moves nothing of a part that its merchant rejected', async () => {
  await desk.putOrder({ orderId: 'rejected', benefits: [COUPON, SPENT] });
  const ref = refOf(await desk.accepted('rejected'));
  await desk.decide(ref, { m_1: 'APPROVED', m_2: 'REJECTED' });
  await desk.book.commit(ref);
  const all = await movements('rejected');
  expect(all).toMatchObject([{ benefit_id: 'p1', movement: 'RETURNED' }]);
  expect(all[0]?.amount).toBeLessThan(101);
});

it('is quoted with the request, and frozen with it', async () => {
  await desk.putOrder({ orderId: 'quoted', benefits: [COUPON] });
  const { quote } = await desk.accepted('quoted');
  expect(quote.benefits).toEqual([{ benefitId: 'c1', kind: 'COUPON', movement: 'RETURNED', amount: 1 }]);
});

it('does not settle while a benefit of cancelled units was neither moved nor kept', async () => {
  const { ref } = await desk.committed({ orderId: 'forgotten', benefits: [COUPON] });
  await desk.send(ref, `${ref.cancellationId}/1`, { outcome: 'succeeded', providerRef: 're_1' });
  await desk.book.close(ref);
  await desk.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`delete from benefit_movements where order_id = 'forgotten'`.execute(tx);
  });
  expect(await desk.book.prove(ref)).toEqual({ outcome: 'differs', differences: ['BENEFIT_NOT_MOVED:c1'] });
});

it('lets the database refuse that more moves than there is, whoever asks', async () => {
  const { ref } = await desk.committed({ orderId: 'twice', benefits: [COUPON] });
  const again = sql`insert into benefit_movements (shop_id, order_id, benefit_id, cancellation_id, movement, amount)
    values (${SHOP}, 'twice', 'c1', ${ref.cancellationId}, 'KEPT', 1)`.execute(desk.db);
  await expect(again).rejects.toThrow('more of benefit c1 of order twice moved than there is');
  await expect(sql`delete from benefit_movements where order_id = 'twice'`.execute(desk.db)).rejects.toThrow();
});

describe('the order book', () => {
  const put = (over: Parameters<typeof newOrder>[0]) =>
    createOrderBook(desk.db, { channels: new Set(['sandbox']) }).putOrder(SHOP, newOrder(over));

  it('stores benefits, and an order without any has no such field', async () => {
    const expiresAt = new Date('2026-04-01T00:00:00Z');
    const benefits = [{ ...COUPON, merchantId: 'm_1', expiresAt }];
    expect(await put({ orderId: 'stored', benefits })).toMatchObject({
      order: { benefits: [{ benefitId: 'c1', amount: 1, moved: 0, merchantId: 'm_1', expiresAt }] },
    });
    const bare = await put({ orderId: 'bare' });
    expect('order' in bare && 'benefits' in bare.order).toBe(false);
  });

  it('replaces them until a cancellation was accepted, and then only lets what remains change', async () => {
    await put({ orderId: 'frozen', benefits: [EARNED] });
    const changed = await put({ orderId: 'frozen', version: 2, benefits: [COUPON, EARNED] });
    expect(changed).toMatchObject({
      outcome: 'updated',
      order: { benefits: [{ benefitId: 'c1' }, { benefitId: 'e1' }] },
    });
    await desk.accepted('frozen');
    const more = [COUPON, EARNED, { ...COUPON, benefitId: 'c2' }];
    for (const benefits of [[COUPON], more, [COUPON, { ...EARNED, amount: 46 }]]) {
      const refusal = await put({ orderId: 'frozen', version: 3, benefits });
      expect(refusal).toMatchObject({ code: 'ORDER_FROZEN', details: { field: 'benefits' } });
    }
    const spent = await put({ orderId: 'frozen', version: 3, benefits: [COUPON, { ...EARNED, remaining: 3 }] });
    expect(spent).toMatchObject({ order: { benefits: [{ benefitId: 'c1' }, { benefitId: 'e1', remaining: 3 }] } });
  });

  it.each([
    [{ ...COUPON, amount: 2 }, 'benefits.0.amount'],
    [{ ...SPENT, amount: 0 }, 'benefits.0.amount'],
    [{ ...SPENT, amount: 1.5 }, 'benefits.0.amount'],
    [{ ...EARNED, remaining: 46 }, 'benefits.0.remaining'],
    [{ ...EARNED, remaining: -1 }, 'benefits.0.remaining'],
  ])('refuses %j', async (benefit, field) => {
    expect(await put({ orderId: 'wrong', benefits: [benefit] })).toMatchObject({
      code: 'AMOUNT_INVALID',
      details: { field },
    });
  });
});
