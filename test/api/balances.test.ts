import type { Role } from '../../src/domain/cancellation';
import { startApi, type TestApi } from './start-api';

const CARD = { kind: 'GIFT_CARD', currency: 'EUR' };
const issue = (movementId: string, amount: number) => ({ movementId, cause: 'ISSUE', amount });

describe('balances', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());
  const put = (balanceId: string, body: object, role: Role = 'service') =>
    api.as(role).put(`/v1/balances/${balanceId}`).send(body);
  const get = (balanceId: string, role: Role = 'service') => api.as(role).get(`/v1/balances/${balanceId}`);

  it('come in with what was issued and spent, each once', async () => {
    const movements = [issue('i_1', 5_000), { movementId: 's_1', cause: 'SPEND', amount: 1_000 }];
    const balance = { balanceId: 'gc_1', ...CARD, state: 'OPEN', amount: 4_000, held: 0 };
    await put('gc_1', { ...CARD, movements }).expect(200, { outcome: 'created', balance });
    await put('gc_1', { ...CARD, movements }).expect(200, { outcome: 'unchanged', balance });
    await get('gc_1').expect(200, balance);
  });

  it.each([
    ['service', [200, 200]],
    ['support', [403, 200]],
    ['supervisor', [403, 200]],
    ['operator', [403, 200]],
    ['auditor', [403, 200]],
    ['merchant', [403, 403]],
  ] as const)('let a %s do what its role may', async (role, expected) => {
    await put('gc_roles', CARD);
    const answers = [await put('gc_roles', CARD, role), await get('gc_roles', role)];
    expect(answers.map(({ status }) => status)).toEqual(expected);
    for (const { status, body } of answers)
      if (status === 403) expect(body).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
  });

  it('of another shop are not there', async () => {
    await api.db.insertInto('shops').values({ shop_id: 'shop_2' }).execute();
    await api.db
      .insertInto('balances')
      .values({ shop_id: 'shop_2', balance_id: 'theirs', kind: 'GIFT_CARD', currency: 'EUR', held_by: null })
      .execute();
    expect((await get('theirs').expect(404)).body).toMatchObject({ code: 'BALANCE_NOT_FOUND' });
  });

  it.each([
    [400, 'INVALID_REQUEST', { ...CARD, kind: 'POINTS' }],
    [400, 'INVALID_REQUEST', { ...CARD, amount: 5_000 }],
    [400, 'INVALID_REQUEST', { ...CARD, movements: [{ ...issue('x', 1), cause: 'REFUND' }] }],
    [422, 'AMOUNT_INVALID', { ...CARD, movements: [issue('x', 0)] }],
    [422, 'AMOUNT_INVALID', { ...CARD, movements: [issue('x', 0.5)] }],
    [422, 'AMOUNT_INVALID', { ...CARD, movements: [{ movementId: 'x', cause: 'SPEND', amount: 1 }] }],
    [422, 'CURRENCY_UNKNOWN', { ...CARD, currency: 'XYZ' }],
  ])('refuse what makes no sense with %i %s', async (status, code, body) => {
    expect((await put('gc_bad', body).expect(status)).body).toMatchObject({ code });
    await get('gc_bad').expect(404);
  });

  it('refuse a name for an id', async () => {
    expect((await put('Erika%20Mustermann', CARD).expect(400)).body).toMatchObject({ param: 'balanceId' });
  });
});
