import { openDatabase, type Database } from '../../../../src/adapters/persistence/database';
import { ensureShop } from '../../../../src/adapters/persistence/orders/ensure-shop';
import { insertOrders } from '../../../../src/adapters/persistence/orders/insert-orders';
import { createOrderBook } from '../../../../src/adapters/persistence/orders/order-book';
import type { OrderBook } from '../../../../src/ports/order-book';
import { createTestDatabase, type TestDatabase } from '../../../support/test-database';
import { line, newOrder, tender } from './new-order';

const SHOP = 'shop_1';
const channels = new Set(['sandbox']);

describe('putOrder', () => {
  let database: TestDatabase;
  let db: Database;
  let book: OrderBook;

  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url, { max: 8 });
    await ensureShop(db, { shopId: SHOP });
    book = createOrderBook(db, { channels });
  });
  afterAll(async () => {
    await db.destroy();
    await database.drop();
  });

  const freeze = (orderId: string) =>
    db.updateTable('orders').set({ frozen: true }).where('order_id', '=', orderId).execute();
  const reserved = async (sku: string) => {
    const row = await db.selectFrom('stock_items').select('reserved').where('sku', '=', sku).executeTakeFirst();
    return row?.reserved ?? 0;
  };

  it('stores units with their share of the shipping fee, the adjustment and the reserved stock', async () => {
    const order = newOrder({ orderId: 'new', lines: [line({ quantity: 3, unitPrice: 1_000, sku: 'three' })] });
    const result = await book.putOrder(SHOP, order);
    expect(result).toMatchObject({ outcome: 'created', order: { state: 'OPEN', refund: 'NONE', adjustment: 1_000 } });
    const stored = await book.readOrder({ shopId: SHOP, orderId: 'new' });
    expect(stored?.units.map(({ unitId, shipping }) => [unitId, shipping])).toEqual([
      ['a/1', 166],
      ['a/2', 167],
      ['a/3', 167],
    ]);
    expect(stored?.placedAt).toEqual(order.placedAt);
    expect(stored?.tenders[0]?.captures[0]?.capturedAt).toEqual(order.tenders[0]?.captures[0]?.capturedAt);
    expect(await reserved('three')).toBe(3);
  });

  it('takes the same version with the same content for a repetition', async () => {
    await book.putOrder(SHOP, newOrder({ orderId: 'same' }));
    expect(await book.putOrder(SHOP, newOrder({ orderId: 'same' }))).toMatchObject({ outcome: 'unchanged' });
  });

  it('refuses an older version, and another content under the same one', async () => {
    await book.putOrder(SHOP, newOrder({ orderId: 'old', version: 5 }));
    const older = await book.putOrder(SHOP, newOrder({ orderId: 'old', version: 4 }));
    expect(older).toEqual({ outcome: 'refused', code: 'ORDER_VERSION_OLD', details: { version: 4, stored: 5 } });
    const other = await book.putOrder(SHOP, newOrder({ orderId: 'old', version: 5, shippingFee: 600 }));
    expect(other).toMatchObject({ code: 'ORDER_VERSION_OLD' });
  });

  it('replaces everything by a newer version, stock too, while no cancellation was accepted', async () => {
    const orderId = 'replaced';
    await book.putOrder(SHOP, newOrder({ orderId, lines: [line({ quantity: 4, sku: 'before' })] }));
    const next = newOrder({ orderId, version: 2, lines: [line({ quantity: 1, sku: 'after' })], currency: 'EUR' });
    expect(await book.putOrder(SHOP, next)).toMatchObject({ outcome: 'updated', order: { version: 2 } });
    expect([await reserved('before'), await reserved('after')]).toEqual([0, 1]);
  });

  it.each([
    ['units', { lines: [line({ lineId: 'a', quantity: 1 })] }, 'lines'],
    ['an amount', { shippingFee: 400 }, 'lines'],
    [
      'a captured amount',
      { tenders: [tender({ captures: [{ captureId: 'cap_1', amount: 1, capturedAt: new Date(0) }] })] },
      'tenders',
    ],
    ['a tender that is left out', { tenders: [] }, 'tenders'],
  ])('refuses changed %s once it is frozen, and changes nothing', async (name, change, field) => {
    const orderId = `frozen_${name.replace(/\W/g, '_')}`;
    await book.putOrder(SHOP, newOrder({ orderId }));
    await freeze(orderId);
    const before = await book.readOrder({ shopId: SHOP, orderId });
    const result = await book.putOrder(SHOP, newOrder({ orderId, version: 2, ...change }));
    expect(result).toEqual({ outcome: 'refused', code: 'ORDER_FROZEN', details: { field } });
    expect(await book.readOrder({ shopId: SHOP, orderId })).toEqual(before);
  });

  it('adds captures, shipments and payment events to a frozen order', async () => {
    const orderId = 'added';
    const open = tender({
      captures: [],
      authorizations: [{ authorizationId: 'auth_1', amount: 4_500, state: 'OPEN' }],
    });
    await book.putOrder(SHOP, newOrder({ orderId, tenders: [open] }));
    await freeze(orderId);
    const captured = tender({ authorizations: [{ authorizationId: 'auth_1', amount: 4_500, state: 'CAPTURED' }] });
    const result = await book.putOrder(
      SHOP,
      newOrder({
        orderId,
        version: 2,
        tenders: [captured],
        shipments: [{ shipmentId: 's_1', carrier: 'dhl', trackingRef: 'T1', state: 'LABELED', unitIds: ['a/1'] }],
        paymentEvents: [
          { eventId: 'e_1', captureId: 'cap_1', kind: 'EXTERNAL_REFUND', amount: 100, happenedAt: new Date(0) },
          { eventId: 'e_2', captureId: 'cap_1', kind: 'DISPUTE_OPENED', amount: 300, happenedAt: new Date(0) },
        ],
      }),
    );
    expect(result).toMatchObject({
      outcome: 'updated',
      order: {
        adjustment: 0,
        shipments: [{ shipmentId: 's_1', unitIds: ['a/1'] }],
        tenders: [
          {
            captures: [{ captureId: 'cap_1', external: 100, disputed: 300, disputeOpen: true }],
            authorizations: [{ state: 'CAPTURED' }],
          },
        ],
      },
    });
  });

  it('refuses a payment event that takes what a refund already holds', async () => {
    const orderId = 'held';
    await book.putOrder(SHOP, newOrder({ orderId }));
    await freeze(orderId);
    await db.updateTable('captures').set({ committed: 4_500 }).where('order_id', '=', orderId).execute();
    const events = [
      { eventId: 'e_1', captureId: 'cap_1', kind: 'EXTERNAL_REFUND', amount: 1, happenedAt: new Date(0) },
    ] as const;
    const result = await book.putOrder(SHOP, newOrder({ orderId, version: 2, paymentEvents: events }));
    expect(result).toMatchObject({ code: 'AMOUNT_INVALID', details: { field: 'paymentEvents.0.amount', tooMuch: 1 } });
  });

  it('leaves a stopped parcel stopped, whatever the shop still believes', async () => {
    const orderId = 'stopped';
    const shipment = { shipmentId: 's_1', carrier: 'dhl', trackingRef: 'T1', unitIds: ['a/1'] };
    await book.putOrder(SHOP, newOrder({ orderId, shipments: [{ ...shipment, state: 'IN_TRANSIT' }] }));
    await freeze(orderId);
    await db.updateTable('shipments').set({ state: 'STOPPED' }).where('order_id', '=', orderId).execute();
    const result = await book.putOrder(
      SHOP,
      newOrder({ orderId, version: 2, shipments: [{ ...shipment, state: 'DELIVERED' }] }),
    );
    expect(result).toMatchObject({ outcome: 'updated', order: { shipments: [{ state: 'STOPPED' }] } });
  });

  it.each([
    ['an unknown currency', { currency: 'XXQ', tenders: [] }, 'CURRENCY_UNKNOWN'],
    ['a tender in another currency', { tenders: [tender({ currency: 'USD' })] }, 'CURRENCY_MISMATCH'],
    ['a channel without an adapter', { tenders: [tender({ channel: 'pigeon' })] }, 'CHANNEL_UNKNOWN'],
    ['an amount that is no whole number', { shippingFee: 0.5 }, 'AMOUNT_INVALID'],
    ['a negative quantity', { lines: [line({ quantity: -1 })] }, 'AMOUNT_INVALID'],
    [
      'a parcel with a unit that no line has',
      { shipments: [{ shipmentId: 's', carrier: 'c', trackingRef: 't', state: 'LABELED', unitIds: ['a/3'] }] },
      'UNIT_UNKNOWN',
    ],
  ] as const)('refuses %s and stores nothing', async (_name, change, code) => {
    const result = await book.putOrder(SHOP, newOrder({ orderId: 'refused', ...change }));
    expect(result).toMatchObject({ outcome: 'refused', code });
    expect(await book.readOrder({ shopId: SHOP, orderId: 'refused' })).toBeUndefined();
  });

  it('stores an order without lines, which the shop itself decides', async () => {
    await book.putOrder(SHOP, newOrder({ orderId: 'no_lines', lines: [], shippingFee: 0 }));
    const basis = await book.readQuoteBasis({ shopId: SHOP, orderId: 'no_lines' });
    expect(basis?.order.adjustment).toBe(4_500);
    expect(basis?.policies.get('shop')?.policyId).toBe('default');
  });

  it('takes one of two different orders that come at once under one id, and refuses the other', async () => {
    const results = await Promise.all(
      [500, 600].map((shippingFee) => book.putOrder(SHOP, newOrder({ orderId: 'race', shippingFee }))),
    );
    expect(results.map((result) => ('code' in result ? result.code : result.outcome)).sort()).toEqual([
      'ORDER_VERSION_OLD',
      'created',
    ]);
  });

  it('makes a changed policy a new version and keeps the old one', async () => {
    const policy = {
      policyId: 'p',
      requestWindowMinutes: null,
      graceMinutes: 0,
      approvalNeeded: true,
      decisionMs: 1_000,
      businessHoursOnly: false,
      onTimeout: 'APPROVE',
      onNotStopped: 'END',
      interceptInTransit: true,
      returnMs: 1_000,
      partsCancellable: true,
      shippingFee: 'NONE',
      tenderOrder: 'PROPORTIONAL',
      stock: 'RELEASE',
      fees: [],
    } as const;
    const put = (over: object) =>
      book.putMerchant(SHOP, { merchantId: 'm_9', calendar: null, policy: { ...policy, ...over } });
    const first = await put({});
    expect(first).toMatchObject({ outcome: 'created', merchant: { policy: { version: 1 } } });
    expect(await put({})).toMatchObject({ outcome: 'unchanged', merchant: { policyHash: first.merchant.policyHash } });
    expect(await put({ graceMinutes: 5 })).toMatchObject({ outcome: 'updated', merchant: { policy: { version: 2 } } });
    const versions = await db.selectFrom('policies').select('version').where('merchant_id', '=', 'm_9').execute();
    expect(versions).toHaveLength(2);
  });

  it('inserts orders in batches, tells those that were there, and leaves out what is wrong', async () => {
    await book.putOrder(SHOP, newOrder({ orderId: 'bulk_3', version: 7 }));
    const orders = Array.from({ length: 1_200 }, (_, index) => newOrder({ orderId: `bulk_${index}` }));
    const wrong = newOrder({ orderId: 'bulk_wrong', currency: 'XXQ' });
    const progress: number[] = [];
    const result = await insertOrders(
      db,
      { shopId: SHOP, orders: [...orders, wrong] },
      { channels, onProgress: (done) => progress.push(done) },
    );
    expect(result).toMatchObject({ inserted: 1_199, existing: ['bulk_3'], refused: [{ orderId: 'bulk_wrong' }] });
    expect(progress).toEqual([500, 1_000, 1_201]);
    expect((await book.readOrder({ shopId: SHOP, orderId: 'bulk_3' }))?.version).toBe(7);
    expect(await book.putOrder(SHOP, newOrder({ orderId: 'bulk_4' }))).toMatchObject({ outcome: 'unchanged' });
  });
});
