import { accept } from '../../../../src/adapters/persistence/steps/accept';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { canonicalJson } from '../../../../src/domain/policy-snapshot';
import { line, tender } from '../orders/new-order';
import { MERCHANT, NOW, openBookshop, refOf, requestFor, type Bookshop } from './bookshop';

let shop: Bookshop;
let step: ReturnType<typeof accept>;
beforeAll(async () => {
  shop = await openBookshop();
  step = accept(shop.db, { clock: () => NOW });
});
afterAll(() => shop.close());

describe('the same key', () => {
  it('from twenty callers at once makes one cancellation, and each gets the same answer', async () => {
    await shop.putOrder({ orderId: 'twenty' });
    const request = requestFor('twenty');
    const answers = await Promise.all(Array.from({ length: 20 }, () => step(request)));
    expect(new Set(answers.map(canonicalJson)).size).toBe(1);
    expect(answers[0]).toMatchObject({ outcome: 'accepted', repeated: false });
    expect(await shop.rows('twenty')).toHaveLength(1);
    expect(await shop.events(request.cancellationId)).toEqual(['REQUESTED', 'ACCEPTED']);
  });

  it('for two orders at once is one of the two, and the other caller sees whose it is by the hash', async () => {
    await shop.putOrder({ orderId: 'one_key_1' });
    await shop.putOrder({ orderId: 'one_key_2' });
    const requests = ['one_key_1', 'one_key_2'].map((orderId) => requestFor(orderId, { idempotencyKey: 'shared' }));
    const answers = await Promise.all(requests.map((request) => step(request)));
    const hashes = new Set(answers.map(({ requestHash }) => requestHash));
    expect(hashes.size).toBe(1);
    expect(answers.map((answer) => answer.outcome === 'accepted' && answer.repeated).sort()).toEqual([false, true]);
    expect([...(await shop.rows('one_key_1')), ...(await shop.rows('one_key_2'))]).toHaveLength(1);
  });

  it('is told again after the end, where nothing is driven any more', async () => {
    await shop.putOrder({ orderId: 'after_end' });
    const first = await shop.accepted('after_end');
    await end(shop.db)({ ...refOf(first), outcome: 'WITHDRAWN' });
    const again = await step(requestFor('after_end'));
    expect(again).toMatchObject({
      outcome: 'accepted',
      repeated: true,
      state: 'AWAITING_DECISION',
      quote: first.quote,
    });
    expect(await shop.order('after_end')).toMatchObject({ state: 'OPEN' });
    expect((await shop.units('after_end')).every(({ state }) => state === 'ACTIVE')).toBe(true);
  });

  it('while it is active is answered with where the decisions stand by now', async () => {
    await shop.putOrder({ orderId: 'still' });
    const first = await shop.accepted('still');
    await shop.db
      .updateTable('cancellation_parts')
      .set({ state: 'APPROVED' })
      .where('merchant_id', '=', 'm_1')
      .execute();
    const again = await step(requestFor('still'));
    expect(again).toMatchObject({ repeated: false, quote: first.quote });
    expect((again as typeof first).standing.parts.map(({ decision }) => decision)).toEqual(['APPROVED', 'PENDING']);
  });
});

describe('two requests for one order', () => {
  it('at once: one is accepted, the other told of it', async () => {
    for (let round = 0; round < 20; round += 1) {
      const orderId = `pair_${round}`;
      await shop.putOrder({ orderId });
      const requests = ['x', 'y'].map((key) => requestFor(orderId, { idempotencyKey: `${key}_${round}` }));
      const answers = await Promise.all(requests.map((request) => step(request)));
      const winner = answers.find(({ outcome }) => outcome === 'accepted');
      const loser = answers.find(({ outcome }) => outcome === 'refused');
      expect(loser).toMatchObject({
        code: 'CANCELLATION_ACTIVE',
        details: { cancellationId: winner?.cancellationId },
      });
      expect((await shop.rows(orderId)).map(({ state }) => state).sort()).toEqual(['AWAITING_DECISION', 'DENIED']);
    }
  });

  it('are refused by the database itself, should the code ever let both pass', async () => {
    await shop.putOrder({ orderId: 'index' });
    const { cancellationId } = await shop.accepted('index');
    const second = { ...(await shop.row(cancellationId)), cancellation_id: 'second', idempotency_key: 'second' };
    const insert = shop.db.insertInto('cancellations').values({
      ...second,
      ...{ selection: JSON.stringify(second.selection), quote: JSON.stringify(second.quote) },
      policies: JSON.stringify(second.policies),
    });
    await expect(insert.execute()).rejects.toMatchObject({ constraint: 'cancellations_one_active' });
  });

  it('may follow each other: a partly cancelled order is cancelled further, to the last cent', async () => {
    await shop.putOrder({
      orderId: 'serial',
      lines: [line({ quantity: 3, unitPrice: 1_000 })],
      shippingFee: 0,
      tenders: [tender({ captures: [{ captureId: 'cap_s', amount: 3_001, capturedAt: NOW }] })],
    });
    const one = { kind: 'LINES', lines: [{ lineId: 'a', quantity: 1 }] } as const;
    const first = await shop.accepted('serial', { selection: one, idempotencyKey: 's1' });
    expect(first.quote).toMatchObject({ whole: false, refund: 1_000, units: [{ unitId: 'a/1' }] });
    expect(await step(requestFor('serial', { idempotencyKey: 's2' }))).toMatchObject({ code: 'CANCELLATION_ACTIVE' });
    await settle(first.cancellationId, 1_000);
    const second = await shop.accepted('serial', { selection: one, idempotencyKey: 's3' });
    expect(second.quote).toMatchObject({ whole: false, refund: 1_000, units: [{ unitId: 'a/2' }] });
    await settle(second.cancellationId, 1_000);
    const third = await shop.accepted('serial', { idempotencyKey: 's4', actor: MERCHANT });
    expect(third.quote).toMatchObject({ whole: true, refund: 1_001, adjustment: 1 });
  });
});

/** As commit, close and prove leave a part of an order. */
async function settle(cancellationId: string, refund: number) {
  const held = await shop.db
    .updateTable('order_units')
    .set({ state: 'CANCELLED' })
    .where('cancellation_id', '=', cancellationId)
    .returning('order_id')
    .executeTakeFirstOrThrow();
  const { order_id } = held;
  await shop.db
    .updateTable('orders')
    .set({ state: 'PARTIALLY_CANCELLED', refund_state: 'COMPLETED' })
    .where('order_id', '=', order_id)
    .execute();
  await shop.db
    .updateTable('captures')
    .set((value) => ({ committed: value('committed', '+', refund) }))
    .where('order_id', '=', order_id)
    .execute();
  await shop.db
    .updateTable('cancellations')
    .set({ state: 'SETTLED', closed_at: NOW })
    .where('cancellation_id', '=', cancellationId)
    .execute();
}
