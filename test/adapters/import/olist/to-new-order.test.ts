import { readOlist } from '../../../../src/adapters/import/olist/read-olist';
import { shiftOf, toNewOrder, type AsOf } from '../../../../src/adapters/import/olist/to-new-order';
import { adjustmentOf, unitsOf } from '../../../../src/domain/order-units';
import { olistFolder, THREE_ORDERS } from './olist-folder';

async function mapped(asOf: AsOf, now = new Date('2026-01-01T00:00:00Z')) {
  using folder = olistFolder(THREE_ORDERS);
  const { orders } = await readOlist(folder.path);
  const shiftMs = shiftOf(orders, { asOf, now });
  return orders.map((order) => toNewOrder(order, { asOf, shiftMs }));
}

test('pieces of one product are one line of the seller, named by the first piece', async () => {
  const [order] = await mapped('purchase');
  expect(order?.lines).toEqual([
    expect.objectContaining({
      lineId: '1',
      merchantId: 's1',
      sku: 'p1',
      location: 's1',
      quantity: 2,
      unitPrice: 1990,
      shipping: 1110,
    }),
    expect.objectContaining({ lineId: '3', merchantId: 's2', quantity: 1, unitPrice: 10000, shipping: 1000 }),
  ]);
  expect(unitsOf(order?.lines ?? [], 0).map(({ unitId, price, shipping }) => [unitId, price, shipping])).toEqual([
    ['1/1', 1990, 555],
    ['1/2', 1990, 555],
    ['3/1', 10000, 1000],
  ]);
});

test('each payment is a tender with one capture that no other order has', async () => {
  const orders = await mapped('purchase');
  const tenders = orders.flatMap((order) => order.tenders);
  expect(
    tenders.map(({ kind, sequence, captures }) => [kind, sequence, captures[0]?.captureId, captures[0]?.amount]),
  ).toEqual([
    ['CARD', 1, 'a1-1', 10000],
    ['GIFT_CARD', 2, 'a1-2', 6090],
    ['BANK_TRANSFER', 1, 'b2-1', 855],
    ['CARD', 1, 'c3-1', 4242],
    ['UNDEFINED', 2, 'c3-2', 0],
  ]);
});

test('as of the purchase nothing is shipped, and the newest order is of now', async () => {
  const orders = await mapped('purchase');
  expect(orders.flatMap(({ shipments }) => shipments)).toEqual([]);
  expect(orders.map(({ placedAt }) => placedAt.toISOString())).toEqual([
    '2025-11-04T01:00:00.000Z',
    '2025-12-04T00:00:00.000Z',
    '2026-01-01T00:00:00.000Z',
  ]);
});

test('as recorded each seller has sent a parcel, and times are as they were', async () => {
  const [order, calledOff] = await mapped('recorded');
  expect(order?.placedAt.toISOString()).toBe('2018-01-02T10:00:00.000Z');
  expect(order?.shipments).toEqual([
    { shipmentId: '1', carrier: 'sandbox', trackingRef: 'a1-1', state: 'DELIVERED', unitIds: ['1/1', '1/2'] },
    { shipmentId: '2', carrier: 'sandbox', trackingRef: 'a1-2', state: 'DELIVERED', unitIds: ['3/1'] },
  ]);
  expect(calledOff?.shipments).toEqual([]);
});

test('an order without items is all adjustment', async () => {
  const order = (await mapped('purchase'))[2];
  expect(order?.lines).toEqual([]);
  const tenders = order?.tenders.map((tender) => ({
    ...tender,
    captures: tender.captures.map((capture) => ({ ...capture, committed: 0, external: 0, disputed: 0 })),
  }));
  expect(adjustmentOf([], tenders ?? [])).toBe(4242);
});
