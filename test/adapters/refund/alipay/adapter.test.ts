import { createAlipayChannel } from '../../../../src/adapters/refund/alipay/adapter';
import { createAlipayCaller } from '../../../../src/adapters/refund/alipay/caller';
import { alipayCapabilities } from '../../../../src/adapters/refund/alipay/capabilities';
import { createAlipaySdk } from '../../../../src/adapters/refund/alipay/sdk';
import type { RefundChannel } from '../../../../src/ports/refund-channel';
import { nobody } from '../../peer-that-answers';
import { account } from './accounts';
import { startFakeAlipay, type FakeAlipay } from './fake-alipay';
import { newLeg } from './new-leg';

let fake: FakeAlipay;
let channel: RefundChannel;
const at = (gateway: string) =>
  createAlipayChannel(createAlipayCaller(createAlipaySdk(account, { gateway })), alipayCapabilities());

beforeAll(async () => {
  fake = await startFakeAlipay();
  channel = at(fake.gateway);
});

afterAll(() => fake.stop());

afterEach(() => {
  Object.assign(fake.mood, { key: 'alipay', said: undefined, write: undefined });
  fake.trades.setBalance(Infinity);
});

const contentOf = (params: Record<string, string> | undefined) => JSON.parse(params?.['biz_content'] ?? '{}') as object;
const refuseBy = (subCode: string, code = '40004') => {
  fake.mood.said = {
    body: { code, msg: 'no', sub_code: subCode, sub_msg: '买家 138****8888' },
    method: 'alipay.trade.refund',
  };
};

test('a refund goes out in yuan, by the trade’s own number and the key, and Y is a success', async () => {
  const leg = newLeg(fake, { amount: 5 });
  expect(await channel.submit(leg)).toEqual({
    outcome: 'succeeded',
    providerRef: `${leg.sourceId}/${leg.idempotencyKey}`,
  });
  const content = { trade_no: leg.sourceId, out_request_no: leg.idempotencyKey, refund_amount: '0.05' };
  expect(contentOf(fake.taken.at(-1))).toEqual(content);
});

test('a payment known by the shop’s own number is refunded by that', async () => {
  const { outTradeNo } = fake.trades.trade(10_000, 'TRADE_SUCCESS');
  const leg = newLeg(fake, { sourceId: outTradeNo });
  expect(await channel.submit(leg)).toMatchObject({ outcome: 'succeeded' });
  expect(contentOf(fake.taken.at(-1))).toMatchObject({ out_trade_no: outTradeNo });
  expect(await channel.query(leg)).toMatchObject({ outcome: 'succeeded' });
});

test('a second refund of a trade waits three seconds, is another one, and what was returned in all is not taken for it', async () => {
  const leg = newLeg(fake);
  const second = { ...newLeg(fake), sourceId: leg.sourceId, amount: 2_000 };
  const first = await channel.submit(leg);
  expect(await channel.submit(second)).toEqual({ outcome: 'ambiguous', code: 'ACQ.SYSTEM_ERROR' });
  fake.trades.clock.aheadMs += channel.capabilities.minIntervalMs;
  const answer = await channel.submit(second);
  expect(answer.outcome).toBe('succeeded');
  expect(answer.providerRef).not.toBe(first.providerRef);
  expect(await channel.query(second)).toEqual(answer);
  expect(fake.trades.refundsOf(leg.sourceId)).toEqual([3_000, 2_000]);
});

test('understood is not done: without a change of funds a query must tell, and not found yet is no failure', async () => {
  const leg = newLeg(fake);
  const names = { trade_no: leg.sourceId, out_trade_no: 'order', refund_fee: '0.00' };
  for (const change of [{ fund_change: 'N' }, {}]) {
    fake.mood.said = {
      body: { code: '10000', msg: 'Success', ...names, ...change },
      method: 'alipay.trade.refund',
    };
    expect(await channel.submit(leg)).toEqual({ outcome: 'ambiguous', code: 'NO_FUND_CHANGE', retryAfterMs: 10_000 });
  }
  fake.mood.said = undefined;
  expect(await channel.query(leg)).toEqual({ outcome: 'not_found', code: 'REFUND_NOT_FOUND' });
});

test('more than was paid is refused for ever, and nothing moves', async () => {
  const leg = newLeg(fake, { amount: 10_001 });
  expect(await channel.submit(leg)).toEqual({ outcome: 'failed', code: 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL' });
  expect(fake.trades.refundsOf(leg.sourceId)).toEqual([]);
});

test.each([
  ['40004', 'ACQ.SYSTEM_ERROR', { outcome: 'ambiguous', code: 'ACQ.SYSTEM_ERROR' }],
  ['20000', 'isp.unknow-error', { outcome: 'ambiguous', code: 'isp.unknow-error' }],
  ['40005', 'isv.call-limited', { outcome: 'rate_limited', retryAfterMs: 10_000 }],
  ['40004', 'ACQ.SELLER_BALANCE_NOT_ENOUGH', { outcome: 'blocked', code: 'ACQ.SELLER_BALANCE_NOT_ENOUGH' }],
  ['40004', 'ACQ.DISCORDANT_REPEAT_REQUEST', { outcome: 'mismatch', code: 'ACQ.DISCORDANT_REPEAT_REQUEST' }],
  ['40004', 'ACQ.TRADE_NOT_EXIST', { outcome: 'failed', code: 'ACQ.TRADE_NOT_EXIST' }],
  ['40004', 'ACQ.TRADE_HAS_FINISHED', { outcome: 'failed', code: 'ACQ.TRADE_HAS_FINISHED' }],
  ['40004', 'ACQ.INVALID_PARAMETER', { outcome: 'failed', code: 'ACQ.INVALID_PARAMETER' }],
  ['40004', 'ACQ.A_CODE_OF_TOMORROW', { outcome: 'ambiguous', code: 'ACQ.A_CODE_OF_TOMORROW' }],
  ['40004', 'not a code', { outcome: 'ambiguous', code: '40004' }],
  ['77777', 'ACQ.TRADE_NOT_EXIST', { outcome: 'ambiguous', code: 'ACQ.TRADE_NOT_EXIST' }],
])('%s %s is %j', async (code, subCode, expected) => {
  refuseBy(subCode, code);
  expect(await channel.submit(newLeg(fake))).toEqual(expected);
});

test.each([
  ['40002', 'isv.invalid-signature', 'PEER_REFUSED_CREDENTIALS'],
  ['40002', 'isv.invalid-app-id', 'PEER_REFUSED_CREDENTIALS'],
  ['40006', 'isv.insufficient-isv-permissions', 'PEER_REFUSED_CREDENTIALS'],
  ['20001', 'aop.invalid-auth-token', 'PEER_REFUSED_CREDENTIALS'],
  ['40002', 'isv.invalid-parameter', 'PEER_REFUSED_REQUEST'],
  ['40001', 'isv.missing-method', 'PEER_REFUSED_REQUEST'],
])(
  '%s %s is a fault of set-up (%s), thrown without a word of the provider’s, though nobody signed it',
  async (...given) => {
    const [code, subCode, fault] = given;
    refuseBy(subCode, code);
    const thrown = await channel.submit(newLeg(fake)).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: fault, peerCode: subCode });
    expect(String(thrown)).not.toContain('138');
    fake.mood.write = ({ body }) => `{"error_response":${body}}`;
    await expect(channel.submit(newLeg(fake))).rejects.toThrow(fault);
  },
);

test('a refusal of a refund that is there is no failure: the refund is the answer', async () => {
  const leg = newLeg(fake);
  const answer = await channel.submit(leg);
  refuseBy('ACQ.TRADE_STATUS_ERROR');
  expect(await channel.submit(leg)).toEqual(answer);
});

test('a refusal that a query can’t prove leaves the leg open', async () => {
  refuseBy('ACQ.TRADE_STATUS_ERROR');
  const signed = ({ name, body, sign }: { name: string; body: string; sign: string }) =>
    name.includes('query') ? `{"${name}":${body}}` : `{"${name}":${body},"sign":"${sign}"}`;
  fake.mood.write = signed;
  expect(await channel.submit(newLeg(fake))).toEqual({ outcome: 'ambiguous', code: 'ACQ.TRADE_STATUS_ERROR' });
});

test('an empty balance holds a refund up; topped up, the same number goes through', async () => {
  const leg = newLeg(fake);
  fake.trades.setBalance(0);
  expect(await channel.submit(leg)).toMatchObject({ outcome: 'blocked' });
  fake.trades.setBalance(Infinity);
  expect(await channel.submit(leg)).toMatchObject({ outcome: 'succeeded' });
});

const genuine = '{"code":"10000","msg":"Success"}';

test.each<[string, NonNullable<FakeAlipay['mood']['write']>]>([
  ['that nobody signed', ({ name, body }) => `{"${name}":${body}}`],
  ['signed over something else', ({ name, sign }) => `{"${name}":${genuine},"sign":"${sign}"}`],
  [
    'that has another after the signed one',
    ({ name, body, sign }) => `{"${name}":${body},"sign":"${sign}","${name}":${genuine}}`,
  ],
  ['that is another method’s', ({ body, sign }) => `{"alipay_trade_pay_response":${body},"sign":"${sign}"}`],
  ['that is no object', () => '[]'],
  ['that is nothing', () => ''],
])('an answer %s proves nothing: the refund is made once, and found later', async (_, write) => {
  const leg = newLeg(fake);
  fake.mood.write = write;
  expect(await channel.submit(leg)).toMatchObject({ outcome: 'ambiguous' });
  expect(await channel.query(leg)).toMatchObject({ outcome: 'ambiguous' });
  fake.mood.write = undefined;
  expect(await channel.query(leg)).toMatchObject({ outcome: 'succeeded' });
  expect(fake.trades.refundsOf(leg.sourceId)).toEqual([3_000]);
});

test('an answer signed by somebody else proves nothing', async () => {
  fake.mood.key = 'stranger';
  expect(await channel.submit(newLeg(fake))).toEqual({ outcome: 'ambiguous', code: 'ANSWER_UNVERIFIED' });
});

test('where nobody listens the leg is open, since the client may have sent twice; stopped before, nothing was sent', async () => {
  const gone = at(`${await nobody()}/gateway.do`);
  expect(await gone.submit(newLeg(fake))).toEqual({ outcome: 'ambiguous', code: 'CONNECTION_LOST' });
  const stopped = await channel.submit(newLeg(fake, { signal: AbortSignal.abort() }));
  expect(stopped).toEqual({ outcome: 'not_sent', code: 'ABORTED' });
});

test('a trade paid meanwhile can’t be closed any more; a person looks at one that is not there', async () => {
  const paid = newLeg(fake, { kind: 'void' });
  Object.assign(fake.trades.find({ trade_no: paid.sourceId }) ?? {}, { status: 'TRADE_SUCCESS', paid: true });
  expect(await channel.submit(paid)).toEqual({ outcome: 'failed', code: 'ALREADY_CAPTURED' });
  expect(await channel.query(paid)).toEqual({ outcome: 'failed', code: 'ALREADY_CAPTURED' });
  const unknown = newLeg(fake, { kind: 'void', sourceId: 'order_nobody_knows' });
  expect(await channel.submit(unknown)).toEqual({ outcome: 'ambiguous', code: 'ACQ.TRADE_NOT_EXIST' });
});

test('a trade that was paid and returned in full is closed too, and still not a void', async () => {
  const leg = newLeg(fake, { amount: 10_000 });
  await channel.submit(leg);
  expect(fake.trades.find({ trade_no: leg.sourceId })?.status).toBe('TRADE_CLOSED');
  expect(await channel.query({ ...leg, kind: 'void' })).toEqual({ outcome: 'failed', code: 'ALREADY_CAPTURED' });
});

test.each([
  ['TRADE_SUCCESS', 'captured'],
  ['TRADE_FINISHED', 'captured'],
  ['WAIT_BUYER_PAY', 'authorized'],
  ['TRADE_CLOSED', 'voided'],
] as const)('a payment that is %s reads as %s', async (status, expected) => {
  const { outTradeNo, tradeNo } = fake.trades.trade(10_000, status);
  const reading = await channel.readPayment?.({ sourceId: outTradeNo, currency: 'CNY' });
  const captured = { captureId: tradeNo, amount: 10_000, currency: 'CNY' };
  expect(reading).toEqual({ state: expected, ...(expected === 'captured' && captured) });
});

test('a payment that is not known reads as unknown', async () => {
  const reading = await channel.readPayment?.({ sourceId: 'order_nobody_knows', currency: 'CNY' });
  expect(reading).toEqual({ state: 'unknown', code: 'ACQ.TRADE_NOT_EXIST' });
});

test.each<[string, object]>([
  ['REFERENCE_MISMATCH', { out_request_no: 'other' }],
  ['PAYMENT_MISMATCH', { trade_no: 'other' }],
  ['AMOUNT_MISMATCH', { refund_amount: '29.99' }],
  ['TOTAL_MISMATCH', { total_amount: '99.99' }],
])('a refund found that contradicts the leg is a %s', async (code, over) => {
  const leg = newLeg(fake);
  const names = { trade_no: leg.sourceId, out_trade_no: 'order', out_request_no: leg.idempotencyKey };
  const amounts = { refund_amount: '30.00', total_amount: '100.00', refund_status: 'REFUND_SUCCESS' };
  fake.mood.said = { body: { code: '10000', msg: 'Success', ...names, ...amounts, ...over } };
  expect(await channel.query(leg)).toMatchObject({ outcome: 'mismatch', code });
});

test.each(['29.99', '100.01'])('a success by which %s was returned in all can’t be this one', async (fee) => {
  const leg = newLeg(fake);
  const names = { trade_no: leg.sourceId, out_trade_no: 'order' };
  fake.mood.said = { body: { code: '10000', msg: 'Success', ...names, fund_change: 'Y', refund_fee: fee } };
  expect(await channel.submit(leg)).toMatchObject({ outcome: 'mismatch', code: 'AMOUNT_MISMATCH' });
});

test.each([
  { refund_status: 'DONE' },
  { refund_status: 'REFUND_SUCCESS' },
  { refund_status: 'REFUND_SUCCESS', refund_amount: '30.001' },
])('a signed answer %j that can’t be read proves nothing', async (over) => {
  fake.mood.said = { body: { code: '10000', msg: 'Success', ...over } };
  expect(await channel.query(newLeg(fake))).toEqual({ outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' });
});
