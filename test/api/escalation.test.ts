import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import type { Role } from '../../src/domain/cancellation';
import { orderBody } from './order-body';
import { standInRuns } from './stand-in-runs';
import { SHOP, startApi, type Calls, type TestApi } from './start-api';

const POLICY = {
  ...{ policyId: 'p', requestWindowMinutes: null, graceMinutes: 0, approvalNeeded: true, decisionMs: 60_000 },
  ...{ businessHoursOnly: false, onTimeout: 'APPROVE', onNotStopped: 'END', interceptInTransit: true },
  ...{ returnMs: 60_000, partsCancellable: true, shippingFee: 'PRORATED', tenderOrder: 'PROPORTIONAL' },
  ...{ stock: 'RELEASE', fees: [] },
};

const runs = standInRuns();
let api: TestApi;
beforeAll(async () => {
  api = await startApi({ over: () => ({ temporal: (identity, patience) => runs.door(api.db)(identity, patience) }) });
});
afterAll(() => api.stop());
beforeEach(() => {
  runs.reach = 'up';
});

const book = () => createCancellationBook(api.db);
const at = (cancellationId: string, what = '') => `/v1/cancellations/${cancellationId}${what}`;

async function asked(orderId: string): Promise<string> {
  await api.as('service').put(`/v1/orders/${orderId}`).send(orderBody()).expect(200);
  const path = `/v1/orders/${orderId}/cancellations`;
  const { body } = await api
    .as('service')
    .post(path)
    .set('Idempotency-Key', `key-${orderId}`)
    .send({ reason: 'CHANGED_MIND' });
  return (body as { cancellationId: string }).cancellationId;
}

async function rejected(orderId: string, message = 'It is made for you'): Promise<string> {
  const cancellationId = await asked(orderId);
  const body = { outcome: 'REJECTED', rejectionReason: 'IN_PRODUCTION', message };
  await api.as('merchant').post(at(cancellationId, '/decisions')).send(body).expect(200);
  const other = { merchantId: 'm_2', outcome: 'REJECTED', rejectionReason: 'OTHER' };
  await api.as('service').post(at(cancellationId, '/decisions')).send(other).expect(200);
  await book().end({ shopId: SHOP, cancellationId, outcome: 'REJECTED' });
  return cancellationId;
}

const read = async (calls: Calls, cancellationId: string) =>
  (await calls.get(at(cancellationId)).expect(200)).body as Record<string, unknown>;
const escalate = (calls: Calls, cancellationId: string, body?: object) =>
  body === undefined
    ? calls.post(at(cancellationId, '/escalation'))
    : calls.post(at(cancellationId, '/escalation')).send(body);

describe('a rejection', () => {
  it('is told with its reason and the merchant’s words, and that it may be taken to arbitration', async () => {
    const cancellationId = await rejected('told');
    const customer = await api.customerOf('told');
    expect(await read(customer, cancellationId)).toMatchObject({
      ...{ state: 'REJECTED', mayEscalate: true, escalation: { allowedUntil: expect.any(String) as string } },
      parts: [{ rejectionReason: 'IN_PRODUCTION', message: 'It is made for you' }, { rejectionReason: 'OTHER' }],
    });
    const timeline = await api.as('support').get(at(cancellationId, '/timeline')).expect(200);
    expect(JSON.stringify(timeline.body)).not.toContain('made for you');
  });

  it('is taken to arbitration by the customer, once, with a reason for the arbiter alone', async () => {
    const cancellationId = await rejected('heard');
    const customer = await api.customerOf('heard');
    const opened = await escalate(customer, cancellationId, { reason: 'It was not begun' }).expect(200);
    expect(opened.body).toMatchObject({ outcome: 'opened', escalates: cancellationId, state: 'ARBITRATION' });
    const { cancellationId: next } = opened.body as { cancellationId: string };
    expect((await escalate(await api.customerOf('heard'), cancellationId).expect(200)).body).toMatchObject({
      cancellationId: next,
    });
    const other = await escalate(api.as('support'), cancellationId).expect(409);
    expect(other.body).toMatchObject({ code: 'ALREADY_ESCALATED', details: { cancellationId: next } });
    expect(await read(customer, cancellationId)).toMatchObject({
      mayEscalate: false,
      escalation: { escalatedBy: next },
    });
    const seen = await read(customer, next);
    expect(seen).toMatchObject({
      state: 'ARBITRATION',
      waitingOn: 'OPERATOR',
      escalation: { escalates: cancellationId },
    });
    expect(JSON.stringify(seen)).not.toContain('not begun');
    expect(await read(api.as('support'), next)).toMatchObject({ escalation: { reason: 'It was not begun' } });
    expect(await read(api.as('merchant'), next)).toMatchObject({ escalation: { reason: 'It was not begun' } });
  });

  it('opens one cancellation however many ask at once', async () => {
    const cancellationId = await rejected('race');
    const customer = await api.customerOf('race');
    const answers = await Promise.all(Array.from({ length: 6 }, () => escalate(customer, cancellationId, {})));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 200));
    expect(new Set(answers.map(({ body }) => (body as { cancellationId: string }).cancellationId)).size).toBe(1);
  });

  it('cannot be where it was none, and says so while nobody answers', async () => {
    const cancellationId = await asked('open');
    const refused = await escalate(api.as('service'), cancellationId, {}).expect(409);
    expect(refused.body).toMatchObject({ code: 'ESCALATION_NOT_POSSIBLE', details: { state: 'AWAITING_DECISION' } });
    const other = await rejected('nobody');
    runs.reach = 'no worker';
    expect((await escalate(api.as('service'), other, {}).expect(503)).body).toMatchObject({
      code: 'WORKER_UNAVAILABLE',
    });
    runs.reach = 'up';
    await escalate(api.as('service'), other, {}).expect(200);
  });
});

it('an arbiter rules with a note for staff alone, which no lever carries', async () => {
  const cancellationId = await rejected('ruled');
  const { body } = await escalate(api.as('service'), cancellationId, {}).expect(200);
  const { cancellationId: next } = body as { cancellationId: string };
  const ruling = {
    merchantId: 'm_1',
    ruling: 'UPHELD',
    note: 'Seen the photos',
    evidence: { kind: 'PHOTO', reference: 'f/1' },
  };
  await api.as('operator').post(at(next, '/levers/arbitrate')).send(ruling).expect(403);
  await api.as('support').post(at(next, '/levers/arbitrate')).send(ruling).expect(200);
  expect(await read(api.as('supervisor'), next)).toMatchObject({
    parts: [{ rulingNote: 'Seen the photos' }, { decision: 'ESCALATED' }],
    evidence: [{ kind: 'PHOTO', by: 'support' }],
  });
  const timeline = await api.as('support').get(at(next, '/timeline')).expect(200);
  expect(JSON.stringify(timeline.body)).not.toContain('Seen');
  for (const calls of [api.as('merchant'), await api.customerOf('ruled')]) {
    expect(JSON.stringify(await read(calls, next))).not.toContain('Seen');
  }
});

describe('evidence', () => {
  it('is shown by either side and staff, and read by merchants and staff', async () => {
    const cancellationId = await asked('shown');
    const customer = await api.customerOf('shown');
    const show = (calls: Calls, reference: string) =>
      calls.post(at(cancellationId, '/evidence')).send({ kind: 'PHOTO', reference, note: 'Look at it' });
    for (const [calls, name] of [
      [customer, 'c'],
      [api.as('merchant'), 'm'],
      [api.as('support'), 's'],
    ] as const) {
      expect((await show(calls, `f/${name}`).expect(200)).body).toMatchObject({ outcome: 'added' });
    }
    await show(api.as('auditor'), 'f/a').expect(403);
    const references = ['f/c', 'f/m', 'f/s'].map(
      (reference) => expect.objectContaining({ reference, note: 'Look at it' }) as object,
    );
    for (const role of ['support', 'merchant', 'service'] as const) {
      expect(await read(api.as(role), cancellationId)).toMatchObject({ evidence: references });
    }
    expect(await read(customer, cancellationId)).not.toHaveProperty('evidence');
  });

  it.each<[string, object]>([
    ['a document instead of a reference', { kind: 'PHOTO', reference: 'data:image/png;base64,iVBOR w0KGgo' }],
    ['no kind', { reference: 'f/1' }],
    ['a digest that is none', { kind: 'PHOTO', reference: 'f/1', sha256: 'AB' }],
    ['a note that is too long', { kind: 'PHOTO', reference: 'f/1', note: 'x'.repeat(501) }],
    ['a note with a control character', { kind: 'PHOTO', reference: 'f/1', note: 'a\u0000b' }],
    ['a note of nothing', { kind: 'PHOTO', reference: 'f/1', note: '   ' }],
    ['another field', { kind: 'PHOTO', reference: 'f/1', by: 'me' }],
  ])('is refused with %s', async (_what, body) => {
    const path = at('shown.0123456789abcdef', '/evidence');
    expect((await api.as('service').post(path).send(body).expect(400)).body).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});

describe('a right to withdraw', () => {
  it('is in the quote, the answer and the view; the merchant is not asked', async () => {
    const policy = { ...POLICY, statutoryWithdrawalDays: 14, requestWindowMinutes: 0 };
    await api.as('service').put('/v1/merchants/m_right').send({ policy }).expect(200);
    const [first, ...others] = orderBody()['lines'] as { merchantId: string }[];
    const lines = [{ ...first, merchantId: 'm_right' }, ...others.map((line) => ({ ...line, merchantId: 'm_right' }))];
    const placedAt = new Date(Date.now() - 3_600_000).toISOString();
    await api.as('service').put('/v1/orders/right').send(orderBody({ lines, placedAt })).expect(200);
    const customer = await api.customerOf('right');
    const quote = await customer.post('/v1/orders/right/quote').send({ reason: 'CHANGED_MIND' }).expect(200);
    expect(quote.body).toMatchObject({ statutory: true, approval: [{ merchantId: 'm_right', by: 'RULE' }] });
    const answer = await customer
      .post('/v1/orders/right/cancellations')
      .set('Idempotency-Key', 'r-1')
      .send({ reason: 'CHANGED_MIND' });
    expect(answer.body).toMatchObject({ outcome: 'accepted', statutory: true });
    const { cancellationId } = answer.body as { cancellationId: string };
    const view = await read(customer, cancellationId);
    expect(view).toMatchObject({ statutory: true, fee: 0 });
    expect(JSON.stringify(view['explanation'])).toContain('Withdrawn by right');
  });

  it.each([
    [{ statutoryWithdrawalDays: 61 }],
    [{ maxRequests: 0 }],
    [{ arbitrationMs: 0 }],
    [{ onArbitrationTimeout: 'SHRUG' }],
    [{ escalationWindowMinutes: -1 }],
  ])('has limits in the policy: %j', async (over) => {
    const { body } = await api
      .as('service')
      .put('/v1/merchants/m_wrong')
      .send({ policy: { ...POLICY, ...over } })
      .expect(400);
    expect(body).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});

it('who may escalate and who may show evidence is in the table of permissions', async () => {
  const roles: readonly Role[] = ['service', 'support', 'supervisor', 'operator', 'auditor', 'merchant'];
  const missing = 'nowhere.0123456789abcdef';
  const allowed = await Promise.all(
    roles.map(async (role) => ({ role, status: (await escalate(api.as(role), missing, {})).status })),
  );
  expect(allowed.filter(({ status }) => status === 403).map(({ role }) => role)).toEqual([
    'operator',
    'auditor',
    'merchant',
  ]);
});
