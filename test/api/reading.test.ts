import { sql } from 'kysely';
import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import { orderBody } from './order-body';
import { SHOP, startApi, type Calls, type TestApi } from './start-api';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ env: { RESCIND_TEMPORAL_UI_URL: 'http://127.0.0.1:8233/' } });
});
afterAll(() => api.stop());

const LINES = [
  { lineId: 'a', merchantId: 'm_1', sku: 'sku_a', title: 'Red lamp', quantity: 2, unitPrice: 1_000 },
  { lineId: 'b', merchantId: 'm_2', sku: 'sku_b', quantity: 1, unitPrice: 2_000 },
];

async function cancel(orderId: string, lines: readonly object[] = LINES): Promise<string> {
  await api.as('service').put(`/v1/orders/${orderId}`).send(orderBody({ lines })).expect(200);
  const cancellationId = `${orderId}.0123456789abcdef`;
  await createCancellationBook(api.db).accept({
    ...{ shopId: SHOP, orderId, cancellationId, workflowId: `cancel/${SHOP}/${orderId}/0123456789abcdef` },
    ...{ idempotencyKey: `key-${orderId}`, requestHash: 'h', reason: 'CHANGED_MIND', initiator: 'CUSTOMER' },
    ...{ selection: { kind: 'ORDER' }, actor: { id: 's', role: 'service' } },
  });
  return cancellationId;
}

type Body = Readonly<Record<string, unknown>> & {
  readonly quote: Readonly<Record<string, unknown>>;
  readonly units: readonly unknown[];
  readonly parts: readonly unknown[];
};

const viewAs = async (calls: Calls, cancellationId: string, status = 200): Promise<Body> =>
  (await calls.get(`/v1/cancellations/${cancellationId}`).expect(status)).body as Body;

const setState = (cancellationId: string, state: string) =>
  sql`update cancellations set state = ${state}, waiting_on = 'NONE', deadline = null where cancellation_id = ${cancellationId}`.execute(
    api.db,
  );

describe('a cancellation', () => {
  it('tells staff what was asked and promised, and where its history is', async () => {
    const cancellationId = await cancel('view');
    const body = await viewAs(api.as('support'), cancellationId);
    expect(body).toMatchObject({
      ...{ initiator: 'CUSTOMER', pivotTaken: false, maySeeTimeline: true, mayGiveFeedback: false },
      parts: [
        { merchantId: 'm_1', decision: 'PENDING', onTimeout: 'APPROVE' },
        { merchantId: 'm_2', onTimeout: 'APPROVE' },
      ],
      units: [
        { lineId: 'a', merchantId: 'm_1', sku: 'sku_a', title: 'Red lamp', quantity: 2, amount: 2_000 },
        { lineId: 'b', merchantId: 'm_2', sku: 'sku_b', title: 'sku_b', quantity: 1, amount: 2_000, unitId: 'b/1' },
      ],
      quote: { refund: 4_500, goods: 4_000, shipping: 500, tenders: [{ channel: 'sandbox', amount: 4_500 }] },
      workflowUrl: 'http://127.0.0.1:8233/namespaces/nowhere/workflows/cancel%2Fshop_1%2Fview%2F0123456789abcdef',
    });
    expect(body.units[0]).not.toHaveProperty('unitId');
    const [asked, now] = [body['requestedAt'], body['serverTime']].map((at) => Date.parse(String(at)));
    expect(asked).toBeLessThanOrEqual(now ?? 0);
    expect(Math.abs((now ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('tells the customer all of the quote, and nothing of our machinery', async () => {
    const cancellationId = await cancel('mine');
    const body = await viewAs(await api.customerOf('mine'), cancellationId);
    expect(body).toMatchObject({ maySeeTimeline: false, quote: { refund: 4_500, tenders: [{ amount: 4_500 }] } });
    expect(body.units).toHaveLength(2);
    expect(body).not.toHaveProperty('workflowUrl');
    expect(await viewAs(api.as('service'), cancellationId)).not.toHaveProperty('workflowUrl');
  });

  it('shows a merchant its own units, its own clock and no payment', async () => {
    const cancellationId = await cancel('shared');
    await sql`update cancellation_parts set deadline = '2027-05-01' where cancellation_id = ${cancellationId} and merchant_id = 'm_1'`.execute(
      api.db,
    );
    const body = await viewAs(api.as('merchant'), cancellationId);
    expect(body).toMatchObject({ deadline: '2027-05-01T00:00:00.000Z', onTimeout: 'APPROVE', maySeeTimeline: true });
    expect(body.units).toMatchObject([{ lineId: 'a', quantity: 2 }]);
    expect(body.quote).toMatchObject({ goods: 2_000, shipping: 250, fee: 0, refund: 2_250, tenders: [] });
    expect(JSON.stringify(body)).not.toMatch(/m_2|sku_b|sandbox|workflowUrl/);
    await createCancellationBook(api.db).recordDecision({
      ...{ shopId: SHOP, cancellationId, merchantId: 'm_1', outcome: 'APPROVED', door: 'API' },
      ...{ actor: { id: 'x', role: 'merchant' }, receivedAt: new Date().toISOString() },
    });
    expect(await viewAs(api.as('merchant'), cancellationId)).not.toHaveProperty('deadline');
    expect(await viewAs(api.as('support'), cancellationId)).toHaveProperty('deadline');
  });

  it('of one merchant alone tells it the sums of the quote, still without payments', async () => {
    const cancellationId = await cancel('alone', [LINES[0] ?? {}]);
    const { quote } = await viewAs(api.as('merchant'), cancellationId);
    expect(quote).toMatchObject({ refund: 4_500, tenders: [] });
  });
});

interface Page {
  readonly items: readonly (Readonly<Record<string, unknown>> & {
    readonly cancellationId: string;
    readonly headline: string;
  })[];
}

const listAs = async (calls: Calls, query: string): Promise<Page['items']> =>
  ((await calls.get(`/v1/cancellations?${query}`).expect(200)).body as Page).items;

describe('a list', () => {
  it('says of each what it is about and where it stands, in the language asked for', async () => {
    const cancellationId = await cancel('listed');
    const [support] = await listAs(api.as('support'), 'q=listed');
    expect(support).toMatchObject({ cancellationId, unitCount: 3, onTimeout: 'APPROVE', whole: true });
    expect(support?.headline).toMatch(/^Waiting for merchant m_1 and merchant m_2 until .*approved automatically$/);
    const [merchant] = await listAs(api.as('merchant'), 'q=listed');
    expect(merchant).toMatchObject({ unitCount: 2 });
    expect(merchant?.headline).toMatch(/^Your decision on order listed is needed until/);
    const zh = await api.as('auditor').get('/v1/cancellations?q=listed').set('Accept-Language', 'zh').expect(200);
    expect((zh.body as Page).items[0]?.headline).toMatch(/\p{Script=Han}/u);
  });

  it('filters and sorts by what the query says', async () => {
    const [first, second, third] = [await cancel('lf_1'), await cancel('lf_2'), await cancel('lf_3')];
    await setState(second, 'SETTLED');
    await sql`update cancellations set deadline = '2030-01-02' where cancellation_id = ${first}`.execute(api.db);
    await sql`update cancellations set deadline = '2030-01-01' where cancellation_id = ${third}`.execute(api.db);
    const ids = async (query: string) =>
      (await listAs(api.as('auditor'), `q=lf_&${query}`)).map(({ cancellationId }) => cancellationId);
    expect(await ids('sort=deadline')).toEqual([third, first, second]);
    expect(await ids('')).toEqual([third, second, first]);
    expect(await ids('state=SETTLED&state=DENIED')).toEqual([second]);
    expect(await ids('active=true')).toEqual([third, first]);
    expect(await ids('active=true&endedWithinDays=1')).toEqual([third, second, first]);
    expect(await ids('waitingOn=MERCHANT&sort=deadline&limit=1')).toEqual([third]);
    expect(await ids('deadlineBefore=2030-01-01T12:00:00Z&sort=deadline')).toEqual([third]);
    expect(await ids('reason=FOUND_CHEAPER')).toEqual([]);
    expect(await ids('needsHuman=true')).toEqual([]);
    expect((await listAs(api.as('auditor'), `q=${first}`)).map(({ cancellationId }) => cancellationId)).toEqual([
      first,
    ]);
  });

  it('gives a customer its own order’s alone, whatever is asked for', async () => {
    const own = await cancel('own_list');
    const customer = await api.customerOf('own_list');
    for (const query of ['', 'orderId=listed', 'q=listed']) {
      const ids = (await listAs(customer, query)).map(({ cancellationId }) => cancellationId);
      expect(ids).toEqual(query === 'q=listed' ? [] : [own]);
    }
  });

  it.each([
    ...[
      'needsHuman=false',
      'lateRefunds=1',
      'active=1',
      'sort=oldest',
      'q=%25',
      'deadlineBefore=tomorrow',
      'state=OPEN',
      'endedWithinDays=0',
    ],
    ...['endedWithinDays=367', 'reason=NONE', `q=${'a'.repeat(82)}`, 'state=SETTLED&state=OPEN'],
  ])('refuses %s', async (query) => {
    const { body } = await api.as('auditor').get(`/v1/cancellations?${query}`).expect(400);
    expect(body).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});

describe('how it went', () => {
  const give = (calls: Calls, cancellationId: string, body: object) =>
    calls.post(`/v1/cancellations/${cancellationId}/feedback`).send(body);

  it('is said once, after the end, and read by customer, merchant and support; nobody else is told the comment', async () => {
    const cancellationId = await cancel('feedback');
    const customer = await api.customerOf('feedback');
    const early = await give(customer, cancellationId, { rating: 4 }).expect(409);
    expect(early.body).toMatchObject({ code: 'FEEDBACK_TOO_EARLY', details: { state: 'AWAITING_DECISION' } });
    await setState(cancellationId, 'SETTLED');
    expect(await viewAs(customer, cancellationId)).toMatchObject({ mayGiveFeedback: true });
    const comment = 'Quick, thank you. Erika M.';
    const given = await give(customer, cancellationId, { rating: 5, comment }).expect(201);
    expect(given.body).toEqual({ rating: 5, comment, at: expect.any(String) as string });
    await give(customer, cancellationId, { rating: 1 }).expect(409);
    for (const calls of [customer, api.as('merchant'), api.as('support')]) {
      const body = await viewAs(calls, cancellationId);
      expect(body).toMatchObject({ feedback: { rating: 5, comment }, mayGiveFeedback: false });
    }
    const { rows } = await sql<{
      told: string;
    }>`select (select string_agg(o::text, ' ') from outbox o) || (select string_agg(t::text, ' ')
      from timeline t) as told`.execute(api.db);
    expect(rows[0]?.told).toMatch(/FEEDBACK_GIVEN.*rating/);
    expect(rows[0]?.told).not.toMatch(/Erika|thank you/);
  });

  it('may be said by the shop’s own systems for the customer, and by nobody else', async () => {
    const cancellationId = await cancel('for_customer');
    await setState(cancellationId, 'REJECTED');
    await give(api.as('merchant'), cancellationId, { rating: 5 }).expect(403);
    await give(api.as('support'), cancellationId, { rating: 5 }).expect(403);
    for (const body of [
      { rating: 0 },
      { rating: 6 },
      { rating: 2.5 },
      {},
      { rating: 1, comment: ' ' },
      { rating: 1, comment: 'x'.repeat(1_001) },
    ]) {
      await give(api.as('service'), cancellationId, body).expect(400);
    }
    const answers = await Promise.all([1, 2, 3].map((rating) => give(api.as('service'), cancellationId, { rating })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});

describe('a closure proof', () => {
  const path = (cancellationId: string) => `/v1/cancellations/${cancellationId}/closure-proof`;
  const write = (cancellationId: string, version: number, superseded: string | null) =>
    sql`insert into closure_proofs (shop_id, cancellation_id, version, body, hash, superseded_at)
      values (${SHOP}, ${cancellationId}, ${version}, '{"refund": 4500}', ${`hash-${version}`}, ${superseded})`.execute(
      api.db,
    );

  it('is read with those that it has taken the place of', async () => {
    const cancellationId = await cancel('proved');
    const none = await api.as('auditor').get(path(cancellationId)).expect(404);
    expect(none.body).toMatchObject({ code: 'CLOSURE_PROOF_NOT_FOUND' });
    await write(cancellationId, 1, '2026-03-02');
    await write(cancellationId, 2, null);
    const { body } = await api.as('auditor').get(path(cancellationId)).expect(200);
    expect(body).toMatchObject({
      current: { version: 2, hash: 'hash-2', body: { refund: 4_500 } },
      superseded: [{ version: 1, supersededAt: '2026-03-02T00:00:00.000Z' }],
    });
    // It names every amount of the order, of other merchants too.
    const merchants = await api.as('merchant').get(path(cancellationId)).expect(404);
    expect(merchants.body).toMatchObject({ code: 'CLOSURE_PROOF_NOT_FOUND' });
    await (await api.customerOf('proved')).get(path(cancellationId)).expect(403);
  });

  it('of what a merchant sold alone is the merchant’s to read', async () => {
    const cancellationId = await cancel('proved_alone', [LINES[0] ?? {}]);
    await write(cancellationId, 1, null);
    await api.as('merchant').get(path(cancellationId)).expect(200);
  });
});

it('the desk counts what waits, of its own shop', async () => {
  const before = (await api.as('support').get('/v1/desk').expect(200)).body as Record<string, number>;
  const [stuck, overdue, late] = [await cancel('desk_1'), await cancel('desk_2'), await cancel('desk_3')];
  await sql`update cancellations set state = 'NEEDS_HUMAN', stuck_cause = 'STEP_FAILED' where cancellation_id = ${stuck}`.execute(
    api.db,
  );
  await sql`update cancellations set deadline = now() - interval '1 minute' where cancellation_id = ${overdue}`.execute(
    api.db,
  );
  await sql`insert into refund_legs (shop_id, leg_id, cancellation_id, order_id, tender_id, kind, channel, amount, currency, state,
      idempotency_key, capture_id, expected_by)
    values (${SHOP}, 'late/1', ${late}, 'desk_3', 't_1', 'refund', 'sandbox', 1, 'EUR', 'PENDING', 'late', 'cap_1', '2026-01-01')`.execute(
    api.db,
  );
  await sql`insert into drift_cases (shop_id, channel, kind, subject) values (${SHOP}, 'sandbox', 'STATUS', 'x'), ('*', 'sandbox', 'STATUS', 'y'),
    ('shop_2', 'sandbox', 'STATUS', 'z')`.execute(api.db);
  const listed = await listAs(api.as('support'), 'lateRefunds=true');
  expect(listed.map(({ cancellationId }) => cancellationId)).toEqual([late]);
  const after = { needsHuman: 1, overdue: 1, drift: 1, lateRefunds: 1 };
  const counted = (await api.as('support').get('/v1/desk').expect(200)).body as Record<string, number>;
  const names = Object.keys(after);
  expect(Object.fromEntries(names.map((name) => [name, (counted[name] ?? 0) - (before[name] ?? 0)]))).toEqual(after);
  const operators = (await api.as('operator').get('/v1/desk').expect(200)).body as Record<string, number>;
  expect(operators['drift']).toBe((counted['drift'] ?? 0) + 1);
  await api.as('merchant').get('/v1/desk').expect(403);
});
