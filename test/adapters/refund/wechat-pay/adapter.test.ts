import { createWechatPayChannel } from '../../../../src/adapters/refund/wechat-pay/adapter';
import { createWechatPayCaller } from '../../../../src/adapters/refund/wechat-pay/caller';
import { legAfter } from '../../../../src/domain/leg-state';
import type { LegRequest, RefundChannel } from '../../../../src/ports/refund-channel';
import { nobody } from '../../peer-that-answers';
import { account, MCH_ID, NEXT_SERIAL, PLATFORM_SERIAL } from './accounts';
import { startFakeWechatPay, type FakeWechatPay } from './fake-wechat-pay';
import { newLeg } from './new-leg';

let fake: FakeWechatPay;
let channel: RefundChannel;

beforeAll(async () => {
  fake = await startFakeWechatPay();
  const call = createWechatPayCaller(account, { baseUrl: fake.url });
  channel = createWechatPayChannel({ call, mchId: MCH_ID, notifyUrl: 'https://shop.example/told' });
});

afterAll(() => fake.stop());

afterEach(() => {
  Object.assign(fake.mood, { key: 'platform', serial: PLATFORM_SERIAL, aheadMs: 0, refusal: undefined });
  fake.books.setBalance(Infinity);
});

const refuseBy = (...refusal: [number, string]) => {
  const [status, code] = refusal;
  fake.mood.refusal = [status, { code, message: '订单号 420000 的用户' }];
};

test('a refund goes out in fen, by the payment’s own number, with whole amount and key, and is pending: 200 is a receipt', async () => {
  const leg = newLeg(fake);
  const answer = await channel.submit(leg);
  expect(answer).toEqual({ outcome: 'pending', providerRef: expect.stringMatching(/^\d{29}$/) as string });
  expect(JSON.parse(fake.taken.at(-1)?.body ?? '')).toEqual({
    transaction_id: leg.sourceId,
    out_refund_no: leg.idempotencyKey,
    notify_url: 'https://shop.example/told',
    amount: { refund: 3_000, total: 10_000, currency: 'CNY' },
  });
});

test('a payment known by the shop’s own number is refunded by that', async () => {
  const { outTradeNo } = fake.books.order(10_000, 'SUCCESS');
  const leg = newLeg(fake, { sourceId: outTradeNo });
  expect(await channel.submit(leg)).toMatchObject({ outcome: 'pending' });
  expect(fake.taken.at(-1)?.body).toContain(`"out_trade_no":"${outTradeNo}"`);
});

test('a second refund of an order waits a minute, then is another one', async () => {
  const leg = newLeg(fake);
  const second = { ...newLeg(fake), sourceId: leg.sourceId };
  const first = await channel.submit(leg);
  expect(await channel.submit(second)).toEqual({ outcome: 'rate_limited', retryAfterMs: 60_000 });
  fake.books.clock.aheadMs += channel.capabilities.minIntervalMs;
  const answer = await channel.submit(second);
  expect(answer.outcome).toBe('pending');
  expect(answer.providerRef).not.toBe(first.providerRef);
  expect(fake.books.refundsOf(leg.sourceId)).toEqual([3_000, 3_000]);
});

test('more than was paid is refused for ever, and nothing moves', async () => {
  const leg = newLeg(fake, { amount: 10_001 });
  expect(await channel.submit(leg)).toEqual({ outcome: 'failed', code: 'INVALID_REQUEST' });
  expect(fake.books.refundsOf(leg.sourceId)).toEqual([]);
});

test.each([
  ['SUCCESS', { outcome: 'succeeded' }],
  ['PROCESSING', { outcome: 'pending' }],
  ['CLOSED', { outcome: 'closed' }],
  ['ABNORMAL', { outcome: 'blocked', code: 'ABNORMAL' }],
] as const)('%s is %j, by answer and by query', async (status, expected) => {
  const leg = newLeg(fake);
  const { providerRef } = await channel.submit(leg);
  Object.assign(fake.books.refund(leg.idempotencyKey) ?? {}, { status });
  expect(await channel.submit(leg)).toEqual({ ...expected, providerRef });
  expect(await channel.query(leg)).toEqual({ ...expected, providerRef });
});

test('a refund that a card could not take is a person’s, frees nothing, and may still succeed', () => {
  const abnormal = legAfter('PENDING', { outcome: 'blocked' });
  expect(abnormal).toBe('BLOCKED');
  expect(legAfter(abnormal, { outcome: 'succeeded' })).toBe('SUCCEEDED');
});

test.each([
  [500, 'SYSTEM_ERROR', { outcome: 'ambiguous', code: 'SYSTEM_ERROR' }],
  [502, '-', { outcome: 'ambiguous', code: 'PEER_ERROR' }],
  [429, 'FREQUENCY_LIMITED', { outcome: 'rate_limited', retryAfterMs: 60_000 }],
  [403, 'FREQUENCY_LIMITED', { outcome: 'rate_limited', retryAfterMs: 60_000 }],
  [403, 'NOT_ENOUGH', { outcome: 'blocked', code: 'NOT_ENOUGH' }],
  [400, 'PARAM_ERROR', { outcome: 'failed', code: 'PARAM_ERROR' }],
  [400, 'INVALID_REQUEST', { outcome: 'failed', code: 'INVALID_REQUEST' }],
  [403, 'USER_ACCOUNT_ABNORMAL', { outcome: 'failed', code: 'USER_ACCOUNT_ABNORMAL' }],
  [404, 'RESOURCE_NOT_EXISTS', { outcome: 'failed', code: 'RESOURCE_NOT_EXISTS' }],
  [403, 'A_CODE_OF_TOMORROW', { outcome: 'ambiguous', code: 'A_CODE_OF_TOMORROW' }],
  [400, 'not a code', { outcome: 'ambiguous', code: 'UNREADABLE_REFUSAL' }],
  [302, 'PARAM_ERROR', { outcome: 'ambiguous', code: 'UNREADABLE_REFUSAL' }],
] as const)('%i %s is %j', async (status, code, expected) => {
  refuseBy(status, code);
  expect(await channel.submit(newLeg(fake))).toEqual(expected);
});

test.each([
  [401, 'SIGN_ERROR'],
  [403, 'NO_AUTH'],
  [404, 'MCH_NOT_EXISTS'],
])('%i %s is a fault of set-up: thrown, without a word of the provider’s', async (...refusal) => {
  refuseBy(...refusal);
  const thrown = await channel.submit(newLeg(fake)).catch((error: unknown) => error);
  expect(thrown).toMatchObject({ code: 'PEER_REFUSED_CREDENTIALS', peerCode: refusal[1] });
  expect(String(thrown)).not.toContain('420000');
});

test('a refusal of a refund that is there is no failure: the refund is the answer', async () => {
  const leg = newLeg(fake);
  const { providerRef } = await channel.submit(leg);
  refuseBy(400, 'INVALID_REQUEST');
  expect(await channel.submit(leg)).toEqual({ outcome: 'pending', providerRef });
});

test('a refusal that a query can’t prove leaves the leg open', async () => {
  refuseBy(400, 'INVALID_REQUEST');
  fake.mood.key = 'stranger';
  expect((await channel.submit(newLeg(fake, { idempotencyKey: (await known()).idempotencyKey }))).outcome).toBe(
    'ambiguous',
  );
});

async function known() {
  const leg = newLeg(fake);
  const { refusal, key } = fake.mood;
  Object.assign(fake.mood, { refusal: undefined, key: 'platform' });
  await channel.submit(leg);
  Object.assign(fake.mood, { refusal, key });
  return leg;
}

test('an empty balance holds a refund up; topped up, the same number goes through', async () => {
  const leg = newLeg(fake);
  fake.books.setBalance(0);
  expect(await channel.submit(leg)).toEqual({ outcome: 'blocked', code: 'NOT_ENOUGH' });
  expect(await channel.query(leg)).toMatchObject({ outcome: 'not_found' });
  fake.books.setBalance(Infinity);
  expect(await channel.submit(leg)).toMatchObject({ outcome: 'pending' });
});

test.each([
  ['whose clock is ten minutes ahead', { aheadMs: 600_000 }, 'CLOCK_DIFFERS'],
  ['whose clock is ten minutes behind', { aheadMs: -600_000 }, 'CLOCK_DIFFERS'],
  [
    'with a key that we don’t know',
    { key: 'stranger', serial: '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C' },
    'PLATFORM_KEY_UNKNOWN',
  ],
  ['signed by somebody else', { key: 'stranger' }, 'ANSWER_SIGNATURE_INVALID'],
] as const)('an answer %s proves nothing: the refund is made once, and found later', async (_, mood, code) => {
  const leg = newLeg(fake);
  Object.assign(fake.mood, mood);
  expect(await channel.submit(leg)).toEqual({ outcome: 'ambiguous', code });
  expect(await channel.query(leg)).toEqual({ outcome: 'ambiguous', code });
  Object.assign(fake.mood, { key: 'next', serial: NEXT_SERIAL, aheadMs: 0 });
  expect(await channel.query(leg)).toMatchObject({ outcome: 'pending' });
  expect(fake.books.refundsOf(leg.sourceId)).toEqual([3_000]);
});

test('where nobody listens, and where it was stopped before, nothing was sent', async () => {
  const call = createWechatPayCaller(account, { baseUrl: await nobody() });
  const gone = createWechatPayChannel({ call, mchId: MCH_ID });
  expect(await gone.submit(newLeg(fake))).toEqual({ outcome: 'not_sent', code: 'NOT_CONNECTED' });
  const stopped = await channel.submit(newLeg(fake, { signal: AbortSignal.abort() }));
  expect(stopped).toEqual({ outcome: 'not_sent', code: 'ABORTED' });
});

test('an order paid meanwhile can’t be closed any more; a person looks at one that is not there', async () => {
  const paid = newLeg(fake, { kind: 'void' });
  Object.assign(fake.books.find({ out_trade_no: paid.sourceId }) ?? {}, { state: 'SUCCESS' });
  expect(await channel.submit(paid)).toEqual({ outcome: 'failed', code: 'ALREADY_CAPTURED' });
  expect(await channel.query(paid)).toEqual({ outcome: 'failed', code: 'ALREADY_CAPTURED' });
  const unknown = newLeg(fake, { kind: 'void', sourceId: 'order_nobody_knows' });
  expect(await channel.submit(unknown)).toEqual({ outcome: 'ambiguous', code: 'ORDER_NOT_EXIST' });
});

test.each([
  ['SUCCESS', 'captured'],
  ['NOTPAY', 'authorized'],
  ['USERPAYING', 'capturing'],
  ['CLOSED', 'voided'],
] as const)('a payment that is %s reads as %s', async (state, expected) => {
  const { outTradeNo, transactionId } = fake.books.order(10_000, state);
  const reading = await channel.readPayment?.({ sourceId: outTradeNo, currency: 'CNY' });
  const captured = { captureId: transactionId, amount: 10_000, currency: 'CNY' };
  expect(reading).toEqual({ state: expected, ...(expected === 'captured' && captured) });
});

test('a payment that is not known reads as unknown', async () => {
  const reading = await channel.readPayment?.({ sourceId: '4200000000000000000000000000', currency: 'CNY' });
  expect(reading).toEqual({ state: 'unknown', code: 'ORDER_NOT_EXIST' });
});

const AMOUNT = { refund: 3_000, total: 10_000, currency: 'CNY' };

function refundOf(leg: LegRequest) {
  const names = { out_refund_no: leg.idempotencyKey, transaction_id: leg.sourceId, out_trade_no: 'o' };
  return { refund_id: '1', ...names, status: 'SUCCESS', amount: AMOUNT };
}

test('an answer of megabytes is not read, though it is signed', async () => {
  const leg = newLeg(fake);
  fake.mood.refusal = [200, refundOf(leg)];
  expect(await channel.submit(leg)).toMatchObject({ outcome: 'succeeded' });
  fake.mood.refusal = [200, { ...refundOf(leg), filler: 'x'.repeat(2 * 1024 * 1024) }];
  expect(await channel.submit(leg)).toEqual({ outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' });
});

test.each<[string, object]>([
  ['REFERENCE_MISMATCH', { out_refund_no: 'other' }],
  ['PAYMENT_MISMATCH', { transaction_id: 'other' }],
  ['AMOUNT_MISMATCH', { amount: { ...AMOUNT, refund: 2_999 } }],
  ['TOTAL_MISMATCH', { amount: { ...AMOUNT, total: 9_999 } }],
  ['CURRENCY_MISMATCH', { amount: { ...AMOUNT, currency: 'HKD' } }],
  ['REFUND_ID_MISMATCH', { refund_id: '2' }],
])('an answer that contradicts the leg is a %s', async (code, over) => {
  const leg = newLeg(fake, { providerRef: '1' });
  fake.mood.refusal = [200, { ...refundOf(leg), ...over }];
  expect(await channel.submit(leg)).toMatchObject({ outcome: 'mismatch', code });
});

test.each([{}, { status: 'DONE' }, [], 'null'])(
  'a signed answer %j that can’t be read proves nothing',
  async (body) => {
    fake.mood.refusal = [200, body as object];
    expect(await channel.submit(newLeg(fake))).toEqual({ outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' });
  },
);
