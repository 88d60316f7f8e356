import { authorized, captured, countersOf, legsOf, paymentNews } from './payments';
import { openDesk, type Desk } from './refund-desk';
import { ensureShop } from '../../../../src/adapters/persistence/orders/ensure-shop';
import { putOrder } from '../../../../src/adapters/persistence/orders/put-order';
import { newOrder } from '../orders/new-order';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const isApplied = async (eventId: string) =>
  (
    await desk.db
      .selectFrom('payment_inbox')
      .select('applied_at')
      .where('event_id', '=', eventId)
      .executeTakeFirstOrThrow()
  ).applied_at !== null;

describe('a refund that was made elsewhere', () => {
  it('lowers what can be refunded, once, however often it is told', async () => {
    await desk.putOrder({ orderId: 'elsewhere', tenders: [captured('cap_e')] });
    const news = paymentNews({ kind: 'EXTERNAL_REFUND', sourceId: 'cap_e', amount: 1_000, reference: 're_ext' });
    const received = await Promise.all([1, 2, 3].map(() => desk.refunds.receivePaymentNews(news)));
    expect(received.map(({ outcome }) => outcome).sort()).toEqual(['applied', 'ignored', 'ignored']);
    const another = { ...news, eventId: 'another message about the same refund' };
    expect(await desk.refunds.receivePaymentNews(another)).toEqual({ outcome: 'ignored' });
    expect(await countersOf(desk, 'elsewhere')).toMatchObject({ cap_e: { external: 1_000, overdrawn: 0 } });
  });

  it('and is told by the shop too counts once; another of the same amount counts as well', async () => {
    const sent = { orderId: 'witnesses', tenders: [captured('cap_w')] };
    await desk.putOrder(sent);
    const refund = () =>
      desk.refunds.receivePaymentNews(paymentNews({ kind: 'EXTERNAL_REFUND', sourceId: 'cap_w', amount: 700 }));
    await refund();
    const event = { captureId: 'cap_w', kind: 'EXTERNAL_REFUND' as const, amount: 700, happenedAt: new Date() };
    await desk.putOrder({ ...sent, version: 2, paymentEvents: [{ ...event, eventId: 'shop-1' }] });
    expect(await countersOf(desk, 'witnesses')).toMatchObject({ cap_w: { external: 700 } });
    await desk.accepted('witnesses');
    await refund();
    expect(await countersOf(desk, 'witnesses')).toMatchObject({ cap_w: { external: 1_400 } });
    const both = ['shop-1', 'shop-2'].map((eventId) => ({ ...event, eventId }));
    await desk.putOrder({ ...sent, version: 3, paymentEvents: both });
    expect(await countersOf(desk, 'witnesses')).toMatchObject({ cap_w: { external: 1_400 } });
  });

  it('but is one of our legs’ is that leg’s alone, whichever is told first', async () => {
    const { ref } = await desk.committed({ orderId: 'ours', tenders: [captured('cap_o')] });
    const legId = `${ref.cancellationId}/1`;
    await desk.begin(ref, legId);
    const before = paymentNews({ kind: 'EXTERNAL_REFUND', sourceId: 'cap_o', reference: 're_ours' });
    expect(await desk.refunds.receivePaymentNews(before)).toMatchObject({ outcome: 'applied' });
    expect(await desk.order('ours')).toMatchObject({ refund_state: 'NEEDS_ATTENTION' });
    const answer = { outcome: 'succeeded', providerRef: 're_ours' } as const;
    await desk.refunds.recordAnswer({ ...ref, legId, attempt: 1, answer });
    expect(await countersOf(desk, 'ours')).toMatchObject({ cap_o: { committed: 4_500, external: 0, overdrawn: 0 } });
    expect(await desk.order('ours')).toMatchObject({ refund_state: 'COMPLETED' });
    const after = paymentNews({ kind: 'EXTERNAL_REFUND', sourceId: 'cap_o', reference: 're_ours' });
    expect(await desk.refunds.receivePaymentNews(after)).toEqual({ outcome: 'ignored' });
  });

  it('before our leg was sent closes that leg: the customer has it', async () => {
    const { ref } = await desk.committed({ orderId: 'first', tenders: [captured('cap_1st')] });
    await desk.refunds.receivePaymentNews(paymentNews({ kind: 'EXTERNAL_REFUND', sourceId: 'cap_1st' }));
    const begun = await desk.begin(ref, `${ref.cancellationId}/1`);
    expect(begun).toMatchObject({ outcome: 'stored', leg: { state: 'CLOSED', code: 'REFUNDED_ELSEWHERE' } });
    expect(await desk.row(ref.cancellationId)).toMatchObject({ refund: 0 });
    expect(await legsOf(desk, 'first')).toEqual(['refund cap_1st 4500 CLOSED REFUNDED_ELSEWHERE']);
    await desk.book.close(ref);
    expect(await desk.book.prove(ref)).toMatchObject({ outcome: 'settled' });
  });
});

describe('a message about a payment', () => {
  it('that nobody knows is parked, and applied once its order is there', async () => {
    const news = paymentNews({ kind: 'EXTERNAL_REFUND', sourceId: 'cap_later', amount: 500 });
    expect(await desk.refunds.receivePaymentNews(news)).toEqual({ outcome: 'parked' });
    await desk.refunds.applyParked();
    expect(await isApplied(news.eventId)).toBe(false);
    await desk.putOrder({ orderId: 'later', tenders: [captured('cap_later')] });
    expect(await isApplied(news.eventId)).toBe(true);
    expect(await countersOf(desk, 'later')).toMatchObject({ cap_later: { external: 500 } });
  });

  it('that was parked is applied by the sweep, in the order in which it happened', async () => {
    const of = { sourceId: 'cap_swept', authorizationId: 'auth_swept' };
    const refund = paymentNews({
      ...of,
      kind: 'EXTERNAL_REFUND',
      amount: 500,
      happenedAt: new Date('2026-03-01T11:30:00Z'),
    });
    await desk.refunds.receivePaymentNews(refund);
    await desk.putOrder({ orderId: 'swept', tenders: [authorized({ auth_swept: 4_500 })] });
    const capture = paymentNews({ ...of, kind: 'CAPTURED' });
    await desk.refunds.receivePaymentNews(capture);
    await desk.refunds.applyParked();
    expect(await countersOf(desk, 'swept')).toMatchObject({ cap_swept: { amount: 4_500, external: 500 } });
  });

  it('in another currency than its tender’s moves nothing and is kept', async () => {
    await desk.putOrder({ orderId: 'dollars', tenders: [captured('cap_usd')] });
    const news = paymentNews({ kind: 'EXTERNAL_REFUND', sourceId: 'cap_usd', amount: 100, currency: 'USD' });
    expect(await desk.refunds.receivePaymentNews(news)).toEqual({ outcome: 'parked' });
    expect(await countersOf(desk, 'dollars')).toMatchObject({ cap_usd: { external: 0 } });
  });

  it('of an account that several shops share finds its payment by its authorization, and never guesses', async () => {
    await ensureShop(desk.db, { shopId: 'shop_2' });
    const channels = new Set(['sandbox']);
    for (const shopId of ['shop_1', 'shop_2']) {
      const tenders = [
        {
          ...captured('cap_shared'),
          authorizations: [{ authorizationId: `auth_${shopId}`, amount: 1, state: 'OPEN' as const }],
        },
      ];
      await putOrder(desk.db, { shopId, order: newOrder({ orderId: 'shared', tenders }) }, channels);
    }
    const of = { kind: 'EXTERNAL_REFUND', sourceId: 'cap_shared', amount: 100 } as const;
    expect(await desk.refunds.receivePaymentNews(paymentNews(of))).toEqual({ outcome: 'parked' });
    const told = paymentNews({ ...of, authorizationId: 'auth_shop_2' });
    expect(await desk.refunds.receivePaymentNews(told)).toEqual({ outcome: 'applied' });
    const rows = await desk.db
      .selectFrom('captures')
      .select(['shop_id', 'external'])
      .where('capture_id', '=', 'cap_shared')
      .execute();
    expect(Object.fromEntries(rows.map(({ shop_id, external }) => [shop_id, external]))).toEqual({
      shop_1: 0,
      shop_2: 100,
    });
  });

  it('of another channel than the tender’s is not its', async () => {
    await desk.putOrder({ orderId: 'other-channel', tenders: [captured('cap_oc')] });
    const news = paymentNews({ source: 'another', kind: 'EXTERNAL_REFUND', sourceId: 'cap_oc', amount: 100 });
    expect(await desk.refunds.receivePaymentNews(news)).toEqual({ outcome: 'parked' });
  });

  it('never lets counters pass the capture, whatever comes in whatever order', async () => {
    const { ref } = await desk.committed({ orderId: 'storm', tenders: [captured('cap_storm')] });
    const kinds = ['EXTERNAL_REFUND', 'DISPUTE_OPENED', 'DISPUTE_LOST', 'EXTERNAL_REFUND', 'DISPUTE_WON'] as const;
    await Promise.all([
      ...kinds.map((kind, index) =>
        desk.refunds.receivePaymentNews(paymentNews({ kind, sourceId: 'cap_storm', amount: 1_500 + index * 1_000 })),
      ),
      desk.begin(ref, `${ref.cancellationId}/1`),
    ]);
    const { cap_storm } = await countersOf(desk, 'storm');
    if (cap_storm === undefined) throw new Error('the capture is there');
    const { amount, committed, external, disputed } = cap_storm;
    expect(committed + external + disputed).toBeLessThanOrEqual(amount);
    expect(
      await desk.db.selectFrom('payment_events').select('event_id').where('order_id', '=', 'storm').execute(),
    ).toHaveLength(5);
  });
});
