import { createStripeRefundChannel } from '../../../../src/adapters/refund/stripe/adapter';
import { stripeWebhookReader } from '../../../../src/adapters/refund/stripe/webhook-reader';
import { injectFault } from '../../../support/peers/wiremock-faults';
import { startWireMock } from '../../../support/peers/wiremock';
import { FAULTS } from '../contract/channel-under-test';
import { describeRefundChannel } from '../contract/refund-channel-contract';
import { startStatefulStripe, TEST_KEY } from './stateful-stripe';
import { delivery, refundOf, SECRET } from './stripe-messages';

const TIMEOUT_MS = 3_000;

describeRefundChannel('Stripe', async () => {
  const [peer, wiremock] = await Promise.all([startStatefulStripe(), startWireMock()]);
  await wiremock.proxyTo(peer.url);
  return {
    channel: createStripeRefundChannel({ secretKey: TEST_KEY, baseUrl: wiremock.url, timeoutMs: TIMEOUT_MS }),
    currency: 'EUR',
    pay: async (amount) => ({ sourceId: await peer.charge(amount), sourceAmount: amount }),
    authorize: async (amount) => ({ sourceId: await peer.charge(amount, { capture: false }), sourceAmount: amount }),
    refundedAt: peer.refundsOf,
    faults: FAULTS,
    inject: (fault) => injectFault(wiremock, fault, { upstream: peer.url, lostAfterMs: 3 * TIMEOUT_MS }),
    webhook: {
      door: { read: stripeWebhookReader({ secrets: [SECRET] }) },
      succeeded: (leg, options) => Promise.resolve(delivery('refund.updated', refundOf(leg), options)),
      failed: (leg, options) => {
        const refund = refundOf(leg, { status: 'failed', failure_reason: 'expired_or_canceled_card' });
        return Promise.resolve(delivery('refund.failed', refund, options));
      },
      forged: (leg) => Promise.resolve(delivery('refund.updated', refundOf(leg), { secret: 'whsec_of_somebody' })),
      ofAnotherAccount: (leg) => Promise.resolve(delivery('refund.updated', refundOf(leg), { account: 'acct_other' })),
    },
    stop: async () => {
      await Promise.all([wiremock.stop(), peer.stop()]);
    },
  };
});
