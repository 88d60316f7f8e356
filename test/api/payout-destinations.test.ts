import { createPayoutDestinations } from '../../src/adapters/persistence/payouts/payout-destinations';
import { createSealer } from '../../src/adapters/secrets/sealer';
import type { Role } from '../../src/domain/cancellation';
import { orderBody } from './order-body';
import { startApi, type Call, type TestApi } from './start-api';

const PATH = '/v1/orders/o_1/payout-destinations';
const ACCOUNT = { kind: 'BANK_ACCOUNT', iban: 'DE89 3704 0044 0532 0130 00', name: 'Erika Mustermann' };

describe('payout destinations', () => {
  let api: TestApi;
  beforeAll(async () => {
    const sealer = createSealer({ current: 'k', keys: new Map([['k', Buffer.alloc(32, 7)]]) });
    api = await startApi({
      over: () => ({
        destinations: {
          create: (ask) => createPayoutDestinations(api.db, sealer).create(ask),
          read: (ref) => createPayoutDestinations(api.db, sealer).read(ref),
          listOf: (ask) => createPayoutDestinations(api.db, sealer).listOf(ask),
          erase: (ref) => createPayoutDestinations(api.db, sealer).erase(ref),
        },
      }),
    });
    await api.as('service').put('/v1/orders/o_1').send(orderBody()).expect(200);
  });
  afterAll(() => api.stop());
  const add = (body: object, role: Role = 'support'): Call => api.as(role).post(PATH).send(body);

  it('are written, and read by their hint alone', async () => {
    const made = await add(ACCOUNT).expect(201);
    expect(made.body).toMatchObject({ orderId: 'o_1', kind: 'BANK_ACCOUNT', hint: '3000' });
    const list = await api.as('auditor').get(PATH).expect(200);
    expect((list.body as { items: unknown[] }).items).toContainEqual(made.body);
    for (const { text } of [made, list]) expect(text).not.toMatch(/Erika|370400|DE89/);
  });

  it.each([
    ['service', [201, 200]],
    ['support', [201, 200]],
    ['supervisor', [201, 200]],
    ['operator', [201, 200]],
    ['auditor', [403, 200]],
    ['merchant', [403, 403]],
  ] as const)('let a %s do what its role may', async (role, expected) => {
    const answers = [await add(ACCOUNT, role), await api.as(role).get(PATH)];
    expect(answers.map(({ status }) => status)).toEqual(expected);
  });

  it.each(['auditor', 'merchant'] as const)('can’t be erased by a %s', async (role) => {
    const { body } = await add(ACCOUNT).expect(201);
    const { destinationId } = body as { destinationId: string };
    await api.as(role).delete(`${PATH}/${destinationId}`).expect(403);
  });

  it('are forgotten on demand, and only through their own order', async () => {
    const { body } = await add(ACCOUNT).expect(201);
    const { destinationId } = body as { destinationId: string };
    const elsewhere = `/v1/orders/o_2/payout-destinations/${destinationId}`;
    expect((await api.as('support').delete(elsewhere).expect(404)).body).toMatchObject({
      code: 'DESTINATION_NOT_FOUND',
    });
    await api.as('support').delete(`${PATH}/${destinationId}`).expect(204);
    const { body: list } = await api.as('support').get(PATH).expect(200);
    expect((list as { items: { destinationId: string; erasedAt?: string }[] }).items).toContainEqual(
      expect.objectContaining({ destinationId, erasedAt: expect.any(String) as string }),
    );
  });

  it.each([
    ['iban', 422, { ...ACCOUNT, iban: 'DE88370400440532013000' }],
    ['name', 422, { ...ACCOUNT, name: '' }],
    ['bic', 422, { ...ACCOUNT, bic: 'WRONG' }],
    ['iban', 400, { ...ACCOUNT, iban: 4_111_111_111 }],
    ['kind', 400, { ...ACCOUNT, kind: 'CASH' }],
  ])('with a wrong %s are refused with %i, and nothing of them is repeated', async (param, status, body) => {
    const answer = await add(body).expect(status);
    expect(answer.body).toMatchObject({ code: status === 422 ? 'DESTINATION_INVALID' : 'INVALID_REQUEST', param });
    expect(answer.text).not.toMatch(/Erika|370400|WRONG|4111111111|CASH/);
  });

  it('of no order are refused', async () => {
    const { body } = await api.as('support').post('/v1/orders/nowhere/payout-destinations').send(ACCOUNT).expect(404);
    expect(body).toMatchObject({ code: 'ORDER_NOT_FOUND' });
  });
});

it('a bank account is refused with a clear error where there are no data keys', async () => {
  const api = await startApi();
  try {
    await api.as('service').put('/v1/orders/o_1').send(orderBody()).expect(200);
    const { body } = await api.as('support').post(PATH).send(ACCOUNT).expect(503);
    expect(body).toMatchObject({
      code: 'DATA_KEYS_MISSING',
      detail: expect.stringContaining('RESCIND_DATA_KEYS') as string,
    });
    await api.as('support').post(PATH).send({ kind: 'STORE_CREDIT', balanceId: 'customer_7' }).expect(201);
  } finally {
    await api.stop();
  }
});
