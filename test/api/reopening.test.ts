import { createApiKey } from '../../src/adapters/persistence/api-keys';
import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import type { Role } from '../../src/domain/cancellation';
import { orderBody } from './order-body';
import { standInRuns } from './stand-in-runs';
import { SHOP, startApi, type Calls, type TestApi } from './start-api';

const runs = standInRuns();
let api: TestApi;
/** Another supervisor than the one of `as`. */
let wim: Calls;
beforeAll(async () => {
  api = await startApi({ over: () => ({ temporal: (identity, patience) => runs.door(api.db)(identity, patience) }) });
  wim = api.withBearer((await createApiKey(api.db, { shopId: SHOP, actorId: 'wim', role: 'supervisor' })).key);
});
afterAll(() => api.stop());
beforeEach(() => {
  runs.reach = 'up';
});

const at = (cancellationId: string, what = '') => `/v1/cancellations/${cancellationId}${what}`;

async function rejected(orderId: string): Promise<string> {
  await api.as('service').put(`/v1/orders/${orderId}`).send(orderBody()).expect(200);
  const request = api.as('service').post(`/v1/orders/${orderId}/cancellations`).set('Idempotency-Key', `k-${orderId}`);
  const { cancellationId } = (await request.send({ reason: 'CHANGED_MIND' })).body as { cancellationId: string };
  for (const merchantId of ['m_1', 'm_2']) {
    const decision = { merchantId, outcome: 'REJECTED', rejectionReason: 'OTHER' };
    await api.as('service').post(at(cancellationId, '/decisions')).send(decision).expect(200);
  }
  await createCancellationBook(api.db).end({ shopId: SHOP, cancellationId, outcome: 'REJECTED' });
  return cancellationId;
}

const reopen = (calls: Calls, cancellationId: string, body: object = { reason: 'New photos' }) =>
  calls.post(at(cancellationId, '/levers/reopen')).send(body);
const approve = (calls: Calls, cancellationId: string, body: object) =>
  calls.post(at(cancellationId, '/levers/approveReopening')).send({ decision: 'APPROVED', ...body });
const asked = async (cancellationId: string, calls = api.as('support')): Promise<string> =>
  ((await reopen(calls, cancellationId).expect(200)).body as { approvalId: string }).approvalId;
const levers = async (calls: Calls, cancellationId: string) =>
  ((await calls.get(at(cancellationId, '/levers')).expect(200)).body as { levers: { kind: string }[] }).levers;
const read = async (calls: Calls, cancellationId: string) =>
  (await calls.get(at(cancellationId)).expect(200)).body as Record<string, unknown>;

it('a case is reopened by two persons, and everybody sees that it is decided again', async () => {
  const cancellationId = await rejected('told');
  expect(await levers(api.as('support'), cancellationId)).toMatchObject([
    { kind: 'reopen', roles: ['support', 'supervisor', 'service'], fields: [{ name: 'reason', required: true }] },
  ]);
  const answer = await reopen(api.as('support'), cancellationId).expect(200);
  const { approvalId } = answer.body as { approvalId: string };
  expect(answer.body).toEqual({ outcome: 'done', state: 'REJECTED', approvalId: `${cancellationId}/approval/1` });
  expect(await levers(api.as('support'), cancellationId)).toEqual([]);
  expect(await levers(api.as('supervisor'), cancellationId)).toMatchObject([
    { kind: 'approveReopening', approvalId, fields: [{ name: 'approvalId', value: approvalId }, { name: 'decision' }] },
  ]);
  const { body } = await approve(api.as('supervisor'), cancellationId, { approvalId }).expect(200);
  const { escalatedBy: next } = body as { escalatedBy: string };
  expect(body).toEqual({ outcome: 'done', state: 'REJECTED', escalatedBy: next });
  const customer = await api.customerOf('told');
  const [before, after] = [await read(customer, cancellationId), await read(customer, next)];
  expect(before).toMatchObject({ mayEscalate: false, escalation: { escalatedBy: next, reopened: true } });
  expect(JSON.stringify(before['explanation'])).toContain(`Reopened: it is decided again as ${next}`);
  expect(after).toMatchObject({ state: 'ARBITRATION', escalation: { escalates: cancellationId, reopens: true } });
  expect(await levers(api.as('supervisor'), cancellationId)).toEqual([]);
});

it('why it is reopened is for staff to read, and in no timeline', async () => {
  const cancellationId = await rejected('why');
  const approvalId = await asked(cancellationId);
  const { body } = await approve(wim, cancellationId, { approvalId }).expect(200);
  const { escalatedBy: next } = body as { escalatedBy: string };
  for (const one of [cancellationId, next]) {
    expect(await read(api.as('support'), one)).toMatchObject({ escalation: { reopeningReason: 'New photos' } });
    for (const calls of [api.as('merchant'), await api.customerOf('why')]) {
      expect(JSON.stringify(await read(calls, one))).not.toContain('New photos');
    }
    const { body: timeline } = await api.as('support').get(at(one, '/timeline')).expect(200);
    expect(JSON.stringify(timeline)).not.toContain('New photos');
  }
});

it.each<[string, object]>([
  ['no reason', {}],
  ['an empty reason', { reason: '' }],
  ['a reason that is too long', { reason: 'x'.repeat(501) }],
  ['another lever’s field', { reason: 'x', legId: 'l' }],
])('is not asked for with %s', async (_what, body) => {
  const answer = await reopen(api.as('support'), 'nowhere.0123456789abcdef', body).expect(400);
  expect(answer.body).toMatchObject({ code: 'INVALID_REQUEST' });
});

it('needs the roles for it, and two persons', async () => {
  const cancellationId = await rejected('roles');
  const roles: readonly Role[] = ['operator', 'auditor', 'merchant'];
  for (const role of roles) await reopen(api.as(role), cancellationId).expect(403);
  const approvalId = await asked(cancellationId, api.as('supervisor'));
  for (const role of [...roles, 'support', 'service'] as const) {
    await approve(api.as(role), cancellationId, { approvalId }).expect(403);
  }
  const own = await approve(api.as('supervisor'), cancellationId, { approvalId }).expect(403);
  expect(own.body).toMatchObject({ code: 'SECOND_PERSON_NEEDED', details: { approvalId } });
  expect(await levers(api.as('supervisor'), cancellationId)).toEqual([]);
  expect((await approve(wim, cancellationId, { approvalId, decision: 'REFUSED' }).expect(200)).body).toEqual({
    ...{ outcome: 'done', state: 'REJECTED' },
  });
  expect(await read(api.as('support'), cancellationId)).not.toHaveProperty('escalation.escalatedBy');
  const missing = await reopen(api.as('support'), 'nowhere.0123456789abcdef').expect(404);
  expect(missing.body).toMatchObject({ code: 'CANCELLATION_NOT_FOUND' });
});

it('is opened by whoever allows it again, where nobody answered when it was allowed', async () => {
  const cancellationId = await rejected('nobody');
  const approvalId = await asked(cancellationId);
  runs.reach = 'no worker';
  const { body } = await approve(api.as('supervisor'), cancellationId, { approvalId }).expect(503);
  expect(body).toMatchObject({ code: 'WORKER_UNAVAILABLE' });
  expect(await levers(wim, cancellationId)).toMatchObject([{ kind: 'approveReopening', approvalId }]);
  runs.reach = 'up';
  const opened = await approve(wim, cancellationId, { approvalId }).expect(200);
  const again = await approve(api.as('supervisor'), cancellationId, { approvalId }).expect(200);
  expect(again.body).toEqual(opened.body);
  expect(opened.body).toHaveProperty('escalatedBy');
});

it('is no lever of a cancellation that goes on', async () => {
  await api.as('service').put('/v1/orders/open').send(orderBody()).expect(200);
  const request = api.as('service').post('/v1/orders/open/cancellations').set('Idempotency-Key', 'k-open');
  const { cancellationId } = (await request.send({ reason: 'CHANGED_MIND' })).body as { cancellationId: string };
  const { body } = await reopen(api.as('support'), cancellationId).expect(409);
  expect(body).toMatchObject({ code: 'LEVER_NOT_APPLICABLE', details: { state: 'AWAITING_DECISION' } });
});
