import { orderBody } from './order-body';
import { standInRuns } from './stand-in-runs';
import { SHOP, startApi, type TestApi } from './start-api';

describe('cancellations over HTTP', () => {
  const runs = standInRuns();
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ over: () => ({ temporal: (identity, patience) => runs.door(api.db)(identity, patience) }) });
  });
  afterAll(() => api.stop());
  beforeEach(() => {
    runs.reach = 'up';
    runs.told.length = 0;
  });

  const request = (orderId: string, key: string, body: object = { reason: 'CHANGED_MIND' }) =>
    api.as('service').post(`/v1/orders/${orderId}/cancellations`).set('Idempotency-Key', key).send(body);
  const accepted = async (orderId: string): Promise<string> => {
    await api.as('service').put(`/v1/orders/${orderId}`).send(orderBody()).expect(200);
    const { body } = await request(orderId, `key-${orderId}`).expect(200);
    return (body as { cancellationId: string }).cancellationId;
  };
  const decide = (cancellationId: string, body: object, role: 'service' | 'merchant' = 'service') =>
    api.as(role).post(`/v1/cancellations/${cancellationId}/decisions`).send(body);
  const expire = (cancellationId: string) =>
    api.db
      .updateTable('cancellation_parts')
      .set({ deadline: new Date(Date.now() - 1_000) })
      .where('cancellation_id', '=', cancellationId)
      .execute();

  it('accepts a request with quote and deadline, and answers its repetition the same', async () => {
    await api.as('service').put('/v1/orders/o_1').send(orderBody()).expect(200);
    const first = await request('o_1', 'key-1').expect(200);
    expect(first.body).toMatchObject({
      outcome: 'accepted',
      cancellationId: expect.stringMatching(/^o_1\.[0-9a-f]{16}$/) as string,
      state: 'AWAITING_DECISION',
      quote: { refund: 4_500, whole: true },
      onTimeout: 'APPROVE',
    });
    const { cancellationId } = first.body as { cancellationId: string };
    const again = await request('o_1', 'key-1').expect(200);
    expect(again.body).toMatchObject({ outcome: 'accepted', cancellationId });
    const other = await request('o_1', 'key-2').expect(409);
    expect(other.body).toMatchObject({
      code: 'CANCELLATION_ACTIVE',
      details: { cancellationId: expect.any(String) as string },
    });
  });

  it('refuses the same key with another body, and changes nothing by it', async () => {
    const cancellationId = await accepted('reused');
    const { body } = await request('reused', 'key-reused', { reason: 'FOUND_CHEAPER' }).expect(422);
    expect(body).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', details: { cancellationId } });
    const view = await api.as('support').get(`/v1/cancellations/${cancellationId}`).expect(200);
    expect(view.body).toMatchObject({ reason: 'CHANGED_MIND', state: 'AWAITING_DECISION' });
  });

  it('refuses a quantity that is negative, and one that is too great', async () => {
    await api.as('service').put('/v1/orders/quantity').send(orderBody()).expect(200);
    const ask = (quantity: number) => ({
      reason: 'CHANGED_MIND',
      selection: { kind: 'LINES', lines: [{ lineId: 'a', quantity }] },
    });
    const negative = await request('quantity', 'key-negative', ask(-1)).expect(400);
    expect(negative.body).toMatchObject({ code: 'INVALID_REQUEST', param: 'selection.lines.0.quantity' });
    const many = await request('quantity', 'key-many', ask(3)).expect(422);
    expect(many.body).toMatchObject({ code: 'QUANTITY_TOO_GREAT', details: { lineId: 'a', asked: 3, left: 2 } });
  });

  it('records decisions, tells the run, and answers the same decision again', async () => {
    const cancellationId = await accepted('decided');
    const first = await decide(cancellationId, { outcome: 'APPROVED' }, 'merchant').expect(200);
    expect(first.body).toEqual({ outcome: 'recorded', decision: 'APPROVED', signal: 'sent' });
    expect(runs.told).toEqual([`decided ${cancellationId}`]);
    await decide(cancellationId, { outcome: 'APPROVED' }, 'merchant').expect(200);
    const rejection = { merchantId: 'm_1', outcome: 'REJECTED', rejectionReason: 'ALREADY_SHIPPED' };
    const twice = await decide(cancellationId, rejection).expect(409);
    expect(twice.body).toMatchObject({
      code: 'ALREADY_DECIDED',
      details: { winner: { outcome: 'APPROVED', door: 'API', receivedAt: expect.any(String) as string } },
    });
  });

  it('lets a decision stand that its run can not be told of', async () => {
    const cancellationId = await accepted('untold');
    runs.reach = 'down';
    const { body } = await decide(cancellationId, { outcome: 'APPROVED' }, 'merchant').expect(200);
    expect(body).toEqual({ outcome: 'recorded', decision: 'APPROVED', signal: 'pending' });
    const rows = await api.db
      .selectFrom('decisions')
      .selectAll()
      .where('cancellation_id', '=', cancellationId)
      .execute();
    expect(rows).toMatchObject([{ merchant_id: 'm_1', outcome: 'APPROVED', door: 'API', actor_id: 'merchant_1' }]);
  });

  it('refuses decisions after the deadline, without a reason, and of who was not asked', async () => {
    const cancellationId = await accepted('late');
    const reasonless = await decide(cancellationId, { merchantId: 'm_1', outcome: 'REJECTED' }).expect(422);
    expect(reasonless.body).toMatchObject({ code: 'REJECTION_REASON_MISSING' });
    const stranger = await decide(cancellationId, { merchantId: 'm_9', outcome: 'APPROVED' }).expect(422);
    expect(stranger.body).toMatchObject({ code: 'MERCHANT_NOT_ASKED' });
    await expire(cancellationId);
    const late = await decide(cancellationId, { merchantId: 'm_1', outcome: 'APPROVED' }).expect(409);
    expect(late.body).toMatchObject({ code: 'DECISION_TOO_LATE' });
  });

  it('refuses a decision after the end', async () => {
    const cancellationId = await accepted('ended');
    await api
      .as('service')
      .post(`/v1/cancellations/${cancellationId}/withdrawal`)
      .expect(200, { outcome: 'withdrawn' });
    const { body } = await decide(cancellationId, { merchantId: 'm_1', outcome: 'APPROVED' }).expect(409);
    expect((body as { code: string }).code).toMatch(/^(ALREADY_WITHDRAWN|CANCELLATION_ENDED)$/);
    runs.reach = 'closed';
    const again = await api.as('service').post(`/v1/cancellations/${cancellationId}/withdrawal`).expect(409);
    expect((again.body as { code: string }).code).toMatch(/^(ALREADY_WITHDRAWN|CANCELLATION_ENDED)$/);
  });

  it('shows where it stands in the words of who asks', async () => {
    const cancellationId = await accepted('shown');
    const path = `/v1/cancellations/${cancellationId}`;
    const support = await api.as('support').get(path).expect(200);
    expect(support.body).toMatchObject({
      waitingOn: 'MERCHANT',
      parts: [{ merchantId: 'm_1' }, { merchantId: 'm_2' }],
    });
    const merchant = await api.as('merchant').get(path).set('Accept-Language', 'zh').expect(200);
    expect(merchant.body).toMatchObject({ parts: [{ merchantId: 'm_1' }], legs: [] });
    const headline = (answer: { body: unknown }) =>
      (answer.body as { explanation: { headline: string } }).explanation.headline;
    expect(headline(merchant)).toMatch(/\p{Script=Han}/u);
    expect(headline(support)).not.toBe(headline(merchant));
  });

  it('tells every change with its actor', async () => {
    const cancellationId = await accepted('told');
    await decide(cancellationId, { outcome: 'APPROVED' }, 'merchant').expect(200);
    const { body } = await api.as('auditor').get(`/v1/cancellations/${cancellationId}/timeline`).expect(200);
    const { entries } = body as { entries: { actor: { id: string }; event: string }[] };
    expect(entries.length).toBeGreaterThanOrEqual(2);
    expect(entries.at(-1)).toMatchObject({ actor: { id: 'merchant_1', role: 'merchant' } });
  });

  it('lists all, once each, page by page, and to a merchant only what it has a part in', async () => {
    await api
      .as('service')
      .put('/v1/orders/elsewhere')
      .send(orderBody({ lines: [{ lineId: 'b', merchantId: 'm_2', sku: 's', quantity: 1, unitPrice: 4_000 }] }));
    await request('elsewhere', 'key-elsewhere').expect(200);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const path = `/v1/cancellations?limit=3${cursor === undefined ? '' : `&cursor=${cursor}`}`;
      const { body } = await api.as('auditor').get(path).expect(200);
      const page = body as { items: { cancellationId: string }[]; next?: string };
      seen.push(...page.items.map(({ cancellationId }) => cancellationId));
      cursor = page.next;
    } while (cursor !== undefined);
    const stored = await api.db
      .selectFrom('cancellations')
      .select('cancellation_id')
      .where('shop_id', '=', SHOP)
      .execute();
    expect([...seen].sort()).toEqual(stored.map(({ cancellation_id }) => cancellation_id).sort());
    const own = await api.as('merchant').get('/v1/cancellations?limit=100&merchantId=m_2').expect(200);
    const ids = (own.body as { items: { orderId: string }[] }).items.map(({ orderId }) => orderId);
    expect(ids).toContain('shown');
    expect(ids).not.toContain('elsewhere');
    await api.as('auditor').get('/v1/cancellations?limit=0').expect(400);
    await api.as('auditor').get('/v1/cancellations?stat=CLOSED').expect(400);
  });

  it('refuses a lever that does not fit, and a body of another lever', async () => {
    const cancellationId = await accepted('lever');
    const path = `/v1/cancellations/${cancellationId}/levers`;
    const unfit = await api.as('support').post(`${path}/retryStep`).send({}).expect(409);
    expect(unfit.body).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    const other = await api.as('support').post(`${path}/retryRefund`).send({ shipmentId: 's' }).expect(400);
    expect(other.body).toMatchObject({ code: 'INVALID_REQUEST' });
    await api.as('support').post(`${path}/explode`).send({}).expect(400);
  });

  it.each([
    ['down', 'TEMPORAL_UNAVAILABLE'],
    ['no worker', 'WORKER_UNAVAILABLE'],
  ] as const)(
    'answers 503 with Retry-After while Temporal is %s, and the same key works when it is back',
    async (reach, code) => {
      const orderId = `away_${code}`;
      await api.as('service').put(`/v1/orders/${orderId}`).send(orderBody()).expect(200);
      runs.reach = reach;
      const away = await request(orderId, `key-${orderId}`).expect(503);
      expect(away.body).toMatchObject({ code, retryable: true });
      expect(away.headers['retry-after']).toBe('2');
      runs.reach = 'up';
      await request(orderId, `key-${orderId}`).expect(200);
    },
  );
});
