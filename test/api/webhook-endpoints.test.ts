import { setTimeout as delay } from 'node:timers/promises';
import { createWebhookEndpoints } from '../../src/adapters/persistence/outgoing-webhooks/endpoint-book';
import { readTarget } from '../../src/adapters/outgoing-webhooks/read-target';
import type { Role } from '../../src/domain/cancellation';
import { accept } from '../../src/adapters/persistence/steps/accept';
import { FORBIDDEN_HOSTS } from '../adapters/outgoing-webhooks/forbidden-addresses';
import { SEALER } from '../adapters/outgoing-webhooks/webhook-desk';
import { NOW, requestFor } from '../adapters/persistence/steps/bookshop';
import { createGate, waitFor } from '../support/wait-for';
import { orderBody } from './order-body';
import { startApi, type Call, type TestApi } from './start-api';

const PATH = '/v1/webhook-endpoints';
const URL = 'https://hooks.invalid-shop.example.com/rescind';

interface Made {
  readonly endpointId: string;
  readonly secret: string;
}

describe('webhook endpoints', () => {
  let api: TestApi;
  let keys = 0;
  beforeAll(async () => {
    const refuseUrl = (url: string) => {
      const target = readTarget(url, { allowLoopback: false });
      return target.outcome === 'refused' ? target.code : undefined;
    };
    api = await startApi({
      over: () => {
        const lazy = () => createWebhookEndpoints({ db: api.db, sealer: SEALER, refuseUrl, clock: () => new Date() });
        return {
          webhookEndpoints: {
            create: (ask) => lazy().create(ask),
            list: (shopId) => lazy().list(shopId),
            read: (ref) => lazy().read(ref),
            change: (ask) => lazy().change(ask),
            remove: (ask) => lazy().remove(ask),
            rotate: (ask) => lazy().rotate(ask),
            deliveries: (ask) => lazy().deliveries(ask),
            resend: (ask) => lazy().resend(ask),
          },
        };
      },
    });
    await api.as('service').put('/v1/orders/o_1').send(orderBody()).expect(200);
  });
  afterAll(() => api.stop());

  const keyed = (call: Call, key = `key-${(keys += 1)}`): Call => call.set('Idempotency-Key', key);
  const create = (body: object, role: Role = 'service', key?: string): Call =>
    keyed(api.as(role).post(PATH), key).send(body);
  const made = async (body: object = {}): Promise<Made> =>
    (await create({ url: URL, ...body }).expect(200)).body as Made;

  it('show their secret when they are made, and never again', async () => {
    const { endpointId, secret } = await made({ types: ['cancellation.settled'] });
    expect(Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).toHaveLength(32);
    const answers = [await api.as('service').get(PATH), await api.as('operator').get(`${PATH}/${endpointId}`)];
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).toContain(endpointId);
      expect(text).not.toContain(secret.slice(6, 30));
    }
    expect(answers[1]?.body).toMatchObject({
      ...{ url: URL, types: ['cancellation.settled'], state: 'ENABLED' },
      history: [{ event: 'CREATED', actor: { id: 'service_1', role: 'service' } }],
    });
  });

  it('are made once for each key, also by two at the same time', async () => {
    const both = await Promise.all([
      create({ url: URL }, 'service', 'twice').expect(200),
      create({ url: URL }, 'service', 'twice').expect(200),
    ]);
    expect(both[0].body).toEqual(both[1].body);
    const { body } = await create({ url: `${URL}/other` }, 'service', 'twice').expect(422);
    expect(body).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    const without = await api.as('service').post(PATH).send({ url: URL }).expect(400);
    expect(without.body).toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING' });
  });

  it('are not made for addresses inside a machine or network', async () => {
    const codes = new Set<unknown>();
    for (const host of FORBIDDEN_HOSTS) {
      const { status, body } = await create({ url: `https://${host}/` });
      codes.add(`${status} ${(body as { code: string }).code} ${(body as { details: { why: string } }).details.why}`);
    }
    expect([...codes]).toEqual(['422 WEBHOOK_URL_REFUSED ADDRESS_REFUSED']);
  });

  it.each(['http://hooks.example.com/', 'https://a:b@hooks.example.com/', 'nothing'])(
    'are not made for %s',
    async (url) => {
      const { body } = await create({ url }).expect(422);
      expect(body).toMatchObject({ code: 'WEBHOOK_URL_REFUSED', param: 'url' });
    },
  );

  it.each([
    ['url', { url: `https://hooks.example.com/${'a'.repeat(2_048)}` }],
    ['url', { url: 7 }],
    ['types.0', { types: ['order.created'] }],
    ['types.0', { types: ['cancellation.*.x'] }],
    ['types', { types: Array.from({ length: 51 }, () => 'cancellation.settled') }],
    ['merchantId', { merchantId: '' }],
    ['', { secret: 'mine' }],
  ])('with a wrong %s are refused', async (param, over) => {
    expect((await create({ url: URL, ...over }).expect(400)).body).toMatchObject({ code: 'INVALID_REQUEST', param });
  });

  it('of a merchant that is not there are refused', async () => {
    const { body } = await create({ url: URL, merchantId: 'm_9' }).expect(404);
    expect(body).toMatchObject({ code: 'MERCHANT_NOT_FOUND', param: 'merchantId' });
    await create({ url: URL, merchantId: 'm_1' }).expect(200);
  });

  it('are changed, disabled, enabled and deleted, and keep a record of it', async () => {
    const { endpointId } = await made();
    const patch = (body: object) => api.as('service').patch(`${PATH}/${endpointId}`).send(body);
    const types = ['cancellation.leg_*'];
    expect((await patch({ types }).expect(200)).body).toMatchObject({ types, state: 'ENABLED' });
    await patch({ types }).expect(200);
    expect((await patch({ state: 'DISABLED' }).expect(200)).body).toMatchObject({ disabledReason: 'BY_HAND' });
    expect((await patch({ state: 'ENABLED' }).expect(200)).body).not.toHaveProperty('disabledReason');
    await patch({ state: 'GONE' }).expect(400);
    const { body } = await api.as('operator').get(`${PATH}/${endpointId}`).expect(200);
    expect((body as { history: { event: string }[] }).history.map(({ event }) => event)).toEqual([
      ...['CREATED', 'TYPES_CHANGED', 'DISABLED', 'ENABLED'],
    ]);
    await api.as('service').delete(`${PATH}/${endpointId}`).expect(204);
    for (const gone of [
      await api.as('service').delete(`${PATH}/${endpointId}`),
      await api.as('service').get(`${PATH}/${endpointId}`),
      await patch({ state: 'ENABLED' }),
      await keyed(api.as('service').post(`${PATH}/${endpointId}/rotate`)).send({}),
      await api.as('service').get(`${PATH}/${endpointId}/deliveries`),
    ]) {
      expect(gone).toMatchObject({ status: 404, body: { code: 'WEBHOOK_ENDPOINT_NOT_FOUND' } });
    }
  });

  it('get a new secret, once for each key', async () => {
    const { endpointId, secret } = await made();
    const rotate = (body: object, key: string) =>
      keyed(api.as('service').post(`${PATH}/${endpointId}/rotate`), key).send(body);
    const first = await rotate({}, 'r1').expect(200);
    expect((first.body as Made).secret).not.toBe(secret);
    expect((await rotate({}, 'r1').expect(200)).body).toEqual(first.body);
    expect((await rotate({ overlapHours: 1 }, 'r1').expect(422)).body).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    for (const overlapHours of [-1, 169, 1.5, '1']) await rotate({ overlapHours }, 'r2').expect(400);
    const { secret: second } = (await rotate({ overlapHours: 168 }, 'r2').expect(200)).body as Made;
    expect(second).not.toBe((first.body as Made).secret);
  });

  it('list what was sent, page by page, and send it again', async () => {
    const { endpointId } = await made();
    const answer = await accept(api.db, { clock: () => NOW })(requestFor('o_1'));
    expect(answer.outcome).toBe('accepted');
    const page = async (query: string) =>
      (await api.as('operator').get(`${PATH}/${endpointId}/deliveries?${query}`).expect(200)).body as {
        items: { deliveryId: string; attempts: object[] }[];
        next?: string;
      };
    const all = await waitFor('two that were attempted', async () => {
      const { items } = await page('limit=100');
      return items.length === 2 && items.every(({ attempts }) => attempts.length > 0) ? items : undefined;
    });
    expect(all).toMatchObject([
      {
        type: 'cancellation.accepted',
        state: 'PENDING',
        attempts: [{ attempt: 1, error: expect.any(String) as string }],
      },
      { type: 'cancellation.requested' },
    ]);
    const first = await page('limit=1');
    const second = await page(`limit=1&cursor=${first.next ?? ''}`);
    expect([...first.items, ...second.items].map(({ deliveryId }) => deliveryId)).toEqual(
      all.map(({ deliveryId }) => deliveryId),
    );
    expect(second.next).toBeUndefined();
    expect((await page('state=DELIVERED')).items).toEqual([]);
    const deliveryId = all[0]?.deliveryId ?? '';
    const resend = (id: string, key: string) =>
      keyed(api.as('service').post(`${PATH}/${endpointId}/deliveries/${id}/resend`), key);
    await resend(deliveryId, 's1').expect(200);
    await resend(deliveryId, 's1').expect(200);
    const other = (await resend(all[1]?.deliveryId ?? '', 's1').expect(422)).body;
    expect(other).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    const unknown = deliveryId.replace(/.{4}$/, '0000');
    expect((await resend(unknown, 's2').expect(404)).body).toMatchObject({ code: 'WEBHOOK_DELIVERY_NOT_FOUND' });
    const elsewhere = await made();
    const wrong = `${PATH}/${elsewhere.endpointId}/deliveries/${deliveryId}/resend`;
    await keyed(api.as('service').post(wrong)).expect(404);
  });

  it.each([
    ['service', [200, 200, 200]],
    ['operator', [403, 200, 403]],
    ['support', [403, 403, 403]],
    ['supervisor', [403, 403, 403]],
    ['auditor', [403, 403, 403]],
    ['merchant', [403, 403, 403]],
  ] as const)('let a %s do what its role may', async (role, expected) => {
    const { endpointId } = await made();
    const answers = [
      await create({ url: URL }, role),
      await api.as(role).get(PATH),
      await api.as(role).patch(`${PATH}/${endpointId}`).send({ types: [] }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(expected);
  });

  it('let no customer in, who comes by a link and not by a key', async () => {
    const { endpointId } = await made();
    const customer = await api.customerOf('o_1');
    const answers = [
      await keyed(customer.post(PATH)).send({ url: URL }),
      await customer.get(PATH),
      await customer.patch(`${PATH}/${endpointId}`).send({ types: [] }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  });
});

it('no endpoint is made where there are no data keys', async () => {
  const api = await startApi();
  try {
    const call = api.as('service').post(PATH).set('Idempotency-Key', 'k').send({ url: URL });
    expect((await call.expect(503)).body).toMatchObject({ code: 'DATA_KEYS_MISSING' });
  } finally {
    await api.stop();
  }
});

it('they are told from the API’s start to its end, which waits for what is under way', async () => {
  const told: string[] = [];
  const gate = createGate();
  const webhookDispatcher = {
    start: () => void told.push('started'),
    stop: async () => {
      told.push('stopping');
      await gate.opened;
      told.push('stopped');
    },
  };
  const api = await startApi({ over: () => ({ webhookDispatcher }) });
  expect(told).toEqual(['started']);
  const ending = api.stop().then(() => told.push('ended'));
  await waitFor('its end', () => (told.includes('stopping') ? true : undefined));
  await Promise.race([ending, delay(200)]);
  gate.open();
  await ending;
  expect(told).toEqual(['started', 'stopping', 'stopped', 'ended']);
});
