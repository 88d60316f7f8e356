import { createHmac } from 'node:crypto';
import type { RefundEventReceived } from '../../src/ports/refund-book';
import { standInRuns } from './stand-in-runs';
import { startApi, WEBHOOK_SECRET, type TestApi } from './start-api';

const PATH = '/v1/webhooks/refunds/sandbox';
const event = {
  id: 'evt_1',
  type: 'refund.updated',
  createdAt: 1_772_000_000,
  refund: {
    id: 're_1',
    payment: 'cap_1',
    reference: 'o_1.0123456789abcdef/1',
    amount: 100,
    currency: 'EUR',
    state: 'succeeded',
  },
};

describe('refund webhooks', () => {
  const runs = standInRuns();
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ over: () => ({ temporal: (identity, patience) => runs.door(api.db)(identity, patience) }) });
  });
  afterAll(() => api.stop());

  const deliver = (body: string, secret = WEBHOOK_SECRET, path = PATH) => {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
    return api.anonymous
      .post(path)
      .set('Content-Type', 'application/json')
      .set('rescind-sandbox-timestamp', timestamp)
      .set('rescind-sandbox-signature', signature)
      .send(body);
  };

  it('keeps a signed message whose leg is not known yet, once, by the very bytes that were signed', async () => {
    const spaced = JSON.stringify(event, null, 4);
    await deliver(spaced).expect(200, { outcome: 'parked' });
    await deliver(spaced).expect(200, { outcome: 'ignored' });
    const rows = await api.db.selectFrom('webhook_inbox').select(['source', 'event_id']).execute();
    expect(rows).toEqual([{ source: 'sandbox', event_id: 'evt_1' }]);
  });

  it.each([
    [
      'another secret',
      () => deliver(JSON.stringify({ ...event, id: 'evt_2' }), 'a-secret-of-somebody-else'),
      401,
      'WEBHOOK_SIGNATURE_INVALID',
    ],
    ['a body that says nothing known', () => deliver('{"id":"evt_3"}'), 400, 'WEBHOOK_UNREADABLE'],
    [
      'an unknown channel',
      () => deliver('{}', WEBHOOK_SECRET, '/v1/webhooks/refunds/pigeon'),
      404,
      'WEBHOOK_SOURCE_UNKNOWN',
    ],
  ])('refuses %s and stores nothing', async (...[, call, status, code]) => {
    const { body } = await call().expect(status);
    expect(body).toMatchObject({ code });
    const rows = await api.db.selectFrom('webhook_inbox').select('event_id').where('event_id', '<>', 'evt_1').execute();
    expect(rows).toEqual([]);
  });

  it('tells the run only where the database says that it waits, and keeps the change when it can not', async () => {
    const signal = { shopId: 'shop_1', cancellationId: 'o_1.0123456789abcdef', legId: 'leg_1' };
    const results: RefundEventReceived[] = [
      { outcome: 'applied', signal },
      { outcome: 'applied' },
      { outcome: 'applied', signal },
    ];
    const own = await startApi({
      over: () => ({
        temporal: (identity, patience) => runs.door(own.db)(identity, patience),
        webhooks: {
          receive: () => {
            const received = results.shift() ?? { outcome: 'ignored' };
            return Promise.resolve({ outcome: 'taken', refunds: [received], payments: [] });
          },
        },
      }),
    });
    const post = () => own.anonymous.post(PATH).send('{}').expect(200, { outcome: 'applied' });
    await post();
    await post();
    expect(runs.told).toEqual(['refund o_1.0123456789abcdef leg_1']);
    runs.reach = 'down';
    await post();
    await own.stop();
  });
});
