import { createWechatPayChannel } from '../../../../src/adapters/refund/wechat-pay/adapter';
import { createWechatPayCaller } from '../../../../src/adapters/refund/wechat-pay/caller';
import { startJavaOracles, type JavaOracles } from '../../../support/oracles/java-oracles';
import { account, API_V3_KEY, KEYS, MCH_ID, pemOf, PLATFORM_SERIAL, SERIAL } from './accounts';
import { startFakeWechatPay, type FakeWechatPay, type TakenRequest } from './fake-wechat-pay';
import { newLeg } from './new-leg';

let oracles: JavaOracles;
let fake: FakeWechatPay;

beforeAll(async () => {
  oracles = startJavaOracles();
  fake = await startFakeWechatPay();
});

afterAll(() => Promise.all([fake.stop(), oracles.stop()]));

/** As the vendor's own client checks a signature. */
function verified({ method, url, authorization, body }: TakenRequest): Promise<boolean> {
  const part = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(authorization)?.[1] ?? '';
  return oracles.ask('wechat.verify', {
    publicKey: pemOf(KEYS.merchant.publicKey),
    serial: part('serial_no'),
    message: [method, url, part('timestamp'), part('nonce_str'), body, ''].join('\n'),
    signature: part('signature'),
  });
}

test('the vendor’s client agrees with the signature of every request of ours, and with no other', async () => {
  const call = createWechatPayCaller(account, { baseUrl: fake.url });
  const channel = createWechatPayChannel({ call, mchId: MCH_ID });
  const [refund, order] = [newLeg(fake), newLeg(fake, { kind: 'void' })];
  await channel.submit(refund);
  await channel.query(refund);
  await channel.submit(order);
  await channel.readPayment?.({ sourceId: refund.sourceId, currency: 'CNY' });
  expect(fake.taken).toHaveLength(4);
  for (const request of fake.taken) {
    expect(await verified(request)).toBe(true);
    expect(await verified({ ...request, url: `${request.url}x` })).toBe(false);
  }
});

test('the vendor’s own type of a refund’s request takes ours whole', async () => {
  const call = createWechatPayCaller(account, { baseUrl: fake.url });
  const channel = createWechatPayChannel({ call, mchId: MCH_ID, notifyUrl: 'https://shop.example/told' });
  await channel.submit(newLeg(fake));
  const { body } = fake.taken.at(-1) ?? { body: '' };
  expect(await oracles.ask('wechat.readRefundRequest', { body })).toEqual(JSON.parse(body));
  const strange = { ...(JSON.parse(body) as object), unheard_of: 1 };
  expect(await oracles.ask('wechat.readRefundRequest', { body: JSON.stringify(strange) })).toEqual(JSON.parse(body));
});

describe('the fake, to the vendor’s own client,', () => {
  const asked = () => ({
    url: fake.url,
    mchId: MCH_ID,
    serial: SERIAL,
    privateKey: pemOf(KEYS.merchant.privateKey),
    platformKey: pemOf(KEYS.platform.publicKey),
    platformSerial: PLATFORM_SERIAL,
    apiV3Key: API_V3_KEY,
  });

  test('is WeChat Pay: it refunds, and tells of it, by signed answers that it reads', async () => {
    const { sourceId, idempotencyKey } = newLeg(fake);
    const body = {
      transaction_id: sourceId,
      out_refund_no: idempotencyKey,
      amount: { refund: 3_000, total: 10_000, currency: 'CNY' },
    };
    const made = await oracles.ask<object>('wechat.refund', { ...asked(), body: JSON.stringify(body) });
    expect(made).toMatchObject({ out_refund_no: idempotencyKey, status: 'PROCESSING', channel: 'ORIGINAL' });
    Object.assign(fake.books.refund(idempotencyKey) ?? {}, { status: 'SUCCESS' });
    const found = await oracles.ask<object>('wechat.query', { ...asked(), outRefundNo: idempotencyKey });
    expect(found).toMatchObject({ status: 'SUCCESS', amount: { refund: 3_000, total: 10_000, currency: 'CNY' } });
    expect(fake.books.refundsOf(sourceId)).toEqual([3_000]);
  });

  test('is not believed with another key, nor the client by it', async () => {
    const query = { ...asked(), outRefundNo: 'none' };
    await expect(oracles.ask('wechat.query', query)).rejects.toThrow('RESOURCE_NOT_EXISTS');
    const stranger = { ...query, privateKey: pemOf(KEYS.stranger.privateKey) };
    await expect(oracles.ask('wechat.query', stranger)).rejects.toThrow('SIGN_ERROR');
  });
});
