import { createCancellationBook } from '../../../../src/adapters/persistence/cancellation-book';
import { createOrderBook } from '../../../../src/adapters/persistence/orders/order-book';
import { createRefundBook } from '../../../../src/adapters/persistence/refund-book';
import { OWN_CHANNELS, openWalletChannels } from '../../../../src/adapters/persistence/wallet/own-channels';
import { createWalletBook } from '../../../../src/adapters/persistence/wallet/wallet-book';
import { line, newOrder, tender } from '../orders/new-order';
import { NOW, openBookshop, refOf, requestFor, SHOP, type Bookshop } from '../steps/bookshop';
import { expectSumsFit, issue, spend } from './wallet';

/**
 * A gift card of 50.00 that was bought, of which 12.00 are spent, paid half from
 * another card and half from store credit.
 */
describe('an order that was paid from balances', () => {
  let shop: Bookshop;
  beforeAll(async () => {
    shop = await openBookshop();
    await shop.putMerchant('m_1', { approvalNeeded: false, tenderOrder: 'GIFT_FIRST' });
  });
  afterAll(() => shop.close());

  it('is settled with every cent back on its balances, each leg credited once by two workers at once', async () => {
    const wallet = createWalletBook(shop.db);
    const put = (balanceId: string, amounts: readonly [number, number]) =>
      wallet.putBalance(
        { shopId: SHOP, balanceId },
        {
          ...{ kind: 'GIFT_CARD', currency: 'EUR' },
          movements: [issue(`${balanceId}-i`, amounts[0]), spend(`${balanceId}-s`, amounts[1])],
        },
      );
    await put('bought', [5_000, 1_200]);
    await put('paying', [2_500, 2_500]);
    const capture = (captureId: string) => [{ captureId, amount: 2_500, capturedAt: NOW }];
    const orders = createOrderBook(shop.db, { channels: new Set(OWN_CHANNELS.keys()) });
    const stored = await orders.putOrder(
      SHOP,
      newOrder({
        lines: [line({ unitPrice: 5_000, giftBalanceId: 'bought' })],
        shippingFee: 0,
        tenders: [
          tender({ kind: 'GIFT_CARD', channel: 'gift-card', captures: capture('paying:1') }),
          tender({ tenderId: 't_2', kind: 'STORE_CREDIT', channel: 'store-credit', captures: capture('customer_5') }),
        ],
      }),
    );
    expect(stored).toMatchObject({ outcome: 'created' });
    const book = createCancellationBook(shop.db, { clock: () => NOW });
    const ref = refOf(await book.accept(requestFor('o_1')));
    const committed = await book.commit(ref);
    if (committed.outcome !== 'committed') throw new Error(JSON.stringify(committed));
    expect(committed).toMatchObject({ refund: 3_800, fee: 1_200 });

    const channels = openWalletChannels(shop.db);
    const refunds = createRefundBook(shop.db, { ownChannels: OWN_CHANNELS });
    const capabilitiesOf = (name: string) => {
      const channel = channels.get(name);
      if (channel === undefined) throw new Error(`No channel ${name}`);
      return channel.capabilities;
    };
    for (const { legId } of committed.legs) {
      const begun = await Promise.all(
        [1, 2].map(() => refunds.beginAttempt({ ...ref, legId, call: 'submit' }, capabilitiesOf)),
      );
      expect(begun).toMatchObject([
        { outcome: 'stored', leg: { state: 'SUCCEEDED' } },
        { outcome: 'stored', leg: { state: 'SUCCEEDED' } },
      ]);
    }
    expect(await wallet.readBalance({ shopId: SHOP, balanceId: 'bought' })).toMatchObject({
      amount: 0,
      state: 'CLOSED',
    });
    const back = await Promise.all(
      ['paying', 'customer_5'].map((balanceId) => wallet.readBalance({ shopId: SHOP, balanceId })),
    );
    expect(back.reduce((total, balance) => total + (balance?.amount ?? 0), 0)).toBe(3_800);
    const credits = await shop.db.selectFrom('balance_entries').selectAll().where('cause', '=', 'REFUND').execute();
    expect(credits).toHaveLength(committed.legs.length);
    expect(await book.close(ref)).toMatchObject({ outcome: 'closed' });
    expect(await book.prove(ref)).toMatchObject({ outcome: 'settled' });
    await expectSumsFit(shop.db);
  });
});
