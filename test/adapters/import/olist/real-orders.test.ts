import { readOlist, type OlistFolder } from '../../../../src/adapters/import/olist/read-olist';
import { surveyOf } from '../../../../src/adapters/import/olist/survey';
import { shiftOf, toNewOrder } from '../../../../src/adapters/import/olist/to-new-order';
import { orderRefusal } from '../../../../src/adapters/persistence/orders/order-refusal';
import { unitsOf } from '../../../../src/domain/order-units';
import { describeOnRealOlist } from './real-olist';

describeOnRealOlist('The 20,000 real orders', (folder) => {
  let read: OlistFolder;
  beforeAll(async () => {
    read = await readOlist(folder);
  });

  test('are all read, and what is not tidy is told', () => {
    expect(surveyOf(read)).toEqual({
      orders: 20_000,
      items: 22_618,
      payments: 20_873,
      merchants: 2_096,
      withoutItems: 154,
      withoutPayments: 0,
      paidMore: 67,
      paidLess: 41,
      zeroPayments: 2,
      undefinedKind: 1,
      severalMerchants: 253,
      severalChannels: 457,
      unreadableRows: 0,
      leftOut: 0,
      strayRows: 0,
    });
  });

  test.each(['purchase', 'recorded'] as const)('as of %s are orders that the order book takes, to the cent', (asOf) => {
    const now = new Date();
    const shiftMs = shiftOf(read.orders, { asOf, now });
    const captures = new Set<string>();
    let pieces = 0;
    for (const source of read.orders) {
      const order = toNewOrder(source, { asOf, shiftMs });
      expect(orderRefusal(order, new Set(['sandbox']))).toBeUndefined();
      const units = unitsOf(order.lines, order.shippingFee);
      pieces += units.length;
      // Each row of the items file is one unit: the same amounts, whatever was grouped into lines.
      const amounts = (rows: readonly (readonly [number, number])[]) => rows.map(String).sort();
      expect(amounts(units.map(({ price, shipping }) => [price, shipping]))).toEqual(
        amounts(source.items.map(({ price, freight }) => [price, freight])),
      );
      for (const { captureId } of order.tenders.flatMap((tender) => tender.captures)) captures.add(captureId);
      expect(order.placedAt.getTime()).toBeLessThanOrEqual(now.getTime());
    }
    expect(pieces).toBe(22_618);
    expect(captures.size).toBe(20_873);
  });
});
