import { createApiKey } from '../../src/adapters/persistence/api-keys';
import { RescindUnavailable } from '../../src/client/rescind-unavailable';
import { createRescind, type Rescind, type RescindOptions } from '../../src/client/rescind';
import type { Actor } from '../../src/domain/cancellation';
import { cancelOrderId } from '../../workflows/cancel-order/messages';
import { startApi, type TestApi } from '../api/start-api';
import { startEngine, type Engine, type RunningWorkers } from '../support/engine';
import { placeOrder, type OrderWanted } from '../support/engine-orders';
import { waitFor } from '../support/wait-for';

const SHOP = 'client_shop';
const SERVICE: Actor = { id: 'svc_1', role: 'service' };
const MERCHANT: Actor = { id: 'u_1', role: 'merchant' };

describe('rescind/client', () => {
  let engine: Engine;
  let api: TestApi;
  let key: string;
  let workers: RunningWorkers;
  const opened: Rescind[] = [];

  beforeAll(async () => {
    engine = await startEngine();
    const namespace = engine.temporal.namespace ?? 'default';
    api = await startApi({
      databaseUrl: engine.databaseUrl,
      temporal: { address: engine.temporal.address, namespace },
    });
    await placeOrder(engine, { shopId: SHOP });
    ({ key } = await createApiKey(engine.db, { shopId: SHOP, actorId: SERVICE.id, role: 'service' }));
    workers = await engine.startWorkers();
  });
  afterAll(async () => {
    await Promise.all(opened.map((one) => one.close()));
    await api.stop();
    await engine.stop();
  });

  const open = (over: Partial<RescindOptions> = {}) => {
    const { connection } = engine.temporal;
    const namespace = engine.temporal.namespace ?? 'default';
    const rescind = createRescind({ connection, namespace, shopId: SHOP, actor: SERVICE, timeoutMs: 20_000, ...over });
    opened.push(rescind);
    return rescind.cancellations;
  };
  const withApi = (over: Partial<RescindOptions> = {}) => open({ api: { url: api.url, key }, ...over });
  const place = async (wanted: OrderWanted = {}) => (await placeOrder(engine, { shopId: SHOP, ...wanted })).orderId;
  const ask = (orderId: string) => ({ orderId, reason: 'CHANGED_MIND' }) as const;
  const accepted = async (orderId: string, idempotencyKey: string) => {
    const answer = await open().request(ask(orderId), { idempotencyKey });
    if (answer.outcome !== 'accepted') throw new Error(answer.code);
    return answer.cancellationId;
  };
  const reaches = (cancellationId: string, state: string) =>
    waitFor(`${cancellationId} to be ${state}`, async () => {
      const view = await withApi().get(cancellationId);
      return view.state === state ? view : undefined;
    });

  it('takes an order from the request to the money that is back', async () => {
    const orderId = await place({ parcel: 'LABELED' });
    expect(await withApi().quote(ask(orderId))).toMatchObject({ outcome: 'allowed', quote: { refund: 8_000 } });
    const answer = await open().request(ask(orderId), { idempotencyKey: `settled-${orderId}` });
    if (answer.outcome !== 'accepted') throw new Error(answer.code);
    expect(answer).toMatchObject({ state: 'AWAITING_DECISION', quote: { refund: 8_000 }, onTimeout: 'APPROVE' });
    const { cancellationId } = answer;
    const decided = await open({ actor: MERCHANT }).decide(cancellationId, { merchantId: 'm_1', outcome: 'APPROVED' });
    expect(decided).toMatchObject({ outcome: 'recorded', decision: 'APPROVED' });
    const view = await reaches(cancellationId, 'SETTLED');
    expect(view).toMatchObject({ refundState: 'COMPLETED', legs: [{ state: 'SUCCEEDED', amount: 8_000 }] });
    const listed = [];
    for await (const one of withApi().list({ orderId })) listed.push(one.cancellationId);
    expect(listed).toEqual([cancellationId]);
  });

  it('shows support what is asked, by codes and ids alone', async () => {
    const orderId = await place();
    const cancellationId = await accepted(orderId, `shown-${orderId}`);
    const handle = engine.client.workflow.getHandle(cancelOrderId(SHOP, cancellationId));
    const description = await handle.describe();
    const summary = await description.staticSummary();
    expect(summary).toBe(`Cancel order ${orderId}: CHANGED_MIND, asked by customer`);
    expect(Buffer.byteLength(summary ?? '')).toBeLessThanOrEqual(200);
    expect(await description.staticDetails()).toContain(`Cancellation \`${cancellationId}\``);
    const attributes = Object.fromEntries(
      description.typedSearchAttributes.getAll().map(({ key: { name }, value }) => [name, value]),
    );
    expect(attributes).toMatchObject({ OrderId: orderId, Reason: 'CHANGED_MIND', NeedsHuman: false });
  });

  it('gives the same key the same answer: at once, later, and after the end', async () => {
    const orderId = await place();
    const idempotencyKey = `same-${orderId}`;
    const both = await Promise.all([1, 2].map(() => open().request(ask(orderId), { idempotencyKey })));
    expect(both[1]).toEqual(both[0]);
    const first = both[0];
    if (first?.outcome !== 'accepted') throw new Error('It was refused');
    expect(await open().withdraw(first.cancellationId)).toEqual({ outcome: 'withdrawn' });
    await reaches(first.cancellationId, 'WITHDRAWN');
    const late = await open().request(ask(orderId), { idempotencyKey });
    expect(late).toMatchObject({ outcome: 'accepted', cancellationId: first.cancellationId, quote: first.quote });
  });

  it('refuses the same key with another body, and a second request while one is active', async () => {
    const orderId = await place();
    const cancellationId = await accepted(orderId, `reused-${orderId}`);
    const other = await open().request(
      { ...ask(orderId), reason: 'FOUND_CHEAPER' },
      { idempotencyKey: `reused-${orderId}` },
    );
    expect(other).toMatchObject({ outcome: 'refused', code: 'IDEMPOTENCY_KEY_REUSED', details: { cancellationId } });
    const second = await open().request(ask(orderId), { idempotencyKey: `second-${orderId}` });
    expect(second).toMatchObject({ outcome: 'refused', code: 'CANCELLATION_ACTIVE' });
  });

  it('answers what can be no order without starting anything, and an unknown order as a refusal', async () => {
    expect(await open().request(ask('a b'), { idempotencyKey: 'k' })).toEqual({
      outcome: 'refused',
      code: 'ORDER_NOT_FOUND',
    });
    const unknown = await open().request(ask('o_unknown'), { idempotencyKey: 'unknown' });
    expect(unknown).toMatchObject({ outcome: 'refused', code: 'ORDER_NOT_FOUND' });
    await expect(open().request(ask('o_1'), { idempotencyKey: '' })).rejects.toThrow(RangeError);
  });

  it('says of a cancellation that has ended how it ended, through the API, and that it has, without', async () => {
    const cancellationId = await accepted(await place(), 'ended');
    await open().withdraw(cancellationId);
    await reaches(cancellationId, 'WITHDRAWN');
    await waitFor('the run to close', async () => {
      const { status } = await engine.client.workflow.getHandle(cancelOrderId(SHOP, cancellationId)).describe();
      return status.name === 'RUNNING' ? undefined : status.name;
    });
    expect(await open().withdraw(cancellationId)).toEqual({ outcome: 'refused', code: 'CANCELLATION_ENDED' });
    expect(await withApi().withdraw(cancellationId)).toMatchObject({
      code: 'ALREADY_WITHDRAWN',
      details: { state: 'WITHDRAWN' },
    });
    expect(await open().levers.retryStep('o_none.0123456789abcdef')).toEqual({
      outcome: 'refused',
      code: 'CANCELLATION_NOT_FOUND',
    });
  });

  it('pulls levers, and gets their refusals as values', async () => {
    const cancellationId = await accepted(await place(), 'lever');
    const support = open({ actor: { id: 's_1', role: 'support' } });
    expect(await support.levers.retryStep(cancellationId)).toMatchObject({
      outcome: 'refused',
      code: 'LEVER_NOT_APPLICABLE',
    });
    const unknown = await support.levers.retryRefund(cancellationId, { legId: 'none' });
    expect(unknown).toMatchObject({ outcome: 'refused' });
  });

  it('has a rejection decided again by two persons, through the API', async () => {
    const cancellationId = await accepted(await place({ policy: { escalationWindowMinutes: 0 } }), 'reopened');
    const rejection = { merchantId: 'm_1', outcome: 'REJECTED', rejectionReason: 'OTHER' } as const;
    await open({ actor: MERCHANT }).decide(cancellationId, rejection);
    await reaches(cancellationId, 'REJECTED');
    await expect(open().levers.reopen(cancellationId, { reason: 'New photos' })).rejects.toThrow(RangeError);
    const asked = await withApi().levers.reopen(cancellationId, { reason: 'New photos' });
    if (asked.outcome === 'refused') throw new Error(asked.code);
    const { approvalId = '' } = asked;
    const approval = { approvalId, decision: 'APPROVED' } as const;
    expect(await withApi().levers.approveReopening(cancellationId, approval)).toMatchObject({
      ...{ outcome: 'refused', code: 'ROLE_NOT_ALLOWED' },
    });
    const vera = { shopId: SHOP, actorId: 'vera', role: 'supervisor' } as const;
    const { key: hers } = await createApiKey(engine.db, vera);
    const supervisor = withApi({ api: { url: api.url, key: hers } });
    const allowed = await supervisor.levers.approveReopening(cancellationId, approval);
    if (allowed.outcome === 'refused') throw new Error(allowed.code);
    const view = await reaches(allowed.escalatedBy ?? '', 'ARBITRATION');
    expect(view).toMatchObject({ escalation: { escalates: cancellationId, reopens: true } });
  });

  it('lets a merchant’s answer count while no worker is up, and says plainly what else can not be done', async () => {
    const orderId = await place();
    const cancellationId = await accepted(orderId, `away-${orderId}`);
    await workers.stop();
    try {
      const impatient = { timeoutMs: 500 };
      const decision = { merchantId: 'm_1', outcome: 'APPROVED' } as const;
      await expect(open(impatient).decide(cancellationId, decision)).rejects.toThrow(RescindUnavailable);
      expect(await withApi(impatient).decide(cancellationId, decision)).toMatchObject({ outcome: 'recorded' });
      const request = open(impatient).request(ask(await place()), { idempotencyKey: `nobody-${orderId}` });
      await expect(request).rejects.toMatchObject({ name: 'RescindUnavailable', part: 'WORKER' });
    } finally {
      workers = await engine.startWorkers();
    }
    expect(await reaches(cancellationId, 'SETTLED')).toMatchObject({ refundState: 'COMPLETED' });
    const decisions = await engine.db
      .selectFrom('decisions')
      .select('door')
      .where('cancellation_id', '=', cancellationId)
      .execute();
    expect(decisions).toHaveLength(1);
  });

  it('makes an offer through the API, and takes the answer to it over Temporal, or without a worker', async () => {
    const terms = { kind: 'PARTIAL_REFUND', amount: 1_000, currency: 'USD' } as const;
    const offered = async (name: string) => {
      const orderId = await place({ policy: { extensionMinutes: 30 } });
      const cancellationId = await accepted(orderId, `${name}-${orderId}`);
      const extended = await withApi().extendDeadline(cancellationId, { merchantId: 'm_1', minutes: 30 });
      expect(extended).toMatchObject({ outcome: 'extended' });
      const made = await withApi().makeOffer(cancellationId, { merchantId: 'm_1', terms });
      if (made.outcome === 'refused') throw new Error(made.code);
      return { cancellationId, offerId: made.offer.offerId };
    };
    const { cancellationId, offerId } = await offered('offer');
    expect(() => open().makeOffer(cancellationId, { merchantId: 'm_1', terms })).toThrow(RangeError);
    const declined = { offerId, answer: 'DECLINED' } as const;
    expect(await open().answerOffer(cancellationId, declined)).toMatchObject({ outcome: 'recorded' });
    expect(await open().answerOffer(cancellationId, { offerId, answer: 'ACCEPTED' })).toMatchObject({
      ...{ outcome: 'refused', code: 'OFFER_ANSWERED' },
    });
    const other = await offered('offer-away');
    await workers.stop();
    try {
      const accepts = { offerId: other.offerId, answer: 'ACCEPTED' } as const;
      const answered = await withApi({ timeoutMs: 500 }).answerOffer(other.cancellationId, accepts);
      expect(answered).toMatchObject({ outcome: 'recorded', answer: 'ACCEPTED' });
    } finally {
      workers = await engine.startWorkers();
    }
    expect(await reaches(other.cancellationId, 'WITHDRAWN')).toMatchObject({ offer: { state: 'ACCEPTED' } });
  });

  it('says that Temporal can not be reached', async () => {
    const nowhere = createRescind({ address: '127.0.0.1:1', shopId: SHOP, actor: SERVICE, timeoutMs: 500 });
    const request = nowhere.cancellations.request(ask('o_1'), { idempotencyKey: 'nowhere' });
    await expect(request).rejects.toMatchObject({ name: 'RescindUnavailable', part: 'TEMPORAL' });
    await nowhere.close();
  });
});
