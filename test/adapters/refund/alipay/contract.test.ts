import { createAlipayChannel } from '../../../../src/adapters/refund/alipay/adapter';
import { createAlipayCaller } from '../../../../src/adapters/refund/alipay/caller';
import { alipayCapabilities } from '../../../../src/adapters/refund/alipay/capabilities';
import { createAlipaySdk } from '../../../../src/adapters/refund/alipay/sdk';
import { startWireMock } from '../../../support/peers/wiremock';
import { injectFault } from '../../../support/peers/wiremock-faults';
import { FAULTS } from '../contract/channel-under-test';
import { describeRefundChannel } from '../contract/refund-channel-contract';
import { account } from './accounts';
import { startFakeAlipay } from './fake-alipay';

const TIMEOUT_MS = 3_000;

// Alipay never tells of a failure, which the contract wants of a channel that sends messages: its door has
// webhook.test.ts. Two refunds of one trade are three seconds apart: adapter.test.ts has them, by the fake's own clock.
describeRefundChannel(
  'Alipay',
  async () => {
    const [fake, wiremock] = await Promise.all([startFakeAlipay(), startWireMock()]);
    await wiremock.proxyTo(fake.url);
    const sdk = createAlipaySdk(account, { gateway: `${wiremock.url}/gateway.do`, timeoutMs: TIMEOUT_MS });
    const options = { upstream: fake.url, lostAfterMs: 2 * TIMEOUT_MS };
    return {
      channel: createAlipayChannel(createAlipayCaller(sdk), alipayCapabilities()),
      currency: 'CNY',
      pay: (amount) =>
        Promise.resolve({ sourceId: fake.trades.trade(amount, 'TRADE_SUCCESS').tradeNo, sourceAmount: amount }),
      authorize: (amount) =>
        Promise.resolve({ sourceId: fake.trades.trade(amount, 'WAIT_BUYER_PAY').tradeNo, sourceAmount: amount }),
      refundedAt: (sourceId) => Promise.resolve(fake.trades.refundsOf(sourceId)),
      faults: FAULTS,
      inject: async (fault) => {
        await injectFault(wiremock, fault, options);
        // The client sends once more by itself when a connection breaks.
        if (fault === 'resetBeforeSending') await injectFault(wiremock, fault, options);
      },
      stop: async () => {
        await Promise.all([fake.stop(), wiremock.stop()]);
      },
    };
  },
  ['severalRefunds', 'webhook', 'webhookTime', 'webhookAccount'],
);
