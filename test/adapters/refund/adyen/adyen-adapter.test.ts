import { createAdyenChannel } from '../../../../src/adapters/refund/adyen/adapter';
import { createModificationsApi } from '../../../../src/adapters/refund/adyen/checkout-client';
import { toSubmitFailure } from '../../../../src/adapters/refund/adyen/errors';
import { fromAdyenAmount, toAdyenAmount } from '../../../../src/adapters/refund/adyen/money';
import { openAdyen } from '../../../../src/adapters/refund/adyen/open-adyen';
import { toReceipt } from '../../../../src/adapters/refund/adyen/receipt';
import { AdapterFault } from '../../../../src/adapters/http/adapter-fault';
import type { JsonReply } from '../../../../src/adapters/http/json-caller';
import type { LegRequest } from '../../../../src/ports/refund-channel';
import { startPrism } from '../../../support/peers/prism';
import { peerThatAnswers, saying } from '../../peer-that-answers';
import { HMAC_KEY } from './adyen-messages';
import { checkoutDocument } from './checkout-document';
import { API_KEY, MERCHANT_ACCOUNT, startFakeAdyen, type FakeAdyen } from './fake-adyen';

let fake: FakeAdyen;
let prism: Awaited<ReturnType<typeof startPrism>>;
beforeAll(async () => {
  fake = await startFakeAdyen();
  prism = await startPrism({ document: checkoutDocument(), upstream: fake.url });
});
afterAll(async () => {
  await Promise.all([fake.stop(), prism.stop()]);
});

const channelAt = (baseUrl: string, { apiKey = API_KEY, merchantAccount = MERCHANT_ACCOUNT } = {}) =>
  createAdyenChannel({ api: createModificationsApi({ baseUrl, apiKey }), merchantAccount });

let made = 0;
function leg(over: Partial<LegRequest> = {}): LegRequest {
  made += 1;
  const idempotencyKey = `rescind-${String(made).padStart(32, '0')}`;
  const base = { shopId: 's', legId: 'c/1', orderId: 'o', kind: 'refund', currency: 'EUR', amount: 3_000 } as const;
  return { ...base, sourceId: 'PSP', sourceAmount: 10_000, idempotencyKey, ...over };
}

test.each([
  ['EUR', 123, 123],
  ['JPY', 500, 500],
  ['TND', 1_234, 1_234],
  ['CLP', 12_345, 1_234_500],
  ['ISK', 7, 700],
  ['CVE', 1_500, 15],
  ['IDR', 1_000_000, 10_000],
])('%s %d of ISO 4217 is %d to Adyen', (currency, amount, value) => {
  expect(toAdyenAmount(amount, currency)).toEqual({ value, currency });
  expect(fromAdyenAmount({ value, currency })).toBe(amount);
});

test('what one side can’t express is no amount', async () => {
  expect(toAdyenAmount(150, 'CVE')).toBeUndefined();
  expect(toAdyenAmount(1, 'IDR')).toBeUndefined();
  expect(toAdyenAmount(1, 'XXX')).toBeUndefined();
  expect(fromAdyenAmount({ value: 150, currency: 'CLP' })).toBeUndefined();
  const calls = fake.seen.length;
  const request = leg({ currency: 'CVE', amount: 150 });
  expect(await channelAt(prism.url).submit(request)).toEqual({ outcome: 'failed', code: 'AMOUNT_NOT_EXPRESSIBLE' });
  expect(fake.seen).toHaveLength(calls);
});

describe('modifications', () => {
  test('a refund says amount, account and reference, and is received, not done', async () => {
    const request = leg({ sourceId: fake.pay(10_000, 'EUR') });
    const answer = await channelAt(prism.url).submit(request);
    expect(answer).toEqual({ outcome: 'pending', providerRef: fake.modifications.at(-1)?.pspReference });
    expect(fake.seen.at(-1)).toEqual({
      path: `/payments/${request.sourceId}/refunds`,
      body: {
        merchantAccount: MERCHANT_ACCOUNT,
        reference: request.idempotencyKey,
        amount: { value: 3_000, currency: 'EUR' },
      },
    });
  });

  test('a void cancels the payment, whatever it was for', async () => {
    const request = leg({ kind: 'void', sourceId: fake.pay(10_000, 'EUR', false) });
    expect((await channelAt(prism.url).submit(request)).outcome).toBe('pending');
    expect(fake.seen.at(-1)).toEqual({
      path: `/payments/${request.sourceId}/cancels`,
      body: { merchantAccount: MERCHANT_ACCOUNT, reference: request.idempotencyKey },
    });
  });

  test('a payment that Adyen does not know, and a kind that it does not do, fail', async () => {
    expect(await channelAt(prism.url).submit(leg())).toEqual({ outcome: 'failed', code: 'ADYEN_167' });
    const payout = { outcome: 'failed', code: 'KIND_NOT_SUPPORTED' };
    expect(await channelAt(prism.url).submit(leg({ kind: 'payout' }))).toEqual(payout);
  });

  test('it can’t be asked', async () => {
    expect(await channelAt(prism.url).query(leg())).toEqual({ outcome: 'ambiguous', code: 'QUERY_NOT_POSSIBLE' });
  });

  test('wrong credentials and a wrong account are faults that name neither', async () => {
    const sourceId = fake.pay(10_000, 'EUR');
    await expect(channelAt(prism.url, { apiKey: 'wrong' }).submit(leg({ sourceId }))).rejects.toThrow(
      /^PEER_REFUSED_CREDENTIALS: status 401, ADYEN_000$/,
    );
    await expect(channelAt(prism.url, { merchantAccount: 'Other' }).submit(leg({ sourceId }))).rejects.toThrow(
      /^PEER_REFUSED_CREDENTIALS: status 403, ADYEN_901$/,
    );
  });

  test.each(['[]', 'null', '"ok"', '17', '{}'])('an answer that is %s proves nothing', async (body) => {
    await using peer = await peerThatAnswers(saying(201, body));
    expect(await channelAt(peer.baseUrl).submit(leg())).toEqual({ outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' });
  });

  test('the fake is held to Adyen’s own document', async () => {
    fake.broken.receipt = { status: 'done' };
    const wrong = await channelAt(prism.url).submit(leg({ sourceId: fake.pay(10_000, 'EUR') }));
    fake.broken.receipt = {};
    // Prism answers in the fake's place; without it the adapter itself would not read that state.
    expect(wrong).toEqual({ outcome: 'ambiguous', code: 'PEER_ERROR' });
  });

  test('so are we: Prism refuses an amount that is none', async () => {
    const body = JSON.stringify({ merchantAccount: MERCHANT_ACCOUNT, amount: { value: 'ten', currency: 'EUR' } });
    const headers = { 'content-type': 'application/json', 'x-api-key': API_KEY };
    const url = `${prism.url}/payments/PSP/refunds`;
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(422);
  });
});

describe('what a receipt must agree in', () => {
  const request = leg({ sourceId: 'PSP1', providerRef: 'R1' });
  const receipt = {
    status: 'received',
    merchantAccount: MERCHANT_ACCOUNT,
    paymentPspReference: 'PSP1',
    pspReference: 'R1',
    reference: request.idempotencyKey,
    amount: { value: 3_000, currency: 'EUR' },
  };

  test.each<[string, object, object]>([
    ['all', {}, { outcome: 'pending', providerRef: 'R1' }],
    ['another account', { merchantAccount: 'Other' }, { outcome: 'mismatch', code: 'ACCOUNT_MISMATCH' }],
    ['another payment', { paymentPspReference: 'PSP2' }, { outcome: 'mismatch', code: 'PAYMENT_MISMATCH' }],
    ['another amount', { amount: { value: 3_001, currency: 'EUR' } }, { outcome: 'mismatch', code: 'AMOUNT_MISMATCH' }],
    [
      'another currency',
      { amount: { value: 3_000, currency: 'USD' } },
      { outcome: 'mismatch', code: 'CURRENCY_MISMATCH' },
    ],
    ['another reference', { reference: 'else' }, { outcome: 'mismatch', code: 'REFERENCE_MISMATCH' }],
    ['another refund', { pspReference: 'R2' }, { outcome: 'mismatch', code: 'REFUND_ID_MISMATCH' }],
    ['no amount', { amount: undefined }, { outcome: 'ambiguous', providerRef: 'R1', code: 'UNVERIFIABLE_ANSWER' }],
    ['another state', { status: 'done' }, { outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' }],
  ])('%s', (_, over, expected) => {
    expect(toReceipt({ ...receipt, ...over }, request, MERCHANT_ACCOUNT)).toMatchObject(expected);
  });
});

describe('what a refusal of Adyen’s means', () => {
  const error = (status: number, errorCode: string): JsonReply => ({
    kind: 'reply',
    status,
    body: { status, errorCode, errorType: 'validation', message: 'Mr Miller' },
  });

  test.each<[string, JsonReply, object]>([
    ['no such payment', error(422, '167'), { outcome: 'failed', code: 'ADYEN_167' }],
    ['wrong amount', error(422, '137'), { outcome: 'failed', code: 'ADYEN_137' }],
    ['unknown', error(422, '999'), { outcome: 'blocked', code: 'ADYEN_999' }],
    ['in progress', error(422, '704'), { outcome: 'rate_limited', code: 'ADYEN_704', retryAfterMs: 5_000 }],
    [
      'too many',
      { kind: 'reply', status: 429, body: undefined, retryAfterMs: 9 },
      { outcome: 'rate_limited', code: 'RATE_LIMITED', retryAfterMs: 9 },
    ],
    ['their fault', error(500, '905'), { outcome: 'ambiguous', code: 'PEER_ERROR' }],
    [
      'a proxy’s page',
      { kind: 'reply', status: 404, body: undefined },
      { outcome: 'ambiguous', code: 'UNREADABLE_REFUSAL' },
    ],
    ['lost', { kind: 'lost', code: 'CONNECTION_LOST' }, { outcome: 'ambiguous', code: 'CONNECTION_LOST' }],
    ['not sent', { kind: 'not_sent', code: 'NOT_CONNECTED' }, { outcome: 'not_sent', code: 'NOT_CONNECTED' }],
  ])('%s', (_, given, expected) => {
    expect(toSubmitFailure(given)).toEqual(expected);
  });

  test.each([
    [401, 'PEER_REFUSED_CREDENTIALS'],
    [403, 'PEER_REFUSED_CREDENTIALS'],
    [400, 'PEER_REFUSED_REQUEST'],
  ] as const)('%d is a fault of set-up', (status, code) => {
    expect(() => toSubmitFailure(error(status, '702'))).toThrow(new AdapterFault(code, status, 'ADYEN_702'));
  });
});

describe('opening', () => {
  const env = {
    RESCIND_ADYEN_API_KEY: 'k',
    RESCIND_ADYEN_MERCHANT_ACCOUNT: 'ShopECOM',
    RESCIND_ADYEN_HMAC_KEY: HMAC_KEY,
  };

  test('on with key, account and HMAC key, off without any, bad with some', () => {
    expect(openAdyen(env)).toMatchObject({ outcome: 'on', channel: { capabilities: { channel: 'adyen' } } });
    expect(openAdyen({})).toEqual({ outcome: 'off', channel: 'adyen', missing: Object.keys(env) });
    const { RESCIND_ADYEN_API_KEY: _, ...some } = env;
    const problems = [{ name: 'RESCIND_ADYEN_API_KEY', problem: 'is missing' }];
    expect(openAdyen(some)).toEqual({ outcome: 'bad', channel: 'adyen', problems });
  });

  test('a user without a password, and a key that is none, are named and not shown', () => {
    expect(openAdyen({ ...env, RESCIND_ADYEN_WEBHOOK_USER: 'me' })).toEqual({
      outcome: 'bad',
      channel: 'adyen',
      problems: [{ name: 'RESCIND_ADYEN_WEBHOOK_PASSWORD', problem: 'is missing' }],
    });
    const opened = openAdyen({ ...env, RESCIND_ADYEN_HMAC_KEY: 'not-hex-at-all' });
    expect(opened).toMatchObject({ outcome: 'bad', problems: [{ name: 'RESCIND_ADYEN_HMAC_KEY' }] });
    expect(JSON.stringify(opened)).not.toContain('not-hex-at-all');
  });
});
