import { createPaypalChannel } from '../../../../src/adapters/refund/paypal/adapter';
import { createPaypalClient } from '../../../../src/adapters/refund/paypal/client';
import { toRefundAnswer } from '../../../../src/adapters/refund/paypal/refund-answer';
import type { LegRequest, RefundChannel } from '../../../../src/ports/refund-channel';
import { CLIENT_ID, CLIENT_SECRET, startFakePaypal, type FakePaypal } from './fake-paypal';

let fake: FakePaypal;
let channel: RefundChannel;
const open = (clientSecret = CLIENT_SECRET) =>
  createPaypalChannel(createPaypalClient({ baseUrl: fake.url, clientId: CLIENT_ID, clientSecret }));

beforeEach(async () => {
  fake = await startFakePaypal();
  channel = open();
});
afterEach(() => fake.stop());

let made = 0;
function leg(over: Partial<LegRequest> = {}): LegRequest {
  made += 1;
  const idempotencyKey = `rescind-${String(made).padStart(32, '0')}`;
  const base = { shopId: 's', legId: 'c/1', orderId: 'o', kind: 'refund', currency: 'EUR', amount: 3_000 } as const;
  return { ...base, sourceId: 'CAP', sourceAmount: 10_000, idempotencyKey, ...over };
}

describe('amounts', () => {
  test.each([
    ['EUR', 1, '0.01'],
    ['EUR', 123_456, '1234.56'],
    ['HUF', 150_000, '1500'],
    ['TWD', 100, '1'],
    ['JPY', 500, '500'],
    ['TND', 1_234, '1.234'],
  ])('%s %d goes out as %s', async (currency, amount, value) => {
    const { id } = fake.books.pay('9999999', currency);
    await channel.submit(leg({ currency, amount, sourceId: id }));
    const body = JSON.parse(fake.seen.at(-1)?.body ?? '') as { amount: object };
    expect(body.amount).toEqual({ currency_code: currency, value });
  });

  test.each([
    ['HUF', 150],
    ['TWD', 1],
    ['XXX', 100],
  ])('%s %d can’t be expressed: nothing is sent', async (currency, amount) => {
    expect(await channel.submit(leg({ currency, amount }))).toEqual({
      outcome: 'failed',
      code: 'AMOUNT_NOT_EXPRESSIBLE',
    });
    expect(fake.seen).toEqual([]);
  });

  test('amount, reference and key are said with every refund', async () => {
    const { id } = fake.books.pay('100.00', 'EUR');
    const request = leg({ sourceId: id });
    await channel.submit(request);
    const key = request.idempotencyKey;
    expect(JSON.parse(fake.seen.at(-1)?.body ?? '')).toEqual({
      amount: { currency_code: 'EUR', value: '30.00' },
      custom_id: key,
      invoice_id: key,
    });
  });
});

describe('refunds', () => {
  test('a pending refund is no success, until it is asked for again', async () => {
    const { id } = fake.books.pay('100.00', 'EUR');
    fake.books.nextStatus = 'PENDING';
    const request = leg({ sourceId: id });
    const answer = await channel.submit(request);
    expect(answer.outcome).toBe('pending');
    const [refund] = fake.books.refundsOf(id);
    if (refund) refund.status = 'COMPLETED';
    expect(await channel.query({ ...request, providerRef: answer.providerRef ?? '' })).toEqual({
      outcome: 'succeeded',
      providerRef: refund?.id,
    });
  });

  test('more than the rest, and nothing left, are refused by their codes', async () => {
    const { id } = fake.books.pay('50.00', 'EUR');
    expect(await channel.submit(leg({ sourceId: id, amount: 5_001 }))).toEqual({
      outcome: 'failed',
      code: 'REFUND_AMOUNT_EXCEEDED',
    });
    await channel.submit(leg({ sourceId: id, amount: 5_000 }));
    expect(await channel.submit(leg({ sourceId: id, amount: 1 }))).toEqual({
      outcome: 'failed',
      code: 'CAPTURE_FULLY_REFUNDED',
    });
  });

  test('without the refund’s id there is nothing to ask for', async () => {
    expect(await channel.query(leg())).toEqual({ outcome: 'ambiguous', code: 'REFUND_ID_UNKNOWN' });
    expect(fake.seen).toEqual([]);
  });

  test('a payout is none of PayPal’s', async () => {
    expect(await channel.submit(leg({ kind: 'payout' }))).toEqual({ outcome: 'failed', code: 'KIND_NOT_SUPPORTED' });
  });
});

describe('what an answer must agree in', () => {
  const request = leg({ sourceId: 'CAP1', providerRef: 'R1' });
  const refund = {
    id: 'R1',
    status: 'COMPLETED',
    amount: { currency_code: 'EUR', value: '30.00' },
    custom_id: request.idempotencyKey,
    links: [{ rel: 'up', href: 'https://api-m.paypal.com/v2/payments/captures/CAP1' }],
  };

  test.each<[string, object, object]>([
    ['all', {}, { outcome: 'succeeded', providerRef: 'R1' }],
    ['a failure', { status: 'FAILED' }, { outcome: 'failed', providerRef: 'R1', code: 'REFUND_FAILED' }],
    ['taken back', { status: 'CANCELLED' }, { outcome: 'closed', providerRef: 'R1', code: 'REFUND_CANCELLED' }],
    [
      'another amount',
      { amount: { currency_code: 'EUR', value: '30.01' } },
      { outcome: 'mismatch', code: 'AMOUNT_MISMATCH' },
    ],
    [
      'another currency',
      { amount: { currency_code: 'USD', value: '30.00' } },
      { outcome: 'mismatch', code: 'CURRENCY_MISMATCH' },
    ],
    [
      'another capture',
      { links: [{ rel: 'up', href: 'https://x/v2/payments/captures/CAP2' }] },
      { outcome: 'mismatch', code: 'PAYMENT_MISMATCH' },
    ],
    ['another reference', { custom_id: 'somebody-else' }, { outcome: 'mismatch', code: 'REFERENCE_MISMATCH' }],
    ['another id', { id: 'R2' }, { outcome: 'mismatch', code: 'REFUND_ID_MISMATCH' }],
    [
      'a failure of another amount',
      { status: 'FAILED', amount: { currency_code: 'EUR', value: '1.00' } },
      { outcome: 'mismatch' },
    ],
    ['no amount', { amount: undefined }, { outcome: 'ambiguous', providerRef: 'R1', code: 'UNVERIFIABLE_ANSWER' }],
    ['no capture', { links: [] }, { outcome: 'ambiguous', providerRef: 'R1', code: 'UNVERIFIABLE_ANSWER' }],
    ['an unknown state', { status: 'DONE' }, { outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' }],
  ])('%s', (_, over, expected) => {
    expect(toRefundAnswer({ ...refund, ...over }, request)).toMatchObject(expected);
  });
});

describe('voids', () => {
  const authorized = (over: Partial<LegRequest> = {}) => {
    const { id } = fake.books.authorize('100.00', 'EUR');
    return leg({ kind: 'void', sourceId: id, amount: 10_000, ...over });
  };

  test('what was captured meanwhile is a failure that leads to a refund', async () => {
    const request = authorized();
    const authorization = fake.books.authorizations.get(request.sourceId);
    if (authorization) authorization.status = 'CAPTURED';
    const expected = { outcome: 'failed', code: 'ALREADY_CAPTURED' };
    expect(await channel.submit(request)).toMatchObject(expected);
    expect(await channel.query(request)).toMatchObject(expected);
  });

  test('what somebody else voided is looked at, and then released', async () => {
    const request = authorized();
    await channel.submit(authorized({ sourceId: request.sourceId }));
    expect(await channel.submit(request)).toEqual({ outcome: 'succeeded', providerRef: request.sourceId });
  });

  test('what somebody else voided is not believed when it is another payment than the leg’s', async () => {
    const request = authorized();
    await channel.submit(request);
    const other = authorized({ sourceId: request.sourceId, amount: 20_000 });
    expect(await channel.submit(other)).toMatchObject({ outcome: 'mismatch', code: 'AMOUNT_MISMATCH' });
  });

  test('an open authorization is not voided', async () => {
    expect(await channel.query(authorized())).toEqual({ outcome: 'not_found', code: 'NOT_VOIDED' });
  });
});

describe('tokens', () => {
  test('one token serves many calls, also at once', async () => {
    const { id } = fake.books.pay('100.00', 'EUR');
    await Promise.all([1, 2, 3].map(() => channel.submit(leg({ sourceId: id, amount: 100 }))));
    await channel.submit(leg({ sourceId: id, amount: 100 }));
    expect(fake.tokens.issued).toBe(1);
  });

  test('one that PayPal no longer takes is replaced once, and the call made again under its key', async () => {
    const { id } = fake.books.pay('100.00', 'EUR');
    await channel.submit(leg({ sourceId: id, amount: 100 }));
    fake.tokens.valid.clear();
    expect((await channel.submit(leg({ sourceId: id, amount: 100 }))).outcome).toBe('succeeded');
    expect(fake.tokens.issued).toBe(2);
    expect(fake.books.refundsOf(id)).toHaveLength(2);
  });

  test('one that is about to end is not used again', async () => {
    fake.tokens.expiresIn = 59;
    const { id } = fake.books.pay('100.00', 'EUR');
    await channel.submit(leg({ sourceId: id, amount: 100 }));
    await channel.submit(leg({ sourceId: id, amount: 100 }));
    expect(fake.tokens.issued).toBe(2);
  });

  test('wrong credentials are a fault that names none', async () => {
    const refused = open('another-secret').submit(leg());
    await expect(refused).rejects.toThrow(/^PEER_REFUSED_CREDENTIALS: status 401$/);
  });
});

describe('a payment read anew', () => {
  const ask = (sourceId: string) => channel.readPayment?.({ sourceId, currency: 'EUR' });

  test('by its capture or by its authorization, whose capture its order names', async () => {
    const authorization = fake.books.authorize('80.00', 'EUR');
    expect(await ask(authorization.id)).toEqual({ state: 'authorized' });
    const { id: captureId } = fake.books.pay('80.00', 'EUR', authorization.id);
    authorization.status = 'CAPTURED';
    const captured = { state: 'captured', captureId, amount: 8_000, currency: 'EUR' };
    expect(await ask(authorization.id)).toEqual(captured);
    expect(await ask(captureId)).toEqual(captured);
    fake.books.pay('10.00', 'EUR', authorization.id);
    expect(await ask(authorization.id)).toEqual({ state: 'unknown', code: 'SEVERAL_CAPTURES' });
  });

  test.each([
    ['VOIDED', { state: 'voided' }],
    ['DENIED', { state: 'voided' }],
    ['PENDING', { state: 'authorized' }],
    ['CAPTURED', { state: 'unknown', code: 'CAPTURE_UNKNOWN' }],
  ])('an authorization that is %s', async (status, expected) => {
    const authorization = fake.books.authorize('80.00', 'EUR');
    authorization.status = status;
    expect(await ask(authorization.id)).toEqual(expected);
  });

  test.each([
    ['PENDING', { state: 'capturing' }],
    ['DECLINED', { state: 'unknown', code: 'CAPTURE_DECLINED' }],
  ])('a capture that is %s', async (status, expected) => {
    const capture = fake.books.pay('80.00', 'EUR');
    capture.status = status;
    expect(await ask(capture.id)).toEqual(expected);
  });

  test('one that is not there', async () => {
    expect(await ask('NOBODY')).toEqual({ state: 'unknown', code: 'NOT_FOUND' });
  });
});

test('the list of refunds has every page, and calls ours only what carries our key', async () => {
  const { id } = fake.books.pay('100.00', 'EUR');
  const ours = leg({ sourceId: id, amount: 1_000 });
  await channel.submit(ours);
  await channel.submit(leg({ sourceId: id, amount: 2_000 }));
  fake.books.refund(id, { amount: { value: '5.00', currency_code: 'EUR' }, custom_id: 'order-77' });
  const from = new Date(Date.now() - 40 * 86_400_000);
  const found = [];
  for await (const refund of channel.listRefunds?.({ from, to: new Date(Date.now() + 1_000) }) ?? [])
    found.push(refund);
  expect(found.map(({ amount, outcome, sourceId }) => [amount, outcome, sourceId])).toEqual([
    [1_000, 'succeeded', id],
    [2_000, 'succeeded', id],
    [500, 'succeeded', id],
  ]);
  expect(found[0]?.reference).toBe(ours.idempotencyKey);
  expect(found[2]).not.toHaveProperty('reference');
});
