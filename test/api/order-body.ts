/** The body of `PUT /v1/orders/{id}`: two lines of two merchants, paid by card. */
export function orderBody(over: object = {}): Record<string, unknown> {
  return {
    version: 1,
    currency: 'EUR',
    placedAt: '2026-03-01T10:00:00Z',
    lines: [
      { lineId: 'a', merchantId: 'm_1', sku: 'sku_a', quantity: 2, unitPrice: 1_000 },
      { lineId: 'b', merchantId: 'm_2', sku: 'sku_b', quantity: 1, unitPrice: 2_000 },
    ],
    shippingFee: 500,
    tenders: [
      {
        tenderId: 't_1',
        kind: 'CARD',
        channel: 'sandbox',
        captures: [{ captureId: 'cap_1', amount: 4_500, capturedAt: '2026-03-01T10:00:05Z' }],
      },
    ],
    ...over,
  };
}
