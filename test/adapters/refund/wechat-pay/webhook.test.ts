import { wechatPayWebhookReader } from '../../../../src/adapters/refund/wechat-pay/webhook-reader';
import type { LegRequest } from '../../../../src/ports/refund-channel';
import type { WebhookDelivery } from '../../../../src/ports/refund-webhooks';
import { startJavaOracles, type JavaOracles } from '../../../support/oracles/java-oracles';
import { account, MCH_ID, NEXT_SERIAL } from './accounts';
import { refundResource, signedMessage } from './signed-message';

let oracles: JavaOracles;
const read = wechatPayWebhookReader(account);
const refused = (code: string) => ({ outcome: 'refused', code });
const FORGED = refused('WEBHOOK_SIGNATURE_INVALID');

beforeAll(() => {
  oracles = startJavaOracles();
});

afterAll(() => oracles.stop());

const leg: LegRequest = {
  shopId: 'shop_1',
  legId: 'c_1/1',
  orderId: 'o_1',
  kind: 'refund',
  sourceId: '4200000000202611220000000001',
  sourceAmount: 10_000,
  amount: 3_000,
  currency: 'CNY',
  idempotencyKey: 'rescind-0123456789abcdef0123456789abcdef',
  providerRef: '50300000000000000000000000001',
};

const success = (options?: Parameters<typeof signedMessage>[2]) =>
  signedMessage(oracles, refundResource(leg, 'SUCCESS'), options);

const changed = (delivery: WebhookDelivery, headers: Record<string, string>): WebhookDelivery => ({
  ...delivery,
  headers: { ...delivery.headers, ...headers },
});

test('a message that the vendor’s own client has signed and encrypted is believed, and who was paid is not kept', async () => {
  const news = await read(await success({ eventId: 'EV-1' }));
  expect(news).toEqual([
    {
      refund: {
        source: 'wechat-pay',
        eventId: 'EV-1',
        body: expect.objectContaining({ event_type: 'REFUND.SUCCESS', refund_status: 'SUCCESS' }) as object,
        reference: leg.idempotencyKey,
        answer: { outcome: 'succeeded', providerRef: leg.providerRef },
        amount: 3_000,
        currency: 'CNY',
      },
    },
  ]);
  expect(JSON.stringify(news)).not.toContain('0403');
});

test.each([
  ['ABNORMAL', { outcome: 'blocked', code: 'ABNORMAL' }],
  ['CLOSED', { outcome: 'closed' }],
] as const)('%s is %j', async (status, answer) => {
  const news = await read(await signedMessage(oracles, refundResource(leg, status)));
  expect(news).toMatchObject([{ refund: { answer } }]);
});

test('while the platform’s key is replaced, messages with either are believed', async () => {
  expect(await read(await success({ key: 'next', serial: NEXT_SERIAL }))).toMatchObject([{ refund: {} }]);
  expect(await read(await success({ key: 'platform', serial: NEXT_SERIAL }))).toEqual(FORGED);
  expect(await read(await success({ key: 'next', serial: '00000000' }))).toEqual(FORGED);
});

test('its probes are refused, as it wants', async () => {
  const delivery = await success();
  const signature = `WECHATPAY/SIGNTEST/${delivery.headers['wechatpay-signature'] ?? ''}`;
  expect(await read(changed(delivery, { 'wechatpay-signature': signature }))).toEqual(FORGED);
});

test('what was changed on the way is refused', async () => {
  const delivery = await success();
  const later = String(Number(delivery.headers['wechatpay-timestamp']) + 1);
  expect(await read(changed(delivery, { 'wechatpay-timestamp': later }))).toEqual(FORGED);
  expect(await read(changed(delivery, { 'wechatpay-nonce': 'other' }))).toEqual(FORGED);
  expect(await read(changed(delivery, { 'wechatpay-timestamp': 'NaN' }))).toEqual(FORGED);
  const body = Buffer.from(delivery.body.toString('utf8').replace('REFUND.SUCCESS', 'REFUND.CLOSED'));
  expect(await read({ ...delivery, body })).toEqual(FORGED);
});

test('ten minutes old, or ten minutes ahead, it is refused', async () => {
  expect(await read(await success({ ageMs: 600_000 }))).toEqual(FORGED);
  expect(await read(await success({ ageMs: -600_000 }))).toEqual(FORGED);
  expect(await read(await success({ ageMs: 290_000 }))).toMatchObject([{ refund: {} }]);
});

test('what does not open with our key is unreadable, though it is signed', async () => {
  const other = 'another-key-another-key-another-';
  expect(await read(await success({ apiV3Key: other }))).toEqual(refused('WEBHOOK_UNREADABLE'));
});

test('a ciphertext that was tampered with does not open, though it is signed', async () => {
  const flipped = { ask: oracles.ask, stop: oracles.stop } satisfies JavaOracles;
  const tampering: JavaOracles = {
    ...flipped,
    ask: async <T>(op: string, question: object) => {
      const answer = await oracles.ask<T>(op, question);
      if (op !== 'wechat.encrypt') return answer;
      const bytes = Buffer.from(String(answer), 'base64');
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      return bytes.toString('base64') as T;
    },
  };
  const delivery = await signedMessage(tampering, refundResource(leg, 'SUCCESS'));
  expect(await read(delivery)).toEqual(refused('WEBHOOK_UNREADABLE'));
});

test('a message of another merchant’s account is refused', async () => {
  const delivery = await signedMessage(oracles, refundResource(leg, 'SUCCESS', { mchid: '1900000110' }));
  expect(await read(delivery)).toEqual(FORGED);
});

test('a refund that we did not make is money returned elsewhere; one that came to nothing is nothing', async () => {
  const foreign = { out_refund_no: 'made-by-hand-7', out_trade_no: 'order_1' };
  expect(await read(await signedMessage(oracles, refundResource(leg, 'SUCCESS', foreign)))).toMatchObject([
    {
      payment: {
        kind: 'EXTERNAL_REFUND',
        sourceId: leg.sourceId,
        authorizationId: 'order_1',
        amount: 3_000,
        currency: 'CNY',
        happenedAt: new Date('2026-11-22T02:05:00Z'),
      },
    },
  ]);
  const closed = { ...foreign, success_time: '2026-11-22T10:05:00+08:00' };
  expect(await read(await signedMessage(oracles, refundResource(leg, 'CLOSED', closed)))).toEqual([]);
});

test('a payment is money that came in, and who paid is not kept', async () => {
  const resource = {
    mchid: MCH_ID,
    appid: 'wx8888888888888888',
    out_trade_no: 'order_1',
    transaction_id: leg.sourceId,
    trade_type: 'JSAPI',
    trade_state: 'SUCCESS',
    success_time: '2026-11-22T10:05:00+08:00',
    payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
    amount: { total: 10_000, payer_total: 10_000, currency: 'CNY', payer_currency: 'CNY' },
  };
  const news = await read(await signedMessage(oracles, { eventType: 'TRANSACTION.SUCCESS', resource }));
  const payment = {
    kind: 'CAPTURED',
    sourceId: leg.sourceId,
    authorizationId: 'order_1',
    amount: 10_000,
    currency: 'CNY',
  };
  expect(news).toMatchObject([{ payment }]);
  expect(JSON.stringify(news)).not.toContain('oUpF8');
});

test('what concerns no payment is taken and says nothing', async () => {
  expect(await read(await signedMessage(oracles, { eventType: 'COUPON.USE', resource: {} }))).toEqual([]);
});

test('a message that is signed but is none is unreadable', async () => {
  const unread = await signedMessage(oracles, { eventType: 'REFUND.SUCCESS', resource: { mchid: MCH_ID } });
  expect(await read(unread)).toEqual(refused('WEBHOOK_UNREADABLE'));
});
