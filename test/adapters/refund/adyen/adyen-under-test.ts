import { createAdyenChannel } from '../../../../src/adapters/refund/adyen/adapter';
import { createModificationsApi } from '../../../../src/adapters/refund/adyen/checkout-client';
import { createAdyenDoor } from '../../../../src/adapters/refund/adyen/webhook-door';
import type { LegRequest } from '../../../../src/ports/refund-channel';
import { startPrism } from '../../../support/peers/prism';
import { startWireMock } from '../../../support/peers/wiremock';
import { injectFault } from '../../../support/peers/wiremock-faults';
import { FAULTS } from '../contract/channel-under-test';
import type { StartChannel } from '../contract/refund-channel-contract';
import { HMAC_KEY, item, message, type Item } from './adyen-messages';
import { checkoutDocument } from './checkout-document';
import { API_KEY, MERCHANT_ACCOUNT, startFakeAdyen } from './fake-adyen';

const TIMEOUT_MS = 3_000;

/**
 * Adyen's channel before the fake of Adyen, which Prism holds to Adyen's own document, with
 * WireMock for what goes wrong on the way.
 */
export const startAdyenUnderTest: StartChannel = async () => {
  const fake = await startFakeAdyen();
  const [prism, wiremock] = await Promise.all([
    startPrism({ document: checkoutDocument(), upstream: fake.url }),
    startWireMock(),
  ]);
  await wiremock.proxyTo(prism.url);
  const api = createModificationsApi({ baseUrl: wiremock.url, timeoutMs: TIMEOUT_MS, apiKey: API_KEY });
  const about = (leg: LegRequest, over: Partial<Item> = {}) =>
    item({
      pspReference: leg.providerRef ?? 'REFUNDPSP1234567',
      originalReference: leg.sourceId,
      merchantReference: leg.idempotencyKey,
      amount: { value: leg.amount, currency: leg.currency },
      ...over,
    });
  const pay = (captured: boolean) => (amount: number) =>
    Promise.resolve({ sourceId: fake.pay(amount, 'EUR', captured), sourceAmount: amount });
  return {
    channel: createAdyenChannel({ api, merchantAccount: MERCHANT_ACCOUNT }),
    currency: 'EUR',
    pay: pay(true),
    authorize: pay(false),
    refundedAt: (sourceId) => {
      const done = fake.modifications.filter((one) => one.paymentPspReference === sourceId && one.kind === 'refunds');
      return Promise.resolve(done.map(({ value }) => value));
    },
    faults: FAULTS,
    inject: (fault) => injectFault(wiremock, fault, { upstream: prism.url, lostAfterMs: TIMEOUT_MS + 2_000 }),
    webhook: {
      door: createAdyenDoor({ merchantAccount: MERCHANT_ACCOUNT, hmacKeys: [HMAC_KEY] }),
      succeeded: (leg) => Promise.resolve(message([about(leg)])),
      failed: (leg) => Promise.resolve(message([about(leg, { success: 'false' })])),
      forged: (leg) => Promise.resolve(message([about(leg)], 'AB'.repeat(32))),
      ofAnotherAccount: (leg) => Promise.resolve(message([about(leg, { merchantAccountCode: 'OtherShop' })])),
      hasNoTime: true,
    },
    stop: async () => {
      await Promise.all([fake.stop(), prism.stop(), wiremock.stop()]);
    },
  };
};
