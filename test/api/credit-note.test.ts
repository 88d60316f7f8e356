import { createHash } from 'node:crypto';
import { createApiKey } from '../../src/adapters/persistence/api-keys';
import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import { ensureShop } from '../../src/adapters/persistence/orders/ensure-shop';
import { canonicalJson } from '../../src/domain/policy-snapshot';
import { readPdf } from '../adapters/documents/read-pdf';
import { orderBody } from './order-body';
import { standInRuns } from './stand-in-runs';
import { SHOP, startApi, type TestApi } from './start-api';

describe('credit notes over HTTP', () => {
  const runs = standInRuns();
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ over: () => ({ temporal: (identity, patience) => runs.door(api.db)(identity, patience) }) });
  });
  afterAll(() => api.stop());

  /** Requests the cancellation of an order, and approves it for all. */
  async function approved(orderId: string, body: object = {}): Promise<string> {
    await api.as('service').put(`/v1/orders/${orderId}`).send(orderBody(body)).expect(200);
    const request = api.as('service').post(`/v1/orders/${orderId}/cancellations`).set('Idempotency-Key', orderId);
    const accepted = await request.send({ reason: 'CHANGED_MIND' }).expect(200);
    const { cancellationId } = accepted.body as { cancellationId: string };
    const view = await api.as('support').get(`/v1/cancellations/${cancellationId}`).expect(200);
    for (const { merchantId } of (view.body as { parts: { merchantId: string }[] }).parts) {
      const decision = { merchantId, outcome: 'APPROVED' };
      await api.as('service').post(`/v1/cancellations/${cancellationId}/decisions`).send(decision).expect(200);
    }
    return cancellationId;
  }

  /** Commits it, lets its one leg be accepted without a channel, and closes it. */
  async function closed(orderId: string, body: object = {}): Promise<string> {
    const cancellationId = await approved(orderId, body);
    const book = createCancellationBook(api.db);
    await book.commit({ shopId: SHOP, cancellationId });
    await api.db
      .updateTable('refund_legs')
      .set({ state: 'PENDING', provider_ref: 're_1', expected_by: '2026-03-11', submitted_at: new Date() })
      .where('cancellation_id', '=', cancellationId)
      .execute();
    await book.close({ shopId: SHOP, cancellationId });
    return cancellationId;
  }

  const ALONE = { lines: [{ lineId: 'a', merchantId: 'm_1', sku: 'sku_a', quantity: 1, unitPrice: 4_000 }] };

  it('gives the note with its hash, and the same as a PDF in the language asked for', async () => {
    const cancellationId = await closed('noted');
    const { body } = await api.as('support').get(`/v1/cancellations/${cancellationId}/credit-note`).expect(200);
    const { credit, corrections } = body as { credit: { number: string; hash: string }; corrections: unknown[] };
    expect(corrections).toEqual([]);
    expect(credit).toMatchObject({
      kind: 'CREDIT',
      orderId: 'noted',
      total: 4_500,
      tenders: [{ tenderKind: 'CARD', channel: 'sandbox', reference: 're_1' }],
    });
    const { hash, ...note } = credit;
    expect(createHash('sha256').update(canonicalJson(note)).digest('hex')).toBe(hash);
    const pdf = await api
      .as('auditor')
      .get(`/v1/cancellations/${cancellationId}/credit-note.pdf`)
      .set('Accept-Language', 'zh-CN')
      .expect(200);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.headers['content-disposition']).toBe(`inline; filename="${credit.number}.pdf"`);
    const { text } = readPdf(pdf.body as Buffer);
    expect(text).toContain('贷记通知单');
    expect(text).toContain(credit.number);
    await api
      .as('auditor')
      .get(`/v1/cancellations/${cancellationId}/credit-note.pdf?number=CN-2020-000009`)
      .expect(404);
    await api.as('auditor').get(`/v1/cancellations/${cancellationId}/credit-note.pdf?number=1`).expect(400);
  });

  it('has none before the close', async () => {
    const cancellationId = await approved('early');
    const { body } = await api.as('support').get(`/v1/cancellations/${cancellationId}/credit-note`).expect(404);
    expect(body).toMatchObject({ code: 'CREDIT_NOTE_NOT_FOUND' });
    await api.as('support').get(`/v1/cancellations/${cancellationId}/credit-note.pdf`).expect(404);
  });

  it('answers for another shop’s note as for one that is not there', async () => {
    const cancellationId = await closed('mine');
    await ensureShop(api.db, { shopId: 'shop_2' });
    const { key } = await createApiKey(api.db, { shopId: 'shop_2', actorId: 'other', role: 'support' });
    const ask = (id: string) =>
      api.anonymous.get(`/v1/cancellations/${id}/credit-note`).set('Authorization', `Bearer ${key}`).expect(404);
    const [others, missing] = [await ask(cancellationId), await ask('mine.ffffffffffffffff')];
    const told = ({ body }: { body: unknown }) => {
      const { code, title, detail } = body as Record<string, unknown>;
      return { code, title, detail };
    };
    expect(told(others)).toEqual(told(missing));
    expect(others.body).toMatchObject({ code: 'CANCELLATION_NOT_FOUND' });
  });

  it('is for those who may read cancellations; a merchant reads that of what it sold alone', async () => {
    const shared = await closed('shared');
    const alone = await closed('alone', ALONE);
    const strangers = { lines: ALONE.lines.map((line) => ({ ...line, merchantId: 'm_2' })) };
    const others = await closed('others', strangers);
    const path = (id: string) => `/v1/cancellations/${id}/credit-note`;
    for (const role of ['service', 'support', 'supervisor', 'operator', 'auditor'] as const)
      await api.as(role).get(path(shared)).expect(200);
    await (await api.customerOf('shared')).get(path(shared)).expect(200);
    await api.anonymous.get(path(shared)).expect(401);
    await api.as('merchant').get(path(alone)).expect(200);
    expect((await api.as('merchant').get(path(shared)).expect(404)).body).toMatchObject({
      code: 'CREDIT_NOTE_NOT_FOUND',
    });
    expect((await api.as('merchant').get(path(others)).expect(404)).body).toMatchObject({
      code: 'CANCELLATION_NOT_FOUND',
    });
  });

  it('tells of each tender what the customer is told, and what is late', async () => {
    const cancellationId = await closed('late');
    const { body } = await api
      .as('service')
      .get(`/v1/cancellations/${cancellationId}`)
      .set('Accept-Language', 'zh')
      .expect(200);
    const text =
      'EUR 45.00 退回您付款所用的银行卡（经由 沙箱支付渠道）：已逾期，正在核查，预计 2026-03-11 前到账，退款单号 re_1';
    expect(body).toMatchObject({
      legs: [
        {
          ...{ amount: 4_500, providerRef: 're_1', expectedBy: '2026-03-11', tenderKind: 'CARD' },
          ...{ arrival: 'LATE', late: true, text },
        },
      ],
      explanation: { details: expect.arrayContaining([text]) as unknown },
    });
  });
});

describe('coupons and points over HTTP', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  const put = (orderId: string, benefits: readonly object[], version = 1) =>
    api.as('service').put(`/v1/orders/${orderId}`).send(orderBody({ benefits, version }));
  const COUPON = { benefitId: 'c1', kind: 'COUPON', merchantId: 'm_1', expiresAt: '2030-01-01T00:00:00.000Z' };

  it('come in with the order, are shown with it, and are quoted', async () => {
    const earned = { benefitId: 'e1', kind: 'POINTS_EARNED', amount: 45, remaining: 40 };
    const { body } = await put('o_1', [COUPON, earned]).expect(200);
    expect(body).toMatchObject({
      order: {
        benefits: [
          { ...COUPON, amount: 1, moved: 0 },
          { ...earned, moved: 0 },
        ],
      },
    });
    await put('o_1', [COUPON, earned]).expect(200, { ...(body as object), outcome: 'unchanged' });
    const quoted = await api.as('service').post('/v1/orders/o_1/quote').send({ reason: 'CHANGED_MIND' }).expect(200);
    expect(quoted.body).toMatchObject({
      quote: {
        benefits: [
          { benefitId: 'c1', movement: 'RETURNED', amount: 1, expiresAt: COUPON.expiresAt },
          { benefitId: 'e1', movement: 'CLAWED_BACK', amount: 40 },
          { benefitId: 'e1', movement: 'DEBT', amount: 5 },
        ],
      },
    });
  });

  it('go by the merchant’s policy, and a wrong one is refused', async () => {
    const policy = (benefits: object) => ({
      ...{ policyId: 'p', requestWindowMinutes: null, graceMinutes: 0, approvalNeeded: true, decisionMs: 1_000 },
      ...{ businessHoursOnly: false, onTimeout: 'APPROVE', onNotStopped: 'END', interceptInTransit: true, returnMs: 1 },
      ...{
        partsCancellable: true,
        shippingFee: 'NONE',
        tenderOrder: 'PROPORTIONAL',
        stock: 'RELEASE',
        fees: [],
        benefits,
      },
    });
    const benefits = { coupons: 'KEEP', extendDays: 0, pointsSpent: 'RETURN', pointsEarned: 'KEEP' };
    const merchant = (rules: object) =>
      api
        .as('service')
        .put('/v1/merchants/m_1')
        .send({ policy: policy(rules) });
    await merchant(benefits).expect(200);
    await put('kept', [COUPON]).expect(200);
    const { body } = await api.as('service').post('/v1/orders/kept/quote').send({ reason: 'CHANGED_MIND' }).expect(200);
    expect(body).toMatchObject({ quote: { benefits: [{ benefitId: 'c1', movement: 'KEPT' }] } });
    for (const wrong of [{ ...benefits, coupons: 'BURN' }, { ...benefits, extendDays: -1 }, { coupons: 'KEEP' }])
      await merchant(wrong).expect(400);
  });

  it.each([
    ['AMOUNT_INVALID', 422, { ...COUPON, amount: 2 }],
    ['INVALID_REQUEST', 400, { ...COUPON, merchantId: 'm_9' }],
    ['INVALID_REQUEST', 400, { ...COUPON, remaining: 1 }],
    ['INVALID_REQUEST', 400, { ...COUPON, kind: 'LUCK' }],
  ])('%s answers a benefit that can not be', async (code, status, benefit) => {
    const { body } = await put('wrong', [benefit]).expect(status);
    expect(body).toMatchObject({ code });
  });
});
