import { orderBody } from './order-body';
import { standInRuns } from './stand-in-runs';
import { type Calls, startApi, type TestApi } from './start-api';

const runs = standInRuns();
let api: TestApi;
beforeAll(async () => {
  api = await startApi({ over: () => ({ temporal: (identity, patience) => runs.door(api.db)(identity, patience) }) });
  await api
    .as('service')
    .put('/v1/merchants/m_1')
    .send({ policy: { ...POLICY, extensionMinutes: 90 } })
    .expect(200);
});
afterAll(() => api.stop());
beforeEach(() => {
  runs.reach = 'up';
  runs.told.length = 0;
});

const POLICY = {
  ...{ policyId: 'standard', requestWindowMinutes: null, graceMinutes: 0, approvalNeeded: true },
  ...{ decisionMs: 172_800_000, businessHoursOnly: false, onTimeout: 'APPROVE', onNotStopped: 'END' },
  ...{ interceptInTransit: true, returnMs: 1_209_600_000, partsCancellable: true, shippingFee: 'PRORATED' },
  ...{ tenderOrder: 'PROPORTIONAL', stock: 'RELEASE', fees: [] },
};

/** All of one merchant's. */
const LINES = [
  { lineId: 'a', merchantId: 'm_1', sku: 'sku_a', quantity: 2, unitPrice: 1_000 },
  { lineId: 'b', merchantId: 'm_1', sku: 'sku_b', quantity: 1, unitPrice: 2_000 },
];

async function accepted(orderId: string): Promise<string> {
  await api
    .as('service')
    .put(`/v1/orders/${orderId}`)
    .send(orderBody({ lines: LINES }))
    .expect(200);
  const asked = api.as('service').post(`/v1/orders/${orderId}/cancellations`).set('Idempotency-Key', `key-${orderId}`);
  const { body } = await asked.send({ reason: 'CHANGED_MIND' }).expect(200);
  return (body as { cancellationId: string }).cancellationId;
}

const TERMS = { kind: 'PARTIAL_REFUND', amount: 1_000, currency: 'EUR' };
const offers = (cancellationId: string, who: Calls = api.as('merchant')) =>
  who.post(`/v1/cancellations/${cancellationId}/offers`);

async function offered(orderId: string): Promise<{ readonly cancellationId: string; readonly path: string }> {
  const cancellationId = await accepted(orderId);
  const { body } = await offers(cancellationId).send({ terms: TERMS, note: 'Keep it for less?' }).expect(200);
  const { offerId } = (body as { offer: { offerId: string } }).offer;
  return { cancellationId, path: `/v1/cancellations/${cancellationId}/offers/${offerId}/answer` };
}

const viewOf = async (cancellationId: string, who: Calls) =>
  (await who.get(`/v1/cancellations/${cancellationId}`).expect(200)).body;

describe('an offer', () => {
  it('is written, told to the run, and shown to both sides with its note and nowhere else', async () => {
    const { cancellationId } = await offered('offered');
    expect(runs.told).toEqual([`decided ${cancellationId}`]);
    const customer = await api.customerOf('offered');
    expect(await viewOf(cancellationId, customer)).toMatchObject({
      ...{ state: 'OFFERED', waitingOn: 'CUSTOMER', mayAnswerOffer: true },
      offer: { terms: TERMS, note: 'Keep it for less?', state: 'OPEN', merchantId: 'm_1' },
    });
    expect(await viewOf(cancellationId, api.as('merchant'))).toMatchObject({ offer: { state: 'OPEN' } });
    const timeline = await api.as('support').get(`/v1/cancellations/${cancellationId}/timeline`).expect(200);
    expect(timeline.text).toContain('OFFER_MADE');
    expect(timeline.text).not.toContain('Keep it');
  });

  it('stands when the run can not be told', async () => {
    const cancellationId = await accepted('untold');
    runs.reach = 'down';
    const { body } = await offers(cancellationId)
      .send({ terms: { kind: 'COUPON' } })
      .expect(200);
    expect(body).toMatchObject({ outcome: 'offered', signal: 'pending' });
  });

  it.each<[string, object, number, string]>([
    ['of an amount without a currency', { terms: { kind: 'COUPON', amount: 5 } }, 400, 'INVALID_REQUEST'],
    ['of a partial refund of nothing', { terms: { kind: 'PARTIAL_REFUND' } }, 400, 'INVALID_REQUEST'],
    ['of zero', { terms: { ...TERMS, amount: 0 } }, 422, 'AMOUNT_INVALID'],
    ['with a field that is none', { terms: { ...TERMS, gift: true } }, 400, 'INVALID_REQUEST'],
    ['with a note that is too long', { terms: TERMS, note: 'x'.repeat(501) }, 400, 'INVALID_REQUEST'],
    ['in another currency', { terms: { ...TERMS, currency: 'USD' } }, 422, 'CURRENCY_MISMATCH'],
    ['of more than was paid', { terms: { ...TERMS, amount: 999_999 } }, 422, 'AMOUNT_INVALID'],
    ['for another merchant', { merchantId: 'm_2', terms: TERMS }, 403, 'ROLE_NOT_ALLOWED'],
  ])('%s is refused', async (name, body, ...[status, code]) => {
    const cancellationId = await accepted(name.replaceAll(' ', '-'));
    const answer = await offers(cancellationId).send(body);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([status, code]);
  });
});

describe('an answer', () => {
  it('of the customer is written and told, once; another one learns who was first', async () => {
    const { cancellationId, path } = await offered('answered');
    const customer = await api.customerOf('answered');
    runs.told.length = 0;
    const first = await customer.post(path).send({ answer: 'ACCEPTED' }).expect(200);
    expect(first.body).toEqual({ outcome: 'recorded', answer: 'ACCEPTED', signal: 'sent' });
    expect(runs.told).toEqual([`decided ${cancellationId}`]);
    const declined = await api.as('service').post(path).send({ answer: 'DECLINED' }).expect(409);
    expect(declined.body).toMatchObject({ code: 'OFFER_ANSWERED', details: { answer: 'ACCEPTED' } });
    expect(await viewOf(cancellationId, customer)).toMatchObject({ mayWithdraw: false, mayAnswerOffer: false });
  });

  it('about another offer is not found, and one that is none is refused', async () => {
    const { cancellationId, path } = await offered('wrong');
    const customer = await api.customerOf('wrong');
    const another = await customer
      .post(`/v1/cancellations/${cancellationId}/offers/ofr_9/answer`)
      .send({ answer: 'ACCEPTED' });
    expect(another.body).toMatchObject({ status: 404, code: 'OFFER_NOT_FOUND' });
    for (const answer of ['EXPIRED', 'MAYBE', 1]) await customer.post(path).send({ answer }).expect(400);
    await api.as('merchant').post(path).send({ answer: 'ACCEPTED' }).expect(403);
    await customer.post(path).send({ answer: 'DECLINED' }).expect(200);
    expect(await viewOf(cancellationId, customer)).toMatchObject({ state: 'AWAITING_DECISION', waitingOn: 'MERCHANT' });
  });
});

describe('more time', () => {
  it('is a merchant’s own to take, once, as far as its policy goes', async () => {
    const cancellationId = await accepted('longer');
    const extend = (minutes: number) =>
      api.as('merchant').post(`/v1/cancellations/${cancellationId}/extension`).send({ minutes });
    const before = (await viewOf(cancellationId, api.as('merchant'))) as { deadline: string; parts: object[] };
    expect(before.parts).toMatchObject([{ extendable: { minutes: 90 } }]);
    expect((await extend(91)).body).toMatchObject({
      status: 422,
      code: 'EXTENSION_NOT_ALLOWED',
      details: { most: 90 },
    });
    for (const minutes of [0, 0.5, 10_081]) await extend(minutes).expect(400);
    const later = new Date(Date.parse(before.deadline) + 90 * 60_000).toISOString();
    expect((await extend(90).expect(200)).body).toEqual({ outcome: 'extended', deadline: later, signal: 'sent' });
    expect((await extend(30)).body).toMatchObject({ status: 409, code: 'EXTENSION_USED' });
  });

  it('is support’s to give by a lever', async () => {
    const cancellationId = await accepted('lever');
    const pull = (minutes: number) =>
      api
        .as('support')
        .post(`/v1/cancellations/${cancellationId}/levers/extendDeadline`)
        .send({ merchantId: 'm_1', minutes });
    expect((await pull(60).expect(200)).body).toEqual({ outcome: 'done', state: 'AWAITING_DECISION' });
    await pull(10_081).expect(400);
    await api
      .as('merchant')
      .post(`/v1/cancellations/${cancellationId}/levers/extendDeadline`)
      .send({ merchantId: 'm_1', minutes: 5 })
      .expect(403);
  });
});

describe('an approval of some units', () => {
  const decide = (cancellationId: string, body: object) =>
    api
      .as('merchant')
      .post(`/v1/cancellations/${cancellationId}/decisions`)
      .send({ outcome: 'APPROVED', ...body });

  it('is taken, with the choice of what becomes of them', async () => {
    const cancellationId = await accepted('some');
    await decide(cancellationId, { lines: [{ lineId: 'a', quantity: 1 }], restock: 'WRITE_OFF' }).expect(200);
    const rows = await api.db
      .selectFrom('decisions')
      .select(['lines', 'restock'])
      .where('cancellation_id', '=', cancellationId)
      .execute();
    expect(rows).toEqual([{ lines: [{ lineId: 'a', quantity: 1 }], restock: 'WRITE_OFF' }]);
  });

  it('of no units, of too many, and of a rejection is refused', async () => {
    const cancellationId = await accepted('none');
    await decide(cancellationId, { lines: [] }).expect(400);
    expect((await decide(cancellationId, { lines: [{ lineId: 'a', quantity: 9 }] })).body).toMatchObject({
      ...{ status: 422, code: 'QUANTITY_TOO_GREAT' },
    });
    const rejection = { outcome: 'REJECTED', rejectionReason: 'OTHER', restock: 'RELEASE' };
    await decide(cancellationId, rejection).expect(400);
  });
});

describe('a batch of decisions', () => {
  const batch = (decisions: object[], who: Calls = api.as('merchant')) =>
    who.post('/v1/decisions/batch').set('Accept-Language', 'en').send({ decisions });

  it('decides each by itself, in their order, and says what became of each', async () => {
    const [one, two, three] = [await accepted('b1'), await accepted('b2'), await accepted('b3')];
    runs.told.length = 0;
    await api.as('merchant').post(`/v1/cancellations/${two}/decisions`).send({ outcome: 'APPROVED' }).expect(200);
    const rejection = { outcome: 'REJECTED', rejectionReason: 'ALREADY_SHIPPED' };
    const { body } = await batch([
      { cancellationId: one, outcome: 'APPROVED' },
      { cancellationId: two, ...rejection },
      { cancellationId: 'nobodys.0123456789abcdef', outcome: 'APPROVED' },
      { cancellationId: three, outcome: 'REJECTED' },
      { cancellationId: three, ...rejection },
    ]).expect(200);
    expect(body).toMatchObject({
      results: [
        { cancellationId: one, outcome: 'recorded' },
        { cancellationId: two, outcome: 'refused', code: 'ALREADY_DECIDED', detail: /^This was already decided\. See/ },
        { outcome: 'refused', code: 'CANCELLATION_NOT_FOUND' },
        { cancellationId: three, outcome: 'refused', code: 'REJECTION_REASON_MISSING' },
        { cancellationId: three, outcome: 'recorded' },
      ].map((row) => ('detail' in row ? { ...row, detail: expect.stringMatching(row.detail) as string } : row)),
    });
    expect([...runs.told].sort()).toEqual([`decided ${two}`, `decided ${one}`, `decided ${three}`].sort());
  });

  it('treats another merchant’s like one that is missing, and decides nothing of it', async () => {
    const orderId = 'theirs';
    const lines = [{ lineId: 'a', merchantId: 'm_2', sku: 's', location: 'main', quantity: 1, unitPrice: 4_500 }];
    await api
      .as('service')
      .put(`/v1/orders/${orderId}`)
      .send(orderBody({ lines, shippingFee: 0 }))
      .expect(200);
    const asked = api.as('service').post(`/v1/orders/${orderId}/cancellations`).set('Idempotency-Key', 'theirs');
    const { cancellationId } = (await asked.send({ reason: 'CHANGED_MIND' }).expect(200)).body as {
      cancellationId: string;
    };
    for (const merchantId of [undefined, 'm_2']) {
      const said = merchantId === undefined ? {} : { merchantId };
      const { body } = await batch([{ cancellationId, outcome: 'APPROVED', ...said }]).expect(200);
      expect(body).toMatchObject({ results: [{ outcome: 'refused', code: 'CANCELLATION_NOT_FOUND' }] });
    }
    expect(await viewOf(cancellationId, api.as('service'))).toMatchObject({ parts: [{ decision: 'PENDING' }] });
  });

  it('has one row at least and a hundred at most', async () => {
    const row = { cancellationId: 'nobodys.0123456789abcdef', outcome: 'APPROVED' };
    await batch([]).expect(400);
    await batch(Array.from({ length: 101 }, () => row)).expect(400);
    const { body } = await batch(Array.from({ length: 100 }, () => row)).expect(200);
    expect((body as { results: object[] }).results).toHaveLength(100);
  });
});
