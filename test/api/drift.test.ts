import { sql } from 'kysely';
import { SHOP, startApi, type TestApi } from './start-api';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  const rows = [
    [SHOP, 'sandbox', 'MISSING_THERE', 'leg_1', null],
    [SHOP, 'books', 'STOCK', 'STOCK sku_1', null],
    [SHOP, 'sandbox', 'AMOUNT', 'leg_2', new Date()],
    ['*', 'sandbox', 'MISSING_HERE', 'rf_1', null],
    ['another', 'sandbox', 'TWICE', 'leg_3', null],
  ] as const;
  for (const [shopId, channel, kind, subject, closedAt] of rows) {
    await sql`insert into drift_cases (shop_id, channel, kind, subject, ours, closed_at)
      values (${shopId}, ${channel}, ${kind}, ${subject}, '{"amount": 100}', ${closedAt})`.execute(api.db);
  }
});
afterAll(() => api.stop());

interface Page {
  readonly items: readonly { readonly subject: string }[];
  readonly next?: string;
}

async function subjects(query = '', role: 'support' | 'operator' | 'auditor' = 'support'): Promise<string[]> {
  const { status, body } = await api.as(role).get(`/v1/drift-cases${query}`);
  expect(status).toBe(200);
  return (body as Page).items.map(({ subject }) => subject);
}

it('lists the shop’s open cases, newest first', async () => {
  expect(await subjects()).toEqual(['STOCK sku_1', 'leg_1']);
  const { body } = await api.as('service').get('/v1/drift-cases?limit=1');
  expect(body).toMatchObject({ items: [{ kind: 'STOCK', channel: 'books', ours: { amount: 100 }, theirs: {} }] });
  expect(await subjects(`?limit=1&cursor=${(body as Page).next ?? ''}`)).toEqual(['leg_1']);
});

it('filters by channel, kind and whether they are gone', async () => {
  expect(await subjects('?channel=books')).toEqual(['STOCK sku_1']);
  expect(await subjects('?kind=MISSING_THERE', 'auditor')).toEqual(['leg_1']);
  expect(await subjects('?state=closed')).toEqual(['leg_2']);
  expect(await subjects('?state=all')).toHaveLength(3);
  expect(await subjects('?state=all&cursor=nonsense')).toHaveLength(3);
});

it('shows operators what no shop’s payment is behind, and nobody another shop', async () => {
  expect(await subjects('', 'operator')).toEqual(['rf_1', 'STOCK sku_1', 'leg_1']);
});

it('is no merchant’s to read, and refuses what it does not know', async () => {
  await api.as('merchant').get('/v1/drift-cases').expect(403);
  await api.as('support').get('/v1/drift-cases?kind=OTHER').expect(400);
  await api.as('support').get('/v1/drift-cases?limit=101').expect(400);
});

describe('a case that a person has looked at', () => {
  interface Case {
    readonly caseId: number;
    readonly subject: string;
    readonly resolution?: { readonly by: { readonly id: string }; readonly note: string };
  }
  const caseOf = async (subject: string): Promise<Case> => {
    const { body } = await api.as('operator').get('/v1/drift-cases?state=all').expect(200);
    const found = (body as { items: Case[] }).items.find((one) => one.subject === subject);
    if (found === undefined) throw new Error(`There is no case of ${subject}`);
    return found;
  };
  const resolve = (
    caseId: number | string,
    note: string,
    role: 'support' | 'supervisor' | 'operator' | 'auditor' = 'support',
  ) => api.as(role).post(`/v1/drift-cases/${caseId}/resolution`).send({ note });

  it('is off the list, says who, when and what, and is resolved once', async () => {
    const { caseId } = await caseOf('leg_1');
    const { body } = await resolve(caseId, 'The provider books it tomorrow').expect(200);
    expect(body).toMatchObject({
      caseId,
      resolution: { by: { id: 'support_1', role: 'support' }, note: 'The provider books it tomorrow' },
    });
    expect(await subjects()).toEqual(['STOCK sku_1']);
    expect(await subjects('?state=resolved')).toEqual(['leg_1']);
    await resolve(caseId, 'The provider books it tomorrow').expect(200);
    const other = await resolve(caseId, 'Another word', 'supervisor').expect(409);
    expect(other.body).toMatchObject({ code: 'DRIFT_CASE_RESOLVED', details: { by: 'support_1' } });
  });

  it('is refused where it has gone, is another shop’s, or is not there; and to who may not', async () => {
    const gone = await resolve((await caseOf('leg_2')).caseId, 'n').expect(409);
    expect(gone.body).toMatchObject({
      code: 'DRIFT_CASE_RESOLVED',
      details: { closedAt: expect.any(String) as string },
    });
    const { rows } = await sql<{ case_id: number }>`select case_id from drift_cases where shop_id = 'another'`.execute(
      api.db,
    );
    for (const caseId of [rows[0]?.case_id ?? 0, 999_999_999]) {
      const { body } = await resolve(caseId, 'n', 'operator').expect(404);
      expect(body).toMatchObject({ code: 'DRIFT_CASE_NOT_FOUND' });
    }
    const installations = await caseOf('rf_1');
    await resolve(installations.caseId, 'n').expect(404);
    await resolve(installations.caseId, 'n', 'auditor').expect(403);
    await resolve(installations.caseId, 'n', 'operator').expect(200);
    await resolve(installations.caseId, ' ', 'operator').expect(400);
    await resolve('0', 'n').expect(400);
  });
});
