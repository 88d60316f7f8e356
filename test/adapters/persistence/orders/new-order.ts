import type { NewOrder } from '../../../../src/ports/order-book';

/** An order of two lines (three units, 4,500 minor units with shipping), paid by card. */
export function newOrder(over: Partial<NewOrder> = {}): NewOrder {
  return {
    orderId: 'o_1',
    version: 1,
    currency: 'EUR',
    placedAt: new Date('2026-03-01T10:00:00Z'),
    accountBlocked: false,
    lines: [
      line({ lineId: 'a', quantity: 2, unitPrice: 1_000, sku: 'sku_a' }),
      line({ lineId: 'b', quantity: 1, unitPrice: 2_000, sku: 'sku_b', merchantId: 'm_2' }),
    ],
    shippingFee: 500,
    tenders: [tender()],
    shipments: [],
    paymentEvents: [],
    ...over,
  };
}

export function line(over: Partial<NewOrder['lines'][number]> = {}): NewOrder['lines'][number] {
  return {
    lineId: 'a',
    merchantId: 'm_1',
    sku: 'sku_a',
    location: 'main',
    quantity: 1,
    unitPrice: 1_000,
    discount: 0,
    tax: 0,
    shipping: 0,
    cancellable: true,
    ...over,
  };
}

export function tender(over: Partial<NewOrder['tenders'][number]> = {}): NewOrder['tenders'][number] {
  return {
    tenderId: 't_1',
    kind: 'CARD',
    channel: 'sandbox',
    currency: 'EUR',
    sequence: 1,
    captures: [{ captureId: 'cap_1', amount: 4_500, capturedAt: new Date('2026-03-01T10:00:05Z') }],
    authorizations: [],
    ...over,
  };
}
