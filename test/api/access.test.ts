import { createApiKey } from '../../src/adapters/persistence/api-keys';
import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import type { CancellationRequest } from '../../src/domain/request';
import { orderBody } from './order-body';
import { SHOP, startApi, type TestApi } from './start-api';

const REQUEST: CancellationRequest & { workflowId: string } = {
  ...{ shopId: SHOP, orderId: 'shared', cancellationId: 'shared.0123456789abcdef', workflowId: 'w' },
  ...{ idempotencyKey: 'k', requestHash: 'h', reason: 'CHANGED_MIND', initiator: 'CUSTOMER' },
  selection: { kind: 'ORDER' },
  actor: { id: 's', role: 'service' },
};
const CANCELLATION = '/v1/cancellations/o_1.0123456789abcdef';

describe('API keys', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  it.each([
    ['none', undefined],
    ['an unknown one', 'Bearer rk_unknown_unknown_unknown_1'],
    ['one without its scheme', 'rk_unknown_unknown_unknown_1'],
  ])('lets nobody in with %s', async (_name, authorization) => {
    const call = api.anonymous.get('/v1/orders/o_1');
    const { body, headers } = await (authorization === undefined ? call : call.set('Authorization', authorization));
    expect(body).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it('lets nobody in with a key that was revoked', async () => {
    const { key } = await createApiKey(api.db, { shopId: SHOP, actorId: 'gone', role: 'service' });
    const call = () => api.anonymous.get('/v1/cancellations').set('Authorization', `Bearer ${key}`);
    await call().expect(200);
    await api.db.updateTable('api_keys').set({ revoked_at: new Date() }).where('actor_id', '=', 'gone').execute();
    await call().expect(401);
  });

  it('stores no key, only its hash', async () => {
    const rows = await api.db.selectFrom('api_keys').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(api.keyOf('service'));
  });

  it.each([
    ['service', [200, 404, 404, 200]],
    ['merchant', [403, 403, 404, 200]],
    ['support', [403, 404, 403, 200]],
    ['auditor', [403, 404, 403, 200]],
  ] as const)('lets a %s do what its role may', async (role, expected) => {
    const calls = api.as(role);
    const answers = [
      await calls.put(`/v1/orders/of_${role}`).send(orderBody()),
      await calls.get('/v1/orders/nowhere'),
      await calls
        .post(`${CANCELLATION}/decisions`)
        .send({ outcome: 'APPROVED', ...(role === 'service' ? { merchantId: 'm_1' } : {}) }),
      await calls.get('/v1/cancellations'),
    ];
    expect(answers.map(({ status }) => status)).toEqual(expected);
  });

  it('keeps an auditor from levers', async () => {
    const { body } = await api.as('auditor').post(`${CANCELLATION}/levers/retryStep`).send({}).expect(403);
    expect(body).toMatchObject({ code: 'ROLE_NOT_ALLOWED', details: { role: 'auditor' } });
  });

  it.each(['merchant', 'auditor'] as const)('keeps a %s from withdrawals', async (role) => {
    const { body } = await api.as(role).post(`${CANCELLATION}/withdrawal`).expect(403);
    expect(body).toMatchObject({ code: 'ROLE_NOT_ALLOWED', details: { role } });
  });

  it('keeps a merchant from deciding another’s part', async () => {
    await api.as('service').put('/v1/orders/shared').send(orderBody()).expect(200);
    const { cancellationId } = await createCancellationBook(api.db).accept(REQUEST);
    const decide = (merchantId: string) =>
      api
        .as('merchant')
        .post(`/v1/cancellations/${cancellationId}/decisions`)
        .send({ merchantId, outcome: 'APPROVED' });
    const { body } = await decide('m_2').expect(403);
    expect(body).toMatchObject({ code: 'ROLE_NOT_ALLOWED', param: 'merchantId' });
    await decide('m_1').expect(200);
  });
});
