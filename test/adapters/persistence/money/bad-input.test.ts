import { putOrder } from '../../../../src/adapters/persistence/orders/put-order';
import type { NewOrder } from '../../../../src/ports/order-book';
import { newOrder, tender } from '../orders/new-order';
import { requestFor, SHOP } from '../steps/bookshop';
import { captured, countersOf, paymentNews } from './payments';
import { openDesk, type Desk } from './refund-desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const put = (over: Partial<NewOrder>) =>
  putOrder(desk.db, { shopId: SHOP, order: newOrder(over) }, new Set(['sandbox']));
const isThere = async (orderId: string) =>
  (await desk.db.selectFrom('orders').select('order_id').where('order_id', '=', orderId).execute()).length > 0;

describe('an order is refused, and nothing is stored, where it has', () => {
  const amount = (value: number) => tender({ captures: [{ captureId: 'c', amount: value, capturedAt: new Date() }] });
  it.each<[string, string, Partial<NewOrder>]>([
    ['an unknown channel', 'CHANNEL_UNKNOWN', { tenders: [tender({ channel: 'nowhere' })] }],
    ['an unknown currency', 'CURRENCY_UNKNOWN', { currency: 'XXQ' }],
    ['a tender in another currency', 'CURRENCY_MISMATCH', { tenders: [tender({ currency: 'USD' })] }],
    ['a negative capture', 'AMOUNT_INVALID', { tenders: [amount(-1)] }],
    ['a capture that is no whole number', 'AMOUNT_INVALID', { tenders: [amount(0.5)] }],
    ['an amount beyond exact integers', 'AMOUNT_INVALID', { tenders: [amount(Number.MAX_SAFE_INTEGER), amount(1)] }],
  ])('%s', async (_what, code, over) => {
    expect(await put({ orderId: 'bad', ...over })).toMatchObject({ outcome: 'refused', code });
    expect(await isThere('bad')).toBe(false);
  });

  it.each([0, -1, 4_501])('a refund made elsewhere of %i, of a payment of 4,500', async (amount) => {
    const event = { eventId: 'e', captureId: 'cap_1', kind: 'EXTERNAL_REFUND', happenedAt: new Date() } as const;
    const result = await put({ orderId: 'bad', paymentEvents: [{ ...event, amount }] });
    expect(result).toMatchObject({ outcome: 'refused', code: 'AMOUNT_INVALID' });
    expect(await isThere('bad')).toBe(false);
  });
});

describe('amounts at the edge', () => {
  it('a payment of zero makes no leg, and its order is cancelled all the same', async () => {
    await desk.putOrder({ orderId: 'zero', tenders: [captured('cap_zero', 0)] });
    const { cancellationId } = await desk.accepted('zero');
    const committed = await desk.book.commit({ shopId: SHOP, cancellationId });
    expect(committed).toMatchObject({ outcome: 'committed', refund: 0, legs: [] });
  });

  it('a message of a channel’s of more than the payment counts as all of it, and of zero as nothing', async () => {
    await desk.putOrder({ orderId: 'more', tenders: [captured('cap_more')] });
    const tell = (amount: number) =>
      desk.refunds.receivePaymentNews(paymentNews({ kind: 'EXTERNAL_REFUND', sourceId: 'cap_more', amount }));
    expect(await tell(0)).toEqual({ outcome: 'ignored' });
    expect(await tell(9_999)).toMatchObject({ outcome: 'applied' });
    expect(await countersOf(desk, 'more')).toMatchObject({ cap_more: { external: 4_500, overdrawn: 0 } });
  });
});

describe('two refunds of one order at the same instant', () => {
  it('are one: the second request is told which one is active', async () => {
    await desk.putOrder({ orderId: 'twice', tenders: [captured('cap_twice')] });
    const ask = (idempotencyKey: string) => desk.book.accept(requestFor('twice', { idempotencyKey }));
    const answers = await Promise.all(['one', 'two', 'three'].map(ask));
    const refused = answers.filter(({ outcome }) => outcome === 'refused');
    expect(refused).toHaveLength(2);
    for (const refusal of refused) expect(refusal).toMatchObject({ code: 'CANCELLATION_ACTIVE' });
  });

  it('and a refund made elsewhere at that instant never return more than was paid', async () => {
    const ref = await desk.approved({ orderId: 'both', tenders: [captured('cap_both')] });
    await Promise.all([
      desk.book.commit(ref),
      desk.refunds.receivePaymentNews(paymentNews({ kind: 'EXTERNAL_REFUND', sourceId: 'cap_both', amount: 3_000 })),
    ]);
    const begun = await desk.begin(ref, `${ref.cancellationId}/1`);
    const { cap_both } = await countersOf(desk, 'both');
    if (cap_both === undefined) throw new Error('the capture is there');
    expect(cap_both.committed + cap_both.external).toBe(4_500);
    // Whoever was first: what goes out is 1,500, by the plan's leg or by the rest of it.
    if (begun.outcome === 'call') expect(begun.request.amount).toBe(1_500);
    else expect(await desk.leg(`${ref.cancellationId}/2`)).toMatchObject({ amount: 1_500, state: 'PLANNED' });
  });
});
