import { createApiKey } from '../../src/adapters/persistence/api-keys';
import { orderBody } from './order-body';
import { startApi, type TestApi } from './start-api';

describe('orders over HTTP', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  const put = (orderId: string, body: object | string) => api.as('service').put(`/v1/orders/${orderId}`).send(body);

  it('creates an order and reads it back, its state never without its refund', async () => {
    const created = await put('o_1', orderBody()).expect(200);
    expect(created.body).toMatchObject({ outcome: 'created', order: { orderId: 'o_1', version: 1, adjustment: 0 } });
    const read = await api.as('auditor').get('/v1/orders/o_1').set('Accept-Language', 'zh-CN,en;q=0.8').expect(200);
    expect(read.body).toMatchObject({
      reading: { state: 'OPEN', refund: 'NONE', text: '有效' },
      units: [{ unitId: 'a/1' }, { unitId: 'a/2' }, { unitId: 'b/1' }],
      tenders: [{ currency: 'EUR', sequence: 1, captures: [{ captureId: 'cap_1', committed: 0 }] }],
    });
  });

  it('says of a cancelled order what its refund does', async () => {
    await put('cancelled', orderBody()).expect(200);
    await api.db
      .updateTable('orders')
      .set({ state: 'CANCELLED', refund_state: 'IN_PROGRESS' })
      .where('order_id', '=', 'cancelled')
      .execute();
    const { body } = await api.as('service').get('/v1/orders/cancelled').expect(200);
    expect(body).toMatchObject({ reading: { text: 'Cancelled, refund on its way' } });
  });

  it('takes the same version with the same content for a repetition', async () => {
    await put('same', orderBody()).expect(200);
    const again = await put('same', orderBody()).expect(200);
    expect(again.body).toMatchObject({ outcome: 'unchanged' });
  });

  it('quotes what a request would return, by part and whole, and holds nothing', async () => {
    await put('quoted', orderBody()).expect(200);
    const lines = [{ lineId: 'a', quantity: 1 }];
    const part = await api
      .as('support')
      .post('/v1/orders/quoted/quote')
      .send({ reason: 'CHANGED_MIND', selection: { kind: 'LINES', lines } })
      .expect(200);
    expect(part.body).toMatchObject({
      outcome: 'allowed',
      quote: { whole: false, goods: 1_000, refund: 1_125, tenders: [{ tenderId: 't_1', amount: 1_125 }] },
      approval: [{ merchantId: 'm_1', by: 'MERCHANT' }],
    });
    const whole = await api.as('service').post('/v1/orders/quoted/quote').send({ reason: 'CHANGED_MIND' }).expect(200);
    expect(whole.body).toMatchObject({ quote: { whole: true, refund: 4_500 } });
    const read = await api.as('service').get('/v1/orders/quoted').expect(200);
    expect(read.body).toMatchObject({ reading: { state: 'OPEN' } });
  });

  it('answers a denied quote with the code that the request would get', async () => {
    const shipments = [
      { shipmentId: 's_1', carrier: 'dhl', trackingRef: 'T1', state: 'DELIVERED', unitIds: ['a/1', 'a/2', 'b/1'] },
    ];
    await put('delivered', orderBody({ shipments })).expect(200);
    const { body } = await api
      .as('service')
      .post('/v1/orders/delivered/quote')
      .send({ reason: 'CHANGED_MIND' })
      .expect(409);
    expect(body).toMatchObject({ code: 'ORDER_DELIVERED', type: '/docs/errors/ORDER_DELIVERED', retryable: false });
  });

  it('sets a merchant’s policy, whose grace a quote then knows', async () => {
    const policy = {
      policyId: 'quick',
      requestWindowMinutes: null,
      graceMinutes: 5_256_000,
      approvalNeeded: true,
      decisionMs: 60_000,
      businessHoursOnly: true,
      onTimeout: 'APPROVE',
      onNotStopped: 'END',
      interceptInTransit: true,
      returnMs: 60_000,
      partsCancellable: true,
      shippingFee: 'PRORATED',
      tenderOrder: 'PROPORTIONAL',
      stock: 'RELEASE',
      fees: [],
    };
    const calendar = {
      timeZone: 'America/Sao_Paulo',
      weekly: { monday: [{ from: '09:00', to: '18:00' }] },
      holidays: [],
    };
    const set = await api.as('service').put('/v1/merchants/m_1').send({ calendar, policy }).expect(200);
    expect(set.body).toMatchObject({
      merchantId: 'm_1',
      policyHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    await put('grace', orderBody({ placedAt: new Date().toISOString() })).expect(200);
    const { body } = await api
      .as('service')
      .post('/v1/orders/grace/quote')
      .send({ reason: 'CHANGED_MIND' })
      .expect(200);
    expect(body).toMatchObject({
      approval: [
        { merchantId: 'm_1', by: 'RULE' },
        { merchantId: 'm_2', by: 'MERCHANT' },
      ],
    });
    const never = { ...calendar, weekly: {} };
    const wrong = await api.as('service').put('/v1/merchants/m_1').send({ calendar: never, policy }).expect(400);
    expect(wrong.body).toMatchObject({ code: 'INVALID_REQUEST', param: 'calendar' });
  });

  it('does not find the order of another shop', async () => {
    await put('mine', orderBody()).expect(200);
    await api.db.insertInto('shops').values({ shop_id: 'shop_2' }).execute();
    const { key } = await createApiKey(api.db, { shopId: 'shop_2', actorId: 'x', role: 'service' });
    const { body } = await api.anonymous.get('/v1/orders/mine').set('Authorization', `Bearer ${key}`).expect(404);
    expect(body).toMatchObject({ code: 'ORDER_NOT_FOUND' });
  });
});
