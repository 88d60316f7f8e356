import { startPaymentsSandbox } from '../../src/sandbox/payments';
import type { Sandbox } from '../../src/sandbox/service/sandbox';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database';
import { codeOf, talkTo } from './talk-to';
import { whileLocked } from './while-locked';

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

async function pay(given: Record<string, unknown> = {}): Promise<string> {
  const id = `pay-${(nth += 1)}`;
  const made = await talk.post('/payments', { id, amount: 1_000, currency: 'BRL', method: 'card', ...given });
  expect(made.status).toBe(201);
  return id;
}

const refund = (
  payment: string,
  amount: number,
  given: { key?: string; currency?: string; reference?: string } = {},
) => {
  const { key = `key-${(nth += 1)}`, currency = 'BRL', reference = 'leg-1' } = given;
  return talk.post('/refunds', { payment, amount, currency, reference }, key);
};

const refunded = async (payment: string) => (await talk.get(`/payments/${payment}`)).body['refunded'];

describe('refunds at the sandbox payment provider', () => {
  test('a card is refunded at once, in parts, up to what was captured and not a cent more', async () => {
    const payment = await pay();
    const first = await refund(payment, 400);
    expect(first).toMatchObject({ status: 201, body: { payment, amount: 400, currency: 'BRL', state: 'succeeded' } });
    expect(codeOf(await refund(payment, 601))).toBe('amount_exceeds_refundable');
    expect((await refund(payment, 600)).status).toBe(201);
    expect(codeOf(await refund(payment, 1))).toBe('already_refunded');
    expect(await refunded(payment)).toBe(1_000);
  });

  test('the same request under the same key gets the same answer and refunds once', async () => {
    const payment = await pay();
    const first = await refund(payment, 300, { key: 'same' });
    expect((await refund(payment, 300, { key: 'same' })).body).toEqual(first.body);
    expect(await refunded(payment)).toBe(300);
  });

  test('a refusal is stored under its key like any answer', async () => {
    const payment = await pay();
    await refund(payment, 900);
    expect(codeOf(await refund(payment, 200, { key: 'too-much' }))).toBe('amount_exceeds_refundable');
    await talk.fault({ operation: 'refund', kind: 'refuse', match: { payment }, code: 'another_code' });
    expect(codeOf(await refund(payment, 200, { key: 'too-much' }))).toBe('amount_exceeds_refundable');
    await talk.noFaults();
  });

  test('another request under a used key is refused and changes nothing', async () => {
    const payment = await pay();
    await refund(payment, 300, { key: 'used' });
    expect(await refund(payment, 301, { key: 'used' })).toMatchObject({ status: 409 });
    const voided = await talk.post(`/payments/${payment}/void`, { reference: 'leg-1' }, 'used');
    expect(codeOf(voided)).toBe('idempotency_key_reused');
    expect(await refunded(payment)).toBe(300);
  });

  // Eight: the provider's database connections.
  const meeting = <T>(payment: string, act: () => Promise<T>) => {
    const lock = `SELECT FROM payments.payments WHERE id = '${payment}' FOR UPDATE`;
    return whileLocked({ databaseUrl: database.url, lock, waiting: 8 }, act);
  };

  test('twenty callers with one key at the same time make one refund', async () => {
    const payment = await pay();
    const answers = await meeting(payment, () =>
      Promise.all(Array.from({ length: 20 }, () => refund(payment, 30, { key: 'crowd' }))),
    );
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 201, body: { amount: 30 } });
    expect(await refunded(payment)).toBe(30);
  });

  test('callers with different keys at the same time cannot refund more than was captured', async () => {
    const payment = await pay();
    const answers = await meeting(payment, () => Promise.all(Array.from({ length: 20 }, () => refund(payment, 300))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.filter((answer) => codeOf(answer) === 'amount_exceeds_refundable')).toHaveLength(17);
    expect(await refunded(payment)).toBe(900);
  });

  test.each([
    ['an unknown payment', { status: 404, code: 'payment_unknown' }, { payment: 'nobody' }],
    ['another currency', { status: 422, code: 'currency_mismatch' }, { currency: 'USD' }],
    ['an amount of zero', { status: 422, code: 'amount_not_positive' }, { amount: 0 }],
    ['an amount below zero', { status: 422, code: 'amount_not_positive' }, { amount: -5 }],
    ['an amount with a fraction', { status: 400, code: 'invalid_request' }, { amount: 1.5 }],
    ['an unknown field', { status: 400, code: 'invalid_request' }, { extra: true }],
  ])('%s is refused', async (_, expected, change) => {
    const payment = await pay();
    const body = { payment, amount: 10, currency: 'BRL', reference: 'leg-1', ...change };
    const answer = await talk.post('/refunds', body, `refused-${nth}`);
    expect({ status: answer.status, code: codeOf(answer) }).toEqual(expected);
    expect(await refunded(payment)).toBe(0);
  });

  test('a refund without an Idempotency-Key, without JSON or with too long a body is refused', async () => {
    const body = { payment: 'p', amount: 1, currency: 'BRL', reference: 'r' };
    expect(codeOf(await talk.post('/refunds', body))).toBe('idempotency_key_required');
    expect(codeOf(await talk.post('/refunds', '{', 'k'))).toBe('malformed_json');
    expect(codeOf(await talk.post('/refunds', { ...body, reference: 'r'.repeat(257 * 1024) }, 'k'))).toBe(
      'body_too_large',
    );
    expect(codeOf(await talk.get('/nowhere'))).toBe('no_such_route');
  });

  test('a refund is found by its reference and by its id', async () => {
    const payment = await pay();
    const made = await refund(payment, 10, { reference: 'leg-findable' });
    expect((await talk.get('/refunds?reference=leg-findable')).body).toEqual({ refunds: [made.body] });
    expect((await talk.get(`/refunds/${String(made.body['id'])}`)).body).toEqual(made.body);
    expect((await talk.get('/refunds?reference=leg-none')).body).toEqual({ refunds: [] });
    expect(codeOf(await talk.get('/refunds/rf_none'))).toBe('refund_unknown');
  });
});

describe('voids at the sandbox payment provider', () => {
  const voidPayment = (id: string, key: string) => talk.post(`/payments/${id}/void`, { reference: 'leg-v' }, key);

  test('an authorization is voided once, and cannot be refunded before or after', async () => {
    const payment = await pay({ state: 'authorized' });
    expect(codeOf(await refund(payment, 10))).toBe('not_captured');
    const first = await voidPayment(payment, 'void-1');
    expect(first).toMatchObject({ status: 200, body: { id: payment, state: 'voided', voidReference: 'leg-v' } });
    expect((await voidPayment(payment, 'void-1')).body).toEqual(first.body);
    expect(codeOf(await voidPayment(payment, 'void-2'))).toBe('already_voided');
    expect(codeOf(await refund(payment, 10))).toBe('already_voided');
  });

  test('a captured payment cannot be voided', async () => {
    expect(codeOf(await voidPayment(await pay(), 'void-3'))).toBe('already_captured');
  });
});

describe('the books of the sandbox payment provider', () => {
  test('a thousand payments come in at once, again without effect, and are read page by page', async () => {
    const payments = Array.from({ length: 1_000 }, (_, index) => ({
      id: `batch-${String(index).padStart(4, '0')}`,
      amount: index,
      currency: 'EUR',
      method: 'voucher',
    }));
    expect((await talk.post('/payments/batch', { payments })).body).toEqual({ created: 1_000, existing: 0 });
    expect((await talk.post('/payments/batch', { payments })).body).toEqual({ created: 0, existing: 1_000 });
    const changed = await talk.post('/payments/batch', { payments: [{ ...payments[3], amount: 9 }] });
    expect(changed).toMatchObject({ status: 409, body: { error: { code: 'payment_exists', ids: ['batch-0003'] } } });

    await refund('batch-0500', 500, { currency: 'EUR' });
    const first = await talk.get('/books?limit=400');
    const totals = first.body['totals'] as { currency: string }[];
    expect(totals.find(({ currency }) => currency === 'EUR')).toMatchObject({
      payments: 1_000,
      captured: 499_500,
      refunded: 500,
      pending: 0,
    });
    const rows: { id: string; refunded: number }[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body } = await talk.get(`/books?limit=400&after=${next}`);
      rows.push(...(body['payments'] as typeof rows));
      next = body['next'] as string | null;
    }
    const batch = rows.filter(({ id }) => id.startsWith('batch-'));
    expect(batch).toHaveLength(1_000);
    expect(batch.filter((row) => row.refunded > 0)).toMatchObject([{ id: 'batch-0500', refunded: 500, refunds: 1 }]);
  });

  test('it says when it is ready', async () => {
    expect(await talk.get('/health/ready')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });
});
