import { createWechatPayChannel } from '../../../../src/adapters/refund/wechat-pay/adapter';
import { createWechatPayCaller } from '../../../../src/adapters/refund/wechat-pay/caller';
import { wechatPayWebhookReader } from '../../../../src/adapters/refund/wechat-pay/webhook-reader';
import { startJavaOracles } from '../../../support/oracles/java-oracles';
import { startWireMock } from '../../../support/peers/wiremock';
import { injectFault } from '../../../support/peers/wiremock-faults';
import { FAULTS } from '../contract/channel-under-test';
import { describeRefundChannel } from '../contract/refund-channel-contract';
import { account, MCH_ID } from './accounts';
import { startFakeWechatPay } from './fake-wechat-pay';
import { refundResource, signedMessage } from './signed-message';

const TIMEOUT_MS = 3_000;

// Two refunds of one order are a minute apart: adapter.test.ts has them, by the fake's own clock.
describeRefundChannel(
  'WeChat Pay',
  async () => {
    const oracles = startJavaOracles();
    const [fake, wiremock] = await Promise.all([startFakeWechatPay(), startWireMock()]);
    await wiremock.proxyTo(fake.url);
    const call = createWechatPayCaller(account, { baseUrl: wiremock.url, timeoutMs: TIMEOUT_MS });
    return {
      channel: createWechatPayChannel({ call, mchId: MCH_ID }),
      currency: 'CNY',
      pay: (amount) => {
        const { transactionId = '' } = fake.books.order(amount, 'SUCCESS');
        return Promise.resolve({ sourceId: transactionId, sourceAmount: amount });
      },
      authorize: (amount) => {
        const { outTradeNo } = fake.books.order(amount, 'NOTPAY');
        return Promise.resolve({ sourceId: outTradeNo, sourceAmount: amount });
      },
      refundedAt: (sourceId) => Promise.resolve(fake.books.refundsOf(sourceId)),
      faults: FAULTS,
      inject: (fault) => injectFault(wiremock, fault, { upstream: fake.url, lostAfterMs: 2 * TIMEOUT_MS }),
      settle: (leg) => {
        const refund = fake.books.refund(leg.idempotencyKey);
        if (refund !== undefined) refund.status = 'SUCCESS';
        return Promise.resolve();
      },
      webhook: {
        door: { read: wechatPayWebhookReader(account) },
        succeeded: (leg, options) => signedMessage(oracles, refundResource(leg, 'SUCCESS'), options),
        failed: (leg, options) => signedMessage(oracles, refundResource(leg, 'CLOSED'), options),
        forged: (leg) => signedMessage(oracles, refundResource(leg, 'SUCCESS'), { key: 'stranger' }),
        ofAnotherAccount: (leg) => signedMessage(oracles, refundResource(leg, 'SUCCESS', { mchid: '1900000110' })),
      },
      stop: async () => {
        await Promise.all([fake.stop(), wiremock.stop(), oracles.stop()]);
      },
    };
  },
  ['severalRefunds'],
);
