import { DEFAULT_POLICY } from '../../src/domain/policy-snapshot';
import { orderBody } from './order-body';
import { SHOP, startApi, type TestApi } from './start-api';

const { version: _version, ...POLICY } = DEFAULT_POLICY;
const CALENDAR = {
  timeZone: 'Europe/Berlin',
  weekly: { monday: [{ from: '09:00', to: '17:00' }] },
  holidays: ['2026-12-25'],
};

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  const put = (merchantId: string, policy: object, calendar: object | null = null) =>
    api.as('service').put(`/v1/merchants/${merchantId}`).send({ policy, calendar }).expect(200);
  await put('m_1', POLICY, CALENDAR);
  const fees = [{ fromMinutes: 60, basisPoints: 1_000, fixed: 0, cap: 500, faults: ['BUYER'] }];
  await put('m_1', { ...POLICY, onTimeout: 'REJECT', fees }, CALENDAR);
  await put('m_2', POLICY);
  await api.as('service').put('/v1/orders/o_1').send(orderBody()).expect(200);
});
afterAll(() => api.stop());

interface Page {
  readonly items: readonly { readonly merchantId: string }[];
  readonly next?: string;
}

it('lists merchants by their ids, page by page', async () => {
  const { body } = await api.as('auditor').get('/v1/merchants?limit=1').expect(200);
  const page = body as Page;
  expect(page.items).toMatchObject([
    { merchantId: 'm_1', calendar: CALENDAR, policy: { version: 2, onTimeout: 'REJECT' } },
  ]);
  const next = await api
    .as('auditor')
    .get(`/v1/merchants?limit=1&cursor=${page.next ?? ''}`)
    .expect(200);
  expect((next.body as Page).items).toMatchObject([{ merchantId: 'm_2', calendar: null }]);
  expect(next.body).not.toHaveProperty('next');
  await api.as('merchant').get('/v1/merchants').expect(403);
});

it('reads a merchant with the versions of its policy, and a merchant itself alone', async () => {
  const { body } = await api.as('support').get('/v1/merchants/m_1').expect(200);
  expect(body).toMatchObject({ policyHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string, policy: { version: 2 } });
  const { versions, policyHash } = body as { versions: { version: number; hash: string }[]; policyHash: string };
  expect(versions.map(({ version }) => version)).toEqual([2, 1]);
  expect(versions[0]?.hash).toBe(policyHash);
  await api.as('merchant').get('/v1/merchants/m_1').expect(200);
  await api.as('merchant').get('/v1/merchants/m_2').expect(403);
  const missing = await api.as('support').get('/v1/merchants/m_9').expect(404);
  expect(missing.body).toMatchObject({ code: 'MERCHANT_NOT_FOUND' });
});

it('tells everybody a policy in plain words, in their language and currency', async () => {
  const path = `/v1/policies/m_1?shop=${SHOP}`;
  const { body } = await api.anonymous.get(path).expect(200);
  expect(body).toMatchObject({ merchantId: 'm_1', shopId: SHOP, version: 2, policy: { onTimeout: 'REJECT' } });
  const told = (answer: { body: unknown }) => (answer.body as { sentences: string[] }).sentences.join(' ');
  expect(told({ body })).toContain('your request is rejected automatically');
  expect(told({ body })).toContain('500 of the smallest unit');
  expect(told(await api.anonymous.get(`${path}&currency=EUR`).expect(200))).toContain('EUR 5.00 at most');
  expect(told(await api.anonymous.get(path).set('Accept-Language', 'zh-CN').expect(200))).toMatch(/\p{Script=Han}/u);
});

it('has no policy of whom there is not, and refuses a question without a shop', async () => {
  for (const path of [`/v1/policies/m_9?shop=${SHOP}`, '/v1/policies/m_1?shop=shop_9']) {
    const { body } = await api.anonymous.get(path).expect(404);
    expect(body).toMatchObject({ code: 'MERCHANT_NOT_FOUND' });
  }
  for (const path of ['/v1/policies/m_1', `/v1/policies/m_1?shop=${SHOP}&currency=euro`]) {
    await api.anonymous.get(path).expect(400);
  }
});

it('keeps what the shop calls a line, and shows it with its units', async () => {
  const line = { lineId: 'a', merchantId: 'm_1', sku: 's', title: 'Red lamp', quantity: 1, unitPrice: 4_000 };
  const put = await api
    .as('service')
    .put('/v1/orders/titled')
    .send(orderBody({ lines: [line] }))
    .expect(200);
  expect(put.body).toMatchObject({ order: { units: [{ unitId: 'a/1', title: 'Red lamp' }] } });
  const { body } = await api.as('service').get('/v1/orders/o_1').expect(200);
  expect((body as { units: object[] }).units[0]).not.toHaveProperty('title');
  await api
    .as('service')
    .put('/v1/orders/untitled')
    .send(orderBody({ lines: [{ ...line, title: ' ' }] }))
    .expect(400);
});
