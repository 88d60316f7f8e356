import { accept } from '../../../../src/adapters/persistence/steps/accept';
import type { NewOrder } from '../../../../src/ports/order-book';
import { canonicalJson } from '../../../../src/domain/policy-snapshot';
import type { CancellationRequest } from '../../../../src/domain/request';
import { line } from '../orders/new-order';
import { NOW, openBookshop, requestFor, type Bookshop } from './bookshop';

let shop: Bookshop;
let step: ReturnType<typeof accept>;
beforeAll(async () => {
  shop = await openBookshop();
  step = accept(shop.db, { clock: () => NOW });
});
afterAll(() => shop.close());

describe('a refused request', () => {
  const shipped = (state: 'IN_TRANSIT' | 'DELIVERED'): NewOrder['shipments'] => [
    { shipmentId: 'sh_1', carrier: 'dhl', trackingRef: 'T', state, unitIds: ['a/1'] },
  ];
  const some = (lineId: string, quantity: number): CancellationRequest['selection'] => ({
    kind: 'LINES',
    lines: [{ lineId, quantity }],
  });
  const cases: [string, Partial<NewOrder>, Partial<CancellationRequest>][] = [
    ['ORDER_SHIPPED', { lines: [line({ merchantId: 'm_no_stop' })], shipments: shipped('IN_TRANSIT') }, {}],
    ['ORDER_DELIVERED', { shipments: shipped('DELIVERED') }, {}],
    ['ORDER_NOT_CANCELLABLE', { lines: [line({ cancellable: false })] }, {}],
    ['REQUEST_WINDOW_PASSED', { lines: [line({ merchantId: 'm_window' })] }, {}],
    ['ACCOUNT_BLOCKED', { accountBlocked: true }, {}],
    [
      'DISPUTE_OPEN',
      {
        paymentEvents: [
          { eventId: 'e', captureId: 'cap_1', kind: 'DISPUTE_OPENED', amount: 10, happenedAt: new Date('2026-03-01') },
        ],
      },
      {},
    ],
    ['UNIT_UNKNOWN', {}, { selection: some('zzz', 1) }],
    ['QUANTITY_TOO_GREAT', {}, { selection: some('a', 3) }],
    ['LINE_NOT_CANCELLABLE', { lines: [line(), line({ lineId: 'b', cancellable: false })] }, {}],
    ['NOT_PART_CANCELLABLE', { lines: [line({ merchantId: 'm_whole', quantity: 2 })] }, { selection: some('a', 1) }],
    ['NOTHING_SELECTED', {}, { selection: some('a', -1) }],
    ['REASON_NOT_ALLOWED', {}, { reason: 'OUT_OF_STOCK' }],
  ];
  beforeAll(async () => {
    await shop.putMerchant('m_no_stop', { interceptInTransit: false });
    await shop.putMerchant('m_window', { requestWindowMinutes: 60 });
    await shop.putMerchant('m_whole', { partsCancellable: false });
  });

  it.each(cases)(
    '%s leaves a denied cancellation that returns nothing, and the order as it was',
    async (code, over, ask) => {
      const orderId = code.toLowerCase();
      await shop.putOrder({ orderId, ...over });
      const request = requestFor(orderId, ask);
      const answer = await step(request);
      expect(answer).toMatchObject({ outcome: 'refused', code, requestHash: request.requestHash });
      expect(await shop.row(request.cancellationId)).toMatchObject({
        ...{ state: 'DENIED', waiting_on: 'NONE', denial_code: code, refund: 0, whole: false },
      });
      expect(await shop.events(request.cancellationId)).toEqual(['REQUESTED', 'DENIED']);
      expect(await shop.order(orderId)).toMatchObject({ state: 'OPEN', frozen: false });
      expect((await shop.units(orderId)).every(({ state }) => state === 'ACTIVE')).toBe(true);
      expect(await step(request)).toEqual(answer);
      expect(await shop.rows(orderId)).toHaveLength(1);
    },
  );

  it('for an order that is not there keeps only its answer', async () => {
    const request = requestFor('nowhere');
    const answers = await Promise.all(Array.from({ length: 8 }, () => step(request)));
    expect(new Set(answers.map(canonicalJson)).size).toBe(1);
    expect(answers[0]).toMatchObject({ outcome: 'refused', code: 'ORDER_NOT_FOUND' });
    expect(await shop.rows('nowhere')).toEqual([]);
    await shop.putOrder({ orderId: 'nowhere' });
    expect(await step(request)).toMatchObject({ code: 'ORDER_NOT_FOUND' });
    expect(await step(requestFor('nowhere', { idempotencyKey: 'another' }))).toMatchObject({ outcome: 'accepted' });
  });

  it('for an order that is cancelled already', async () => {
    await shop.putOrder({ orderId: 'gone' });
    await cancelUnits('gone', ['a/1', 'a/2', 'b/1']);
    expect(await step(requestFor('gone'))).toMatchObject({ code: 'ORDER_ALREADY_CANCELLED' });
    await shop.putOrder({ orderId: 'half_gone' });
    await cancelUnits('half_gone', ['b/1']);
    const ask = requestFor('half_gone', { selection: some('b', 1) });
    expect(await step(ask)).toMatchObject({ code: 'UNIT_ALREADY_CANCELLED' });
  });
});

/** As commit leaves them. */
async function cancelUnits(orderId: string, unitIds: readonly string[], cancellationId = 'earlier') {
  await shop.db
    .updateTable('order_units')
    .set({ state: 'CANCELLED', cancellation_id: cancellationId })
    .where('order_id', '=', orderId)
    .where('unit_id', 'in', unitIds)
    .execute();
}
