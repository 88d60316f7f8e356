import { writeFileSync } from 'node:fs';
import { readOlist } from '../../../../src/adapters/import/olist/read-olist';
import { surveyOf } from '../../../../src/adapters/import/olist/survey';
import { olistFolder, THREE_ORDERS } from './olist-folder';

test.each([false, true])(
  'orders come with their items and payments in their own order (gzipped: %s)',
  async (gzipped) => {
    using folder = olistFolder({ ...THREE_ORDERS, gzipped });
    const { orders, problems, leftOut, strayRows } = await readOlist(folder.path);
    expect(problems).toEqual([]);
    expect({ leftOut, strayRows }).toEqual({ leftOut: [], strayRows: 0 });
    expect(orders.map(({ orderId }) => orderId)).toEqual(['a1', 'b2', 'c3']);
    expect(orders[0]?.items.map(({ itemId, price, freight }) => [itemId, price, freight])).toEqual([
      [1, 1990, 555],
      [2, 1990, 555],
      [3, 10000, 1000],
    ]);
    expect(orders[0]?.payments.map(({ sequential, type, value }) => [sequential, type, value])).toEqual([
      [1, 'credit_card', 10000],
      [2, 'voucher', 6090],
    ]);
    expect(orders[1]?.approvedAt?.toISOString()).toBe('2018-02-01T09:05:00.000Z');
  },
);

test('what is not tidy is counted', async () => {
  using folder = olistFolder({ ...THREE_ORDERS, payments: [...(THREE_ORDERS.payments ?? []), 'b2,2,voucher,1,0.45'] });
  expect(surveyOf(await readOlist(folder.path))).toEqual({
    orders: 3,
    items: 4,
    payments: 6,
    merchants: 2,
    withoutItems: 1,
    withoutPayments: 0,
    paidMore: 1,
    paidLess: 0,
    zeroPayments: 1,
    undefinedKind: 1,
    severalMerchants: 1,
    severalChannels: 3,
    unreadableRows: 0,
    leftOut: 0,
    strayRows: 0,
  });
});

test('a byte order mark, Windows line ends, quotes and blank lines change nothing', async () => {
  const quoted = (row: string) => `${row.replace(/[^,]+/g, '"$&"')}\r`;
  using plain = olistFolder(THREE_ORDERS);
  using dressed = olistFolder({
    orders: ['\r', ...(THREE_ORDERS.orders ?? []).map(quoted)],
    items: (THREE_ORDERS.items ?? []).map(quoted),
    payments: (THREE_ORDERS.payments ?? []).map(quoted),
    ordersHeader:
      '\uFEFF"order_id","customer_id","order_status","order_purchase_timestamp","order_approved_at","order_delivered_carrier_date","order_delivered_customer_date","order_estimated_delivery_date"\r',
  });
  expect(await readOlist(dressed.path)).toEqual(await readOlist(plain.path));
});

test('a row that cannot be read is told with file and line, its order left out and the rest read', async () => {
  using folder = olistFolder({
    orders: [
      ...(THREE_ORDERS.orders ?? []),
      'd4,c4,lost,2018-03-01 09:00:00,,,,',
      'e5,c5,created,2018-02-31 09:00:00,,,,',
      'garbage',
    ],
    items: ['a1,1,p1,s1,2018-01-06 10:00:00,19.999,5.55', ...(THREE_ORDERS.items ?? []).slice(2), '"unclosed,1,p'],
    payments: [...(THREE_ORDERS.payments ?? []), 'b2,1,boleto,1,8.55', 'b2,2,boleto,1,-1.00', 'z9,1,boleto,1,5.0'],
  });
  const { orders, problems, leftOut, strayRows } = await readOlist(folder.path);
  expect(problems).toEqual([
    expect.objectContaining({ file: 'olist_orders_dataset.csv', line: 5, orderId: 'd4' }),
    expect.objectContaining({ line: 6, what: expect.stringContaining('2018-02-31') as string }),
    expect.objectContaining({ line: 7, what: '1 fields where 8 belong' }),
    {
      file: 'olist_order_items_dataset.csv',
      line: 2,
      what: 'price "19.999" is not an amount in BRL',
      orderId: 'a1',
    },
    expect.objectContaining({ line: 5, what: '3 fields where 7 belong' }),
    { file: 'olist_order_payments_dataset.csv', line: 7, what: 'is there twice', orderId: 'b2' },
    expect.objectContaining({ line: 8, what: 'payment_value "-1.00" is not an amount in BRL' }),
  ]);
  expect(orders.map(({ orderId }) => orderId)).toEqual(['c3']);
  expect(leftOut).toEqual(['a1', 'b2']);
  expect(strayRows).toBe(1);
});

test('only so many orders are read as asked for', async () => {
  using folder = olistFolder(THREE_ORDERS);
  const { orders } = await readOlist(folder.path, { limit: 2 });
  expect(orders.map(({ orderId }) => orderId)).toEqual(['a1', 'b2']);
});

const ERRORS = [
  {
    what: 'a missing file',
    rows: { ...THREE_ORDERS, without: 'olist_order_items_dataset' as const },
    code: 'FILE_MISSING',
    message: /no olist_order_items_dataset\.csv/,
  },
  {
    what: 'a missing column',
    rows: { ...THREE_ORDERS, ordersHeader: 'order_id,order_status' },
    code: 'COLUMNS_MISSING',
    message: /order_purchase_timestamp/,
  },
];

test.each(ERRORS)('$what is one clear error', async ({ rows, code, message }) => {
  using folder = olistFolder(rows);
  const reading = readOlist(folder.path);
  await expect(reading).rejects.toThrow(message);
  await expect(reading).rejects.toMatchObject({ name: 'OlistError', code });
});

test('a broken archive is one clear error that names the file', async () => {
  using folder = olistFolder({ ...THREE_ORDERS, without: 'olist_orders_dataset' });
  writeFileSync(`${folder.path}/olist_orders_dataset.csv.gz`, 'not gzipped');
  const reading = readOlist(folder.path);
  await expect(reading).rejects.toThrow(/^olist_orders_dataset\.csv\.gz can't be read/);
  await expect(reading).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  await expect(readOlist(`${folder.path}/nowhere`)).rejects.toMatchObject({ code: 'FOLDER_MISSING' });
});
