import { createSign } from 'node:crypto';
import { createAlipayCaller } from '../../../../src/adapters/refund/alipay/caller';
import { createAlipaySdk } from '../../../../src/adapters/refund/alipay/sdk';
import { alipayWebhookReader } from '../../../../src/adapters/refund/alipay/webhook-reader';
import type { WebhookDelivery } from '../../../../src/ports/refund-webhooks';
import { startJavaOracles, type JavaOracles } from '../../../support/oracles/java-oracles';
import { account, APP_ID, KEYS, SELLER_ID } from './accounts';
import { startFakeAlipay, type FakeAlipay } from './fake-alipay';
import {
  beijingTime,
  deliveryOf,
  paidParams,
  refundedParams,
  signedNotification,
  TRADE_NO,
} from './signed-notification';

const DAY_MS = 86_400_000;
const KEY = 'rescind-0123456789abcdef0123456789abcdef';
const FORGED = { outcome: 'refused', code: 'WEBHOOK_SIGNATURE_INVALID' };
const UNREADABLE = { outcome: 'refused', code: 'WEBHOOK_UNREADABLE' };

let oracles: JavaOracles;
let fake: FakeAlipay;
let read: (delivery: WebhookDelivery) => Promise<unknown>;

beforeAll(async () => {
  oracles = startJavaOracles();
  fake = await startFakeAlipay();
  const sdk = createAlipaySdk(account, { gateway: fake.gateway });
  const options = { sdk, call: createAlipayCaller(sdk), appId: APP_ID, sellerId: SELLER_ID };
  read = alipayWebhookReader(options);
});

afterAll(() => Promise.all([fake.stop(), oracles.stop()]));

const signed = (params: Record<string, string>, key?: keyof typeof KEYS) => signedNotification(oracles, params, key);

test('a refund of ours, signed by the vendor’s own client, is believed; the sum of all refunds is not taken for it', async () => {
  const params = refundedParams(KEY);
  const news = await read(await signed(params));
  expect(news).toEqual([
    {
      refund: {
        source: 'alipay',
        eventId: params['notify_id'],
        body: expect.objectContaining({ trade_no: TRADE_NO }) as object,
        reference: KEY,
        answer: { outcome: 'succeeded', providerRef: `${TRADE_NO}/${KEY}` },
      },
    },
  ]);
  expect(JSON.stringify(news)).not.toContain('8888');
});

test('a trade returned in full is closed, which tells of the same refund', async () => {
  const params = { ...refundedParams(KEY), trade_status: 'TRADE_CLOSED', refund_fee: '100.00' };
  expect(await read(await signed(params))).toMatchObject([
    { refund: { reference: KEY, answer: { outcome: 'succeeded' } } },
  ]);
});

test('the same message twice has one id', async () => {
  const delivery = await signed(refundedParams(KEY));
  expect(await read(delivery)).toEqual(await read(delivery));
});

test('a payment is money that came in', async () => {
  const payment = { kind: 'CAPTURED', sourceId: TRADE_NO, authorizationId: 'order_1', amount: 10_000, currency: 'CNY' };
  const news = await read(await signed(paidParams()));
  expect(news).toMatchObject([{ payment: { ...payment, happenedAt: new Date('2026-11-22T02:00:00Z') } }]);
});

test.each([
  ['a trade that waits', { trade_status: 'WAIT_BUYER_PAY' }],
  ['a trade closed unpaid', { trade_status: 'TRADE_CLOSED' }],
  ['another kind of message', { notify_type: 'dut_user_sign' }],
])('%s says nothing', async (_, over) => {
  expect(await read(await signed({ ...paidParams(), ...over }))).toEqual([]);
});

test('of a refund made elsewhere Alipay is asked how much it was', async () => {
  const trade = fake.trades.trade(10_000, 'TRADE_SUCCESS');
  trade.refunds.set('by-hand-1', 2_000).set('by-hand-2', 3_000);
  const params = { ...refundedParams('by-hand-2'), trade_no: trade.tradeNo };
  const payment = { kind: 'EXTERNAL_REFUND', sourceId: trade.tradeNo, amount: 3_000, currency: 'CNY' };
  expect(await read(await signed(params))).toMatchObject([{ payment }]);
  expect(await read(await signed({ ...params, out_biz_no: 'by-hand-3' }))).toEqual([]);
  fake.mood.key = 'stranger';
  await expect(read(await signed(params))).rejects.toThrow('did not say how much');
  fake.mood.key = 'alipay';
});

test('what was changed, forged or is not signed is refused', async () => {
  const delivery = await signed(refundedParams(KEY));
  const params = Object.fromEntries(new URLSearchParams(delivery.body.toString('utf8')));
  expect(await read(deliveryOf({ ...params, refund_fee: '99.00' }))).toEqual(FORGED);
  expect(await read(deliveryOf({ ...params, out_biz_no: `${KEY}0` }))).toEqual(FORGED);
  expect(await read(await signed(refundedParams(KEY), 'stranger'))).toEqual(FORGED);
  expect(await read(deliveryOf({ ...params, sign: '' }))).toEqual(FORGED);
  expect(await read(deliveryOf({ ...params, sign: 'no base64 at all' }))).toEqual(FORGED);
  const { sign: _, ...unsigned } = params;
  expect(await read(deliveryOf(unsigned))).toEqual(UNREADABLE);
  expect(await read({ ...delivery, body: delivery.body.subarray(0, delivery.body.length / 2) })).toMatchObject({
    outcome: 'refused',
  });
  expect(await read({ ...delivery, body: Buffer.alloc(0) })).toEqual(UNREADABLE);
});

test('the older RSA with SHA-1 is refused, even with Alipay’s own key', async () => {
  const params: Record<string, string> = { ...refundedParams(KEY), sign_type: 'RSA' };
  const content = Object.keys(params)
    .filter((name) => name !== 'sign_type')
    .sort()
    .map((name) => `${name}=${params[name] ?? ''}`)
    .join('&');
  const sign = createSign('RSA-SHA1').update(content).sign(KEYS.alipay.privateKey, 'base64');
  expect(await read(deliveryOf({ ...params, sign }))).toEqual(FORGED);
});

test('a name that is there twice is unreadable', async () => {
  const delivery = await signed(refundedParams(KEY));
  const body = Buffer.concat([delivery.body, Buffer.from('&refund_fee=99.00')]);
  expect(await read({ ...delivery, body })).toEqual(UNREADABLE);
});

test.each([
  ['another application', { app_id: '2021000122671081' }],
  ['another account', { seller_id: '2088000000000000' }],
])('a message of %s is refused', async (_, over) => {
  expect(await read(await signed({ ...refundedParams(KEY), ...over }))).toEqual(FORGED);
});

test('more than three days old, or from the future, it is refused', async () => {
  const ofAge = (ageMs: number) => ({ ...refundedParams(KEY), notify_time: beijingTime(Date.now() - ageMs) });
  expect(await read(await signed(ofAge(3 * DAY_MS + 60_000)))).toEqual(FORGED);
  expect(await read(await signed(ofAge(-600_000)))).toEqual(FORGED);
  expect(await read(await signed(ofAge(2 * DAY_MS)))).toMatchObject([{ refund: {} }]);
});

test('a message that is signed but is none, or in another alphabet, is unreadable', async () => {
  const { trade_no: _, ...none } = refundedParams(KEY);
  expect(await read(await signed(none))).toEqual(UNREADABLE);
  expect(await read(await signed({ ...refundedParams(KEY), charset: 'GBK' }))).toEqual(UNREADABLE);
});
