import { createSandboxRefundChannel } from '../../src/adapters/refund/sandbox/adapter';
import type { LegRequest, RefundChannel } from '../../src/ports/refund-channel';
import { startPaymentsSandbox } from '../../src/sandbox/payments';
import type { Sandbox } from '../../src/sandbox/service/sandbox';
import { talkTo } from '../sandbox/talk-to';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database';
import { nobody, peerThatAnswers, saying } from './peer-that-answers';

let database: TestDatabase;
let sandbox: Sandbox;
let talk: ReturnType<typeof talkTo>;
let channel: RefundChannel;
let impatient: RefundChannel;
const TIMES_OUT = ['timeout_before', 'delay'];
let nth = 0;

beforeAll(async () => {
  database = await createEmptyDatabase();
  sandbox = await startPaymentsSandbox({ databaseUrl: database.url });
  talk = talkTo(sandbox.url);
  channel = createSandboxRefundChannel({ baseUrl: sandbox.url });
  impatient = createSandboxRefundChannel({ baseUrl: sandbox.url, timeoutMs: 300 });
}, 60_000);

afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

afterEach(() => talk.noFaults());

async function leg(given: Partial<LegRequest> = {}, payment: Record<string, unknown> = {}): Promise<LegRequest> {
  const id = `pay/${(nth += 1)}`;
  await talk.post('/payments', { id, amount: 1_000, currency: 'BRL', method: 'card', ...payment });
  const whole = {
    ...{ shopId: 's_1', orderId: 'o_1', legId: `leg-${nth}`, kind: 'refund' as const, sourceId: id },
    ...{ sourceAmount: 1_000, amount: 1_000, currency: 'BRL' },
  };
  return { ...whole, idempotencyKey: `key-${nth}`, ...given };
}

const refunded = async ({ sourceId }: LegRequest) =>
  (await talk.get(`/payments/${encodeURIComponent(sourceId)}`)).body['refunded'];

test('a refund succeeds, is the same when sent again, and is found when asked for', async () => {
  const request = await leg({ amount: 400 });
  expect(await channel.query(request)).toEqual({ outcome: 'not_found' });
  const answer = await channel.submit(request);
  expect(answer).toMatchObject({ outcome: 'succeeded', providerRef: expect.stringMatching(/^rf_/) as string });
  expect(await channel.submit(request)).toEqual(answer);
  expect(await channel.query({ ...request, providerRef: answer.providerRef ?? '' })).toEqual(answer);
  expect(await refunded(request)).toBe(400);
});

test('a bank transfer is pending', async () => {
  expect(await channel.submit(await leg({}, { method: 'bank_transfer' }))).toMatchObject({ outcome: 'pending' });
});

test.each([
  ['more than was captured', { amount: 1_001 }, 'amount_exceeds_refundable'],
  ['another currency', { currency: 'USD' }, 'currency_mismatch'],
  ['an unknown payment', { sourceId: 'nobody' }, 'payment_unknown'],
])('%s is refused for good', async (_, given, code) => {
  expect(await channel.submit(await leg(given))).toEqual({ outcome: 'failed', code });
});

test('a key that another request has used is a contradiction, not a failure', async () => {
  const request = await leg({ amount: 10 });
  await channel.submit(request);
  expect(await channel.submit({ ...request, amount: 20 })).toEqual({
    outcome: 'mismatch',
    code: 'idempotency_key_reused',
  });
});

test.each([
  [{ kind: 'refuse' }, { outcome: 'failed', code: 'declined' }, 'not_found'],
  [{ kind: 'refuse', code: 'insufficient_funds' }, { outcome: 'blocked', code: 'insufficient_funds' }, 'not_found'],
  [{ kind: 'timeout_before' }, { outcome: 'ambiguous', code: 'TIMED_OUT' }, 'not_found'],
  [{ kind: 'lost_answer' }, { outcome: 'ambiguous', code: 'CONNECTION_LOST' }, 'succeeded'],
  [{ kind: 'delay', ms: 10_000 }, { outcome: 'ambiguous', code: 'TIMED_OUT' }, 'not_found'],
  [{ kind: 'rate_limit', retryAfterMs: 700 }, { outcome: 'rate_limited', retryAfterMs: 700 }, 'not_found'],
  [{ kind: 'wrong_amount' }, { outcome: 'mismatch', code: 'AMOUNT_MISMATCH' }, 'succeeded'],
  [{ kind: 'garbage' }, { outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' }, 'succeeded'],
  [{ kind: 'server_error' }, { outcome: 'ambiguous', code: 'PEER_ERROR' }, 'not_found'],
])('the fault %j reads as %j, and a query then says %s', async (fault, answer, found) => {
  const request = await leg();
  await talk.fault({ operation: 'refund', times: 1, ...fault });
  const sending = TIMES_OUT.includes(fault.kind) ? impatient : channel;
  expect(await sending.submit(request)).toMatchObject(answer);
  expect(await channel.query(request)).toMatchObject({ outcome: found });
});

test('a lost answer and the same key again make one refund', async () => {
  const request = await leg({ amount: 300 });
  await talk.fault({ operation: 'refund', kind: 'lost_answer', times: 3 });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    expect(await channel.submit(request)).toMatchObject({ outcome: 'ambiguous' });
  }
  expect(await channel.submit(request)).toMatchObject({ outcome: 'succeeded' });
  expect(await refunded(request)).toBe(300);
});

test('a leg that was refunded twice is shown to a person', async () => {
  const request = await leg({ amount: 100 });
  await channel.submit(request);
  await channel.submit({ ...request, idempotencyKey: 'a second key for the same leg' });
  expect(await channel.query(request)).toMatchObject({ outcome: 'mismatch', code: 'REFUNDED_TWICE' });
});

test.each(['timeout_before', 'server_error', 'garbage', 'lost_answer'])(
  'a query that meets %s proves nothing',
  async (kind) => {
    const request = await leg();
    await channel.submit(request);
    await talk.fault({ operation: 'query', kind, times: 1 });
    const asking = TIMES_OUT.includes(kind) ? impatient : channel;
    expect(await asking.query(request)).toMatchObject({ outcome: 'ambiguous' });
  },
);

describe('a void', () => {
  const authorized = (given: Partial<LegRequest> = {}) => leg({ kind: 'void', ...given }, { state: 'authorized' });

  test('releases an authorization once, though the answer is lost', async () => {
    const request = await authorized();
    expect(await channel.query(request)).toMatchObject({ outcome: 'not_found' });
    await talk.fault({ operation: 'void', kind: 'lost_answer', times: 1 });
    expect(await channel.submit(request)).toMatchObject({ outcome: 'ambiguous' });
    expect(await channel.query(request)).toMatchObject({ outcome: 'succeeded' });
    expect(await channel.submit(request)).toMatchObject({ outcome: 'succeeded' });
  });

  test('of a captured payment fails, by answer and by query', async () => {
    const request = await leg({ kind: 'void' });
    expect(await channel.submit(request)).toEqual({ outcome: 'failed', code: 'already_captured' });
    expect(await channel.query(request)).toEqual({ outcome: 'failed', code: 'already_captured' });
  });

  test('of another amount, or by another leg, is shown to a person', async () => {
    expect(await channel.submit(await authorized({ amount: 999 }))).toMatchObject({ code: 'AMOUNT_MISMATCH' });
    const request = await authorized();
    await channel.submit(request);
    const other = await channel.query({ ...request, legId: 'another' });
    expect(other).toEqual({ outcome: 'mismatch', code: 'VOIDED_BY_ANOTHER' });
  });
});

describe('an answer that the sandbox never gives', () => {
  const refund = { id: 'rf_1', payment: 'pay', reference: 'leg', amount: 5, currency: 'BRL', state: 'succeeded' };
  const request: LegRequest = {
    shopId: 's_1',
    orderId: 'o_1',
    legId: 'leg',
    kind: 'refund',
    sourceId: 'pay',
    sourceAmount: 5,
    amount: 5,
    currency: 'BRL',
    idempotencyKey: 'k',
  };
  const answerTo = async (body: unknown, status = 201, sent = request) => {
    await using peer = await peerThatAnswers(saying(status, body));
    return await createSandboxRefundChannel({ baseUrl: peer.baseUrl }).submit(sent);
  };

  test.each([
    ['PAYMENT_MISMATCH', { payment: 'other' }],
    ['REFERENCE_MISMATCH', { reference: 'other' }],
    ['AMOUNT_MISMATCH', { amount: 6 }],
    ['CURRENCY_MISMATCH', { currency: 'USD' }],
  ])('is a %s', async (code, change) => {
    expect(await answerTo({ ...refund, ...change })).toEqual({ outcome: 'mismatch', providerRef: 'rf_1', code });
  });

  test('is a refund with another id than the one that is known', async () => {
    const answer = await answerTo(refund, 201, { ...request, providerRef: 'rf_0' });
    expect(answer).toMatchObject({ outcome: 'mismatch', code: 'REFUND_ID_MISMATCH' });
  });

  test.each([[{ ...refund, state: 'DONE' }], [{ ...refund, amount: '5' }], [[]], ['null']])(
    'is %j, which leaves it open',
    async (body) => {
      expect(await answerTo(body)).toEqual({ outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' });
    },
  );

  test('is 401, a fault that is thrown', async () => {
    await expect(answerTo({}, 401)).rejects.toThrow('PEER_REFUSED_CREDENTIALS');
  });
});

test('where nobody listens nothing was sent; an aborted call ends at once', async () => {
  const request = await leg();
  const gone = createSandboxRefundChannel({ baseUrl: await nobody() });
  expect(await gone.submit(request)).toEqual({ outcome: 'not_sent', code: 'NOT_CONNECTED' });
  await talk.fault({ operation: 'refund', kind: 'timeout_before', times: 1 });
  const patient = createSandboxRefundChannel({ baseUrl: sandbox.url });
  const answer = await patient.submit({ ...request, signal: AbortSignal.timeout(50) });
  expect(answer).toEqual({ outcome: 'ambiguous', code: 'ABORTED' });
});
