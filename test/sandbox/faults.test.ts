import { waitUntil } from '../../src/local/wait-until';
import { startPaymentsSandbox } from '../../src/sandbox/payments';
import type { Sandbox } from '../../src/sandbox/service/sandbox';
import { createFaultRules } from '../../src/sandbox/service/fault-rules';
import { startShopSandbox } from '../../src/sandbox/shop';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database';
import { within } from '../support/wait-for';
import { codeOf, talkTo } from './talk-to';

let database: TestDatabase;
let sandbox: Sandbox;
let talk: ReturnType<typeof talkTo>;
let nth = 0;

beforeAll(async () => {
  database = await createEmptyDatabase();
  sandbox = await startPaymentsSandbox({ databaseUrl: database.url });
  talk = talkTo(sandbox.url);
}, 60_000);

afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

afterEach(() => talk.noFaults());

async function pay(): Promise<string> {
  const id = `pay-${(nth += 1)}`;
  await talk.post('/payments', { id, amount: 1_000, currency: 'BRL', method: 'card' });
  return id;
}

/** Once the first rule has met a call. */
async function hasFired(service: typeof talk): Promise<void> {
  await waitUntil('the call', { withinMs: 20_000, everyMs: 5 }, async () => {
    const { faults } = (await service.get('/faults')).body as { faults: { fired: number }[] };
    return faults[0]?.fired === 1 ? true : undefined;
  });
}

const refund = (payment: string, key: string) =>
  talk.post('/refunds', { payment, amount: 100, currency: 'BRL', reference: `leg-${key}` }, key);

const refunded = async (payment: string) => (await talk.get(`/payments/${payment}`)).body['refunded'];

test('a lost answer was done: the same key then tells of the one refund', async () => {
  const payment = await pay();
  await talk.fault({ operation: 'refund', kind: 'lost_answer', times: 1 });
  await expect(refund(payment, 'lost')).rejects.toThrow();
  expect(await refunded(payment)).toBe(100);
  expect(await refund(payment, 'lost')).toMatchObject({ status: 201, body: { amount: 100 } });
  expect(await refunded(payment)).toBe(100);
});

test('a time-out before leaves nothing done', async () => {
  const payment = await pay();
  await talk.fault({ operation: 'refund', kind: 'timeout_before' });
  const aborting = new AbortController();
  const waiting = fetch(`${sandbox.url}/refunds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'silent' },
    body: JSON.stringify({ payment, amount: 100, currency: 'BRL', reference: 'leg' }),
    signal: aborting.signal,
  });
  await Promise.all([hasFired(talk).then(() => aborting.abort()), expect(waiting).rejects.toThrow()]);
  expect(await refunded(payment)).toBe(0);
});

test('a refusal is for one payment where the rule names it', async () => {
  const [chosen, other] = [await pay(), await pay()];
  await talk.fault({ operation: 'refund', kind: 'refuse', code: 'card_closed', match: { payment: chosen } });
  expect(codeOf(await refund(chosen, 'chosen'))).toBe('card_closed');
  expect((await refund(other, 'other')).status).toBe(201);
});

test('missing funds are not stored: the same request goes through later', async () => {
  const payment = await pay();
  await talk.fault({ operation: 'refund', kind: 'refuse', code: 'insufficient_funds', times: 1 });
  expect(await refund(payment, 'poor')).toMatchObject({ status: 402 });
  expect(await refund(payment, 'poor')).toMatchObject({ status: 201 });
});

test('a rate limit says when to come back, a server error does nothing, a wrong amount is only in the answer', async () => {
  const payment = await pay();
  await talk.fault({ operation: 'refund', kind: 'rate_limit', retryAfterMs: 2_500, times: 1 });
  await talk.fault({ operation: 'refund', kind: 'server_error', times: 1 });
  await talk.fault({ operation: 'refund', kind: 'wrong_amount', times: 1 });
  const limited = await refund(payment, 'r');
  expect([limited.status, limited.headers.get('retry-after'), limited.headers.get('retry-after-ms')]).toEqual([
    429,
    '3',
    '2500',
  ]);
  expect((await refund(payment, 'r')).status).toBe(500);
  expect(await refunded(payment)).toBe(0);
  expect((await refund(payment, 'r')).body).toMatchObject({ amount: 101 });
  expect((await refund(payment, 'r')).body).toMatchObject({ amount: 100 });
});

test('garbage is a 200 that is not JSON, though the refund was made', async () => {
  const payment = await pay();
  await talk.fault({ operation: 'refund', kind: 'garbage', times: 1 });
  await expect(refund(payment, 'garbled')).rejects.toThrow('not valid JSON');
  expect(await refunded(payment)).toBe(100);
});

test('a delay holds the call back', async () => {
  const payment = await pay();
  await talk.fault({ operation: 'refund', kind: 'delay', ms: 150, times: 1 });
  const startedAt = performance.now();
  expect((await refund(payment, 'slow')).status).toBe(201);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(149);
});

test('a sandbox that closes answers the call under way, and nothing holds it up', async () => {
  await using own = await createEmptyDatabase();
  const shop = await startShopSandbox({ databaseUrl: own.url });
  const toShop = talkTo(shop.url);
  await toShop.post('/orders', { orderId: 'o', version: 1, unitIds: [] });
  await toShop.fault({ operation: 'hold', kind: 'delay', ms: 300 });
  const holding = toShop.post('/orders/o/hold', { version: 1, cancellationId: 'c', unitIds: [] }, 'k');
  await hasFired(toShop);
  // Connections are kept for a minute: whoever waits for them waits in vain.
  await within('the sandbox to close', shop.close(), 30_000);
  expect(await holding).toMatchObject({ status: 200 });
});

test('rules are listed, replaced by their like, and cleared', async () => {
  await talk.fault({ operation: 'refund', kind: 'delay', ms: 1 });
  const replaced = await talk.fault({ operation: 'refund', kind: 'delay', ms: 2 });
  expect(replaced.body).toMatchObject({ faults: [{ operation: 'refund', kind: 'delay', ms: 2 }] });
  await talk.noFaults();
  expect((await talk.get('/faults')).body).toEqual({ faults: [] });
});

test('a rule that this sandbox does not know is refused', async () => {
  await using own = await createEmptyDatabase();
  const shop = await startShopSandbox({ databaseUrl: own.url });
  const toShop = talkTo(shop.url);
  expect(codeOf(await toShop.fault({ operation: 'hold', kind: 'wrong_amount' }))).toBe('invalid_request');
  expect(codeOf(await toShop.fault({ operation: 'refund', kind: 'refuse' }))).toBe('invalid_request');
  expect(codeOf(await toShop.fault({ operation: 'hold', kind: 'refuse', match: { payment: 'p' } }))).toBe(
    'invalid_request',
  );
  expect(codeOf(await toShop.fault({ operation: 'hold', kind: 'refuse', rate: 1.1 }))).toBe('invalid_request');
  await shop.close();
});

describe('a rate', () => {
  const failing = (seed: number, subjects: readonly string[]) => {
    const rules = createFaultRules();
    rules.put({ operation: 'refund', kind: 'refuse', rate: 0.2, seed, ms: 0, retryAfterMs: 0 });
    return new Set(subjects.filter((payment) => rules.pick('refund', { payment })));
  };
  const subjects = Array.from({ length: 2_000 }, (_, index) => `pay-${index}`);

  test('meets its share, the same ones for a seed in whatever order they come, others for another seed', () => {
    const chosen = failing(7, subjects);
    expect(chosen.size).toBeGreaterThan(330);
    expect(chosen.size).toBeLessThan(470);
    expect(failing(7, [...subjects].reverse())).toEqual(chosen);
    expect(failing(8, subjects)).not.toEqual(chosen);
  });

  test('gives a repeated call a chance of its own', () => {
    const rules = createFaultRules();
    rules.put({ operation: 'refund', kind: 'lost_answer', rate: 0.5, seed: 1, ms: 0, retryAfterMs: 0 });
    const outcomes = Array.from({ length: 40 }, () => rules.pick('refund', { payment: 'p' })?.kind);
    expect(new Set(outcomes)).toEqual(new Set([undefined, 'lost_answer']));
  });
});
