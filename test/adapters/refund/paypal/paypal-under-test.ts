import { createPaypalChannel } from '../../../../src/adapters/refund/paypal/adapter';
import { createPaypalClient } from '../../../../src/adapters/refund/paypal/client';
import { createPaypalDoor } from '../../../../src/adapters/refund/paypal/webhook-door';
import type { LegRequest } from '../../../../src/ports/refund-channel';
import { startWireMock } from '../../../support/peers/wiremock';
import { injectFault } from '../../../support/peers/wiremock-faults';
import { FAULTS } from '../contract/channel-under-test';
import type { StartChannel } from '../contract/refund-channel-contract';
import { CLIENT_ID, CLIENT_SECRET, startFakePaypal, WEBHOOK_ID } from './fake-paypal';
import { FakePaypalSigner } from './fake-paypal-signer';
import { refundEvent } from './paypal-events';

const TIMEOUT_MS = 3_000;

/** PayPal's channel before the fake of PayPal, with WireMock between them for what goes wrong on the way. */
export const startPaypalUnderTest: StartChannel = async () => {
  const [fake, wiremock] = await Promise.all([startFakePaypal(), startWireMock()]);
  await wiremock.proxyTo(fake.url);
  const { books, signer } = fake;
  const stranger = new FakePaypalSigner(WEBHOOK_ID);
  const credentials = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  const call = createPaypalClient({ baseUrl: wiremock.url, timeoutMs: TIMEOUT_MS, ...credentials });
  const decimal = (amount: number) => (amount / 100).toFixed(2);
  const eventOf = (leg: LegRequest, status: string, eventId?: string) =>
    refundEvent({
      ...(eventId !== undefined && { id: eventId }),
      status,
      refundId: leg.providerRef ?? 'R1',
      captureId: leg.sourceId,
      value: decimal(leg.amount),
      currency: leg.currency,
      customId: leg.idempotencyKey,
    });
  return {
    channel: createPaypalChannel(call),
    currency: 'USD',
    pay: (amount) => Promise.resolve({ sourceId: books.pay(decimal(amount), 'USD').id, sourceAmount: amount }),
    authorize: (amount) =>
      Promise.resolve({ sourceId: books.authorize(decimal(amount), 'USD').id, sourceAmount: amount }),
    refundedAt: (sourceId) =>
      Promise.resolve(books.refundsOf(sourceId).map(({ value }) => Math.round(Number(value) * 100))),
    faults: FAULTS,
    inject: (fault) =>
      injectFault(wiremock, fault, {
        upstream: fake.url,
        lostAfterMs: TIMEOUT_MS + 2_000,
        matching: { urlPathPattern: '/v2/.*' },
      }),
    webhook: {
      door: createPaypalDoor({ call, webhookId: WEBHOOK_ID }),
      succeeded: (leg, { eventId, ageMs = 0 } = {}) =>
        Promise.resolve(signer.sign(eventOf(leg, 'COMPLETED', eventId), { ageMs })),
      failed: (leg, { eventId } = {}) => Promise.resolve(signer.sign(eventOf(leg, 'FAILED', eventId))),
      forged: (leg) => Promise.resolve(stranger.sign(eventOf(leg, 'COMPLETED'))),
      ofAnotherAccount: (leg) => Promise.resolve(signer.sign(eventOf(leg, 'COMPLETED'), { webhookId: 'OTHER1' })),
    },
    stop: async () => {
      await Promise.all([fake.stop(), wiremock.stop()]);
    },
  };
};
