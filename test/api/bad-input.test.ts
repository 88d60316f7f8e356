import { orderBody } from './order-body';
import { startApi, type TestApi } from './start-api';

describe('bad input', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  const put = (body: object | string, orderId = 'o_bad') => api.as('service').put(`/v1/orders/${orderId}`).send(body);
  const withLine = (over: object) =>
    orderBody({ lines: [{ lineId: 'a', merchantId: 'm_1', sku: 's', quantity: 1, unitPrice: 1_000, ...over }] });

  it.each([
    ['a decimal amount', withLine({ unitPrice: 10.5 }), 422, 'AMOUNT_INVALID', 'lines.0.unitPrice'],
    [
      'an amount of too many digits',
      withLine({ unitPrice: 12_345_678_901_234 }),
      422,
      'AMOUNT_INVALID',
      'lines.0.unitPrice',
    ],
    ['an amount as text', withLine({ unitPrice: '10.50' }), 422, 'AMOUNT_INVALID', 'lines.0.unitPrice'],
    ['a negative amount', withLine({ unitPrice: -1 }), 422, 'AMOUNT_INVALID', 'lines.0.unitPrice'],
    ['a discount above its price', withLine({ discount: 1_001 }), 422, 'AMOUNT_INVALID', 'discount'],
    ['a negative quantity', withLine({ quantity: -2 }), 400, 'INVALID_REQUEST', 'lines.0.quantity'],
    ['an unknown field', orderBody({ curency: 'EUR' }), 400, 'INVALID_REQUEST', ''],
    ['an unknown currency', orderBody({ currency: 'ZZZ', tenders: [] }), 422, 'CURRENCY_UNKNOWN', undefined],
    [
      'a tender in another currency',
      orderBody({ tenders: [{ tenderId: 't', kind: 'CARD', channel: 'sandbox', currency: 'USD' }] }),
      422,
      'CURRENCY_MISMATCH',
      'tenders.0.currency',
    ],
    [
      'an unknown channel',
      orderBody({ tenders: [{ tenderId: 't', kind: 'CARD', channel: 'pigeon' }] }),
      422,
      'CHANNEL_UNKNOWN',
      'tenders.0.channel',
    ],
    [
      'a line that is there twice',
      orderBody({ lines: [1, 2].map(() => (withLine({})['lines'] as object[])[0]) }),
      400,
      'INVALID_REQUEST',
      'lines',
    ],
    ['a body that is no order', ['an array'], 400, 'INVALID_REQUEST', ''],
  ])('answers %s with its code, and stores nothing', async (...[, body, status, code, param]) => {
    const { body: problem, headers } = await put(body).expect(status);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(problem).toMatchObject({ status, code, type: `/docs/errors/${code}`, retryable: false });
    expect((problem as { param?: string }).param).toBe(param);
    expect((problem as { requestId: string }).requestId).toBe(headers['x-request-id']);
    await api.as('service').get('/v1/orders/o_bad').expect(404);
  });

  it('refuses a body that is not JSON', async () => {
    const { body } = await put('{"version": 1,').set('Content-Type', 'application/json').expect(400);
    expect(body).toMatchObject({ code: 'BODY_UNREADABLE' });
  });

  it('refuses a body above 100 kB', async () => {
    const { body } = await put({ text: 'x'.repeat(110_000) }).expect(413);
    expect(body).toMatchObject({ code: 'BODY_TOO_LARGE' });
  });

  it('refuses an order id that can be none', async () => {
    const { body } = await put(orderBody(), 'a.b').expect(400);
    expect(body).toMatchObject({ code: 'INVALID_REQUEST', param: 'orderId' });
  });

  it('refuses an older version of an order', async () => {
    await put(orderBody({ version: 3 }), 'o_old').expect(200);
    const { body } = await put(orderBody({ version: 2 }), 'o_old').expect(409);
    expect(body).toMatchObject({ code: 'ORDER_VERSION_OLD', details: { version: 2, stored: 3 } });
  });

  it('refuses units that changed during a cancellation, and takes a new shipment', async () => {
    await put(orderBody(), 'o_frozen').expect(200);
    await api.db.updateTable('orders').set({ frozen: true }).where('order_id', '=', 'o_frozen').execute();
    const { body } = await put(orderBody({ version: 2, lines: [] }), 'o_frozen').expect(409);
    expect(body).toMatchObject({ code: 'ORDER_FROZEN', param: 'lines' });
    const shipments = [{ shipmentId: 's', carrier: 'c', trackingRef: 't', state: 'LABELED', unitIds: ['a/1'] }];
    await put(orderBody({ version: 2, shipments }), 'o_frozen').expect(200);
  });

  it('knows no such order, cancellation or address', async () => {
    const order = await api.as('service').post('/v1/orders/none/quote').send({ reason: 'CHANGED_MIND' }).expect(404);
    expect(order.body).toMatchObject({ code: 'ORDER_NOT_FOUND' });
    const cancellation = await api.as('support').get('/v1/cancellations/none.0123456789abcdef').expect(404);
    expect(cancellation.body).toMatchObject({ code: 'CANCELLATION_NOT_FOUND' });
    const route = await api.anonymous.get('/v2/nothing').expect(404);
    expect(route.body).toMatchObject({ code: 'ROUTE_NOT_FOUND' });
  });

  it('takes a request to cancel only with a key', async () => {
    const { body } = await api
      .as('service')
      .post('/v1/orders/o_old/cancellations')
      .send({ reason: 'CHANGED_MIND' })
      .expect(400);
    expect(body).toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING', param: 'Idempotency-Key' });
  });

  it('tells nothing of its insides when something unexpected fails', async () => {
    await api.db.schema.alterTable('tenders').renameTo('tenders_gone').execute();
    const { body } = await api.as('service').get('/v1/orders/o_old').expect(500);
    await api.db.schema.alterTable('tenders_gone').renameTo('tenders').execute();
    expect(body).toMatchObject({ code: 'INTERNAL_ERROR', retryable: true });
    expect(JSON.stringify(body)).not.toMatch(/tenders|relation|select/);
  });

  it('speaks Chinese where that is asked for', async () => {
    const { body } = await api.anonymous.get('/v2/nothing').set('Accept-Language', 'zh').expect(404);
    expect(body).toMatchObject({ title: '没有这个地址。' });
  });
});
