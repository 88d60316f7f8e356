import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { accept } from '../../../../src/adapters/persistence/steps/accept';
import { recordDecision } from '../../../../src/adapters/persistence/steps/record-decision';
import { createCancellationReader } from '../../../../src/adapters/persistence/cancellation-reader';
import { createWalletBook } from '../../../../src/adapters/persistence/wallet/wallet-book';
import { explain } from '../../../../src/domain/explain/explain';
import { createOrderBook } from '../../../../src/adapters/persistence/orders/order-book';
import type { BalanceMovement } from '../../../../src/ports/wallet-book';
import { line, newOrder, tender } from '../orders/new-order';
import { MERCHANT, NOW, openBookshop, refOf, requestFor, SHOP, type Bookshop } from '../steps/bookshop';
import { expectSumsFit, issue, spend } from './wallet';

/** A gift card of 50.00 from m_1 and a book of 20.00 from m_2, paid with 70.00. */
describe('an order with a bought gift card', () => {
  let shop: Bookshop;
  beforeAll(async () => {
    shop = await openBookshop();
    await shop.putMerchant('m_1', { approvalNeeded: true });
    await shop.putMerchant('m_2', { approvalNeeded: true });
  });
  afterAll(() => shop.close());

  const put = (balanceId: string, movements: readonly BalanceMovement[]) =>
    createWalletBook(shop.db).putBalance(
      { shopId: SHOP, balanceId },
      { kind: 'GIFT_CARD', currency: 'EUR', movements },
    );
  const card = (balanceId: string) => createWalletBook(shop.db).readBalance({ shopId: SHOP, balanceId });
  const entries = (balanceId: string) =>
    shop.db.selectFrom('balance_entries').selectAll().where('balance_id', '=', balanceId).orderBy('entry_id').execute();
  const ordered = async (orderId: string, spent = 0) => {
    await put(orderId, [issue(`${orderId}-i`, 5_000), ...(spent === 0 ? [] : [spend(`${orderId}-s`, spent)])]);
    await shop.putOrder({
      orderId,
      lines: [
        line({ lineId: 'card', unitPrice: 5_000, giftBalanceId: orderId }),
        line({ lineId: 'book', unitPrice: 2_000, merchantId: 'm_2' }),
      ],
      shippingFee: 0,
      tenders: [tender({ captures: [{ captureId: `cap_${orderId}`, amount: 7_000, capturedAt: NOW }] })],
    });
  };
  const decide = async (ref: ReturnType<typeof refOf>, outcomes: Readonly<Record<string, 'APPROVED' | 'REJECTED'>>) => {
    for (const [merchantId, outcome] of Object.entries(outcomes)) {
      const rejected = outcome === 'REJECTED' ? { rejectionReason: 'OTHER' as const } : {};
      const input = {
        ...ref,
        merchantId,
        outcome,
        door: 'API',
        actor: MERCHANT,
        receivedAt: NOW.toISOString(),
      } as const;
      expect(await recordDecision(shop.db)({ ...input, ...rejected })).toMatchObject({ outcome: 'recorded' });
    }
  };

  it('that is spent whole is refused', async () => {
    await ordered('spent', 5_000);
    const whole = await accept(shop.db, { clock: () => NOW })(requestFor('spent'));
    expect(whole).toMatchObject({ code: 'GIFT_CARD_SPENT', details: { unitId: 'card/1' } });
    const selection = { kind: 'LINES', lines: [{ lineId: 'book', quantity: 1 }] } as const;
    const book = await accept(shop.db, { clock: () => NOW })(
      requestFor('spent', { idempotencyKey: 'book', selection }),
    );
    expect(book).toMatchObject({ outcome: 'accepted', quote: { refund: 2_000 } });
  });

  it('that our books do not know is refused', async () => {
    await shop.putOrder({ orderId: 'unknown', lines: [line({ giftBalanceId: 'nowhere' })], shippingFee: 0 });
    expect(await accept(shop.db)(requestFor('unknown'))).toMatchObject({ code: 'GIFT_CARD_SPENT' });
  });

  it('can’t be spent while its cancellation is decided, and can again once that was rejected', async () => {
    await ordered('held', 1_000);
    const ref = refOf(await shop.accepted('held'));
    expect(await card('held')).toMatchObject({ amount: 4_000, held: 4_000 });
    expect(await put('held', [spend('held-x', 1)])).toMatchObject({ code: 'AMOUNT_INVALID', details: { left: 0 } });
    await decide(ref, { m_1: 'REJECTED', m_2: 'REJECTED' });
    await end(shop.db)({ ...ref, outcome: 'REJECTED' });
    expect(await card('held')).toMatchObject({ amount: 4_000, held: 0, state: 'OPEN' });
    expect(await put('held', [spend('held-x', 1)])).toMatchObject({ outcome: 'updated' });
  });

  it('returns what is left, says so, and empties and closes the card once', async () => {
    await ordered('partly', 1_200);
    const accepted = await shop.accepted('partly');
    expect(accepted.quote).toMatchObject({ whole: true, refund: 5_800, fee: 1_200, giftSpent: 1_200, adjustment: 0 });
    const ref = refOf(accepted);
    await decide(ref, { m_1: 'APPROVED', m_2: 'APPROVED' });
    const committed = await Promise.all([1, 2].map(() => commit(shop.db)(ref)));
    expect(committed).toMatchObject([
      { outcome: 'committed', refund: 5_800, fee: 1_200 },
      { outcome: 'committed', refund: 5_800 },
    ]);
    expect(await card('partly')).toEqual({
      ...{ balanceId: 'partly', kind: 'GIFT_CARD', currency: 'EUR', state: 'CLOSED', amount: 0, held: 0 },
    });
    const cancelled = (await entries('partly')).filter(({ cause }) => cause === 'CANCEL');
    expect(cancelled).toMatchObject([{ amount: -3_800, cause_id: `${ref.cancellationId}/card/1`, order_id: 'partly' }]);
    const view = await createCancellationReader(shop.db).readView(ref);
    if (view === undefined) throw new Error('No view');
    expect(explain(view, 'en', 'customer').details).toContain(
      'Spent from the gift card that was bought, so it does not come back: EUR 12.00',
    );
    expect(explain(view, 'zh', 'customer').details.join()).toMatch(/礼品卡已使用.*12\.00/);
    expect(explain(view, 'en', 'customer').details.join()).not.toContain('fee');
    await expectSumsFit(shop.db);
  });

  it('keeps what came onto the card since', async () => {
    await ordered('since');
    const ref = refOf(await shop.accepted('since'));
    await put('since', [issue('since-more', 700)]);
    await decide(ref, { m_1: 'APPROVED', m_2: 'APPROVED' });
    expect(await commit(shop.db)(ref)).toMatchObject({ refund: 7_000 });
    expect(await card('since')).toMatchObject({ amount: 700, held: 0, state: 'OPEN' });
  });

  it('gives the card back when only the other merchant’s part is cancelled', async () => {
    await ordered('part', 500);
    const ref = refOf(await shop.accepted('part'));
    await decide(ref, { m_1: 'REJECTED', m_2: 'APPROVED' });
    expect(await commit(shop.db)(ref)).toMatchObject({ refund: 2_000, fee: 0 });
    expect(await card('part')).toMatchObject({ amount: 4_500, held: 0, state: 'OPEN' });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ gift_spent: 0 });
  });

  it('leaves nothing to a later cancellation of what was spent', async () => {
    await ordered('serial', 1_000);
    const selection = { kind: 'LINES', lines: [{ lineId: 'card', quantity: 1 }] } as const;
    const first = refOf(await shop.accepted('serial', { selection }));
    await decide(first, { m_1: 'APPROVED' });
    expect(await commit(shop.db)(first)).toMatchObject({ refund: 4_000, fee: 1_000, whole: false });
    await shop.db
      .updateTable('cancellations')
      .set({ state: 'CLOSED', closed_at: new Date() })
      .where('cancellation_id', '=', first.cancellationId)
      .execute();
    await shop.db
      .updateTable('orders')
      .set({ state: 'PARTIALLY_CANCELLED' })
      .where('order_id', '=', 'serial')
      .execute();
    const second = await shop.accepted('serial', { idempotencyKey: 'rest' });
    expect(second.quote).toMatchObject({ whole: true, refund: 2_000, fee: 0 });
  });

  it('does not let the same card be cancelled through two orders', async () => {
    await ordered('twin');
    await shop.putOrder({
      orderId: 'twin_2',
      lines: [line({ giftBalanceId: 'twin', unitPrice: 4_500 })],
      shippingFee: 0,
    });
    const answers = await Promise.all(
      ['twin', 'twin_2'].map((orderId) => accept(shop.db, { clock: () => NOW })(requestFor(orderId))),
    );
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'refused']);
    expect(answers.find(({ outcome }) => outcome === 'refused')).toMatchObject({ code: 'GIFT_CARD_SPENT' });
  });

  it('has one unit a card, and keeps its card once it is frozen', async () => {
    const orders = createOrderBook(shop.db, { channels: new Set(['sandbox']) });
    const two = newOrder({ orderId: 'two', lines: [line({ giftBalanceId: 'g', quantity: 2 })] });
    expect(await orders.putOrder(SHOP, two)).toMatchObject({ code: 'AMOUNT_INVALID', details: { field: 'quantity' } });
    await ordered('frozen');
    await shop.accepted('frozen');
    const stored = await orders.readOrder({ shopId: SHOP, orderId: 'frozen' });
    expect(stored?.units.map(({ giftBalanceId, giftLeft }) => [giftBalanceId, giftLeft])).toEqual([
      [undefined, undefined],
      ['frozen', 5_000],
    ]);
    const other = newOrder({
      ...{ orderId: 'frozen', version: 2, shippingFee: 0 },
      lines: [
        line({ lineId: 'card', unitPrice: 5_000, giftBalanceId: 'another' }),
        line({ lineId: 'book', unitPrice: 2_000, merchantId: 'm_2' }),
      ],
      tenders: [tender({ captures: [{ captureId: 'cap_frozen', amount: 7_000, capturedAt: NOW }] })],
    });
    expect(await orders.putOrder(SHOP, other)).toMatchObject({ code: 'ORDER_FROZEN', details: { field: 'lines' } });
  });
});
