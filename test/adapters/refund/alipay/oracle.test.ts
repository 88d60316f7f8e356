import { createAlipayChannel } from '../../../../src/adapters/refund/alipay/adapter';
import { createAlipayCaller } from '../../../../src/adapters/refund/alipay/caller';
import { alipayCapabilities } from '../../../../src/adapters/refund/alipay/capabilities';
import { createAlipaySdk } from '../../../../src/adapters/refund/alipay/sdk';
import { startJavaOracles, type JavaOracles } from '../../../support/oracles/java-oracles';
import { account, APP_ID, bareKey, KEYS } from './accounts';
import { startFakeAlipay, type FakeAlipay } from './fake-alipay';
import { newLeg } from './new-leg';

let oracles: JavaOracles;
let fake: FakeAlipay;

beforeAll(async () => {
  oracles = startJavaOracles();
  fake = await startFakeAlipay();
});

afterAll(() => Promise.all([fake.stop(), oracles.stop()]));

async function sent() {
  const call = createAlipayCaller(createAlipaySdk(account, { gateway: fake.gateway }));
  const channel = createAlipayChannel(call, alipayCapabilities());
  const refund = newLeg(fake);
  fake.taken.length = 0;
  await channel.submit(refund);
  await channel.query(refund);
  await channel.submit(newLeg(fake, { kind: 'void' }));
  return fake.taken;
}

test('the vendor’s client agrees with the signature of every request of ours, and with no other', async () => {
  const requests = await sent();
  const publicKey = bareKey(KEYS.app.publicKey);
  expect(requests.map(({ method }) => method)).toEqual([
    'alipay.trade.refund',
    'alipay.trade.fastpay.refund.query',
    'alipay.trade.close',
    'alipay.trade.query',
  ]);
  for (const params of requests) {
    expect(await oracles.ask('alipay.checkRequest', { params, publicKey })).toBe(true);
    const changed = { ...params, biz_content: params['biz_content']?.replace('{', '{ ') };
    expect(await oracles.ask('alipay.checkRequest', { params: changed, publicKey })).toBe(false);
  }
});

test.each([0, 1])('every name that we send is one of the vendor’s own type (%#)', async (nth) => {
  const { method = '', biz_content: content = '' } = (await sent())[nth] ?? {};
  const fields = await oracles.ask<string[]>('alipay.fieldsOf', { method });
  const names = Object.keys(JSON.parse(content) as object);
  expect(names.length).toBeGreaterThan(1);
  expect(fields).toEqual(expect.arrayContaining(names));
});

describe('the fake, to the vendor’s own client,', () => {
  const asked = (content: object) => ({
    gateway: fake.gateway,
    appId: APP_ID,
    privateKey: bareKey(KEYS.app.privateKey),
    alipayKey: bareKey(KEYS.alipay.publicKey),
    content: JSON.stringify(content),
  });

  test('is Alipay: it refunds, and tells of it, by signed answers that it reads', async () => {
    const { sourceId, idempotencyKey } = newLeg(fake);
    const names = { trade_no: sourceId, out_request_no: idempotencyKey };
    const made = await oracles.ask('alipay.refund', asked({ ...names, refund_amount: '30.00' }));
    expect(made).toMatchObject({ Code: '10000', FundChange: 'Y', RefundFee: '30.00', TradeNo: sourceId });
    const found = await oracles.ask('alipay.query', asked(names));
    expect(found).toMatchObject({
      RefundStatus: 'REFUND_SUCCESS',
      RefundAmount: '30.00',
      OutRequestNo: idempotencyKey,
    });
    const refused = await oracles.ask('alipay.refund', asked({ ...names, refund_amount: '29.00' }));
    expect(refused).toMatchObject({ Code: '40004', SubCode: 'ACQ.DISCORDANT_REPEAT_REQUEST' });
  });

  test('is not believed with another key, nor the client by it', async () => {
    const content = { trade_no: newLeg(fake).sourceId, out_request_no: 'none' };
    const wrong = { ...asked(content), alipayKey: bareKey(KEYS.stranger.publicKey) };
    await expect(oracles.ask('alipay.query', wrong)).rejects.toThrow('AlipayApiException');
    const stranger = { ...asked(content), privateKey: bareKey(KEYS.stranger.privateKey) };
    expect(await oracles.ask('alipay.query', stranger)).toMatchObject({
      Code: '40002',
      SubCode: 'isv.invalid-signature',
    });
  });
});
