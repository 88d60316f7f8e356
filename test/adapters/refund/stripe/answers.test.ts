import { createStripeRefundChannel } from '../../../../src/adapters/refund/stripe/adapter';
import type { ProviderRefund, RefundChannel } from '../../../../src/ports/refund-channel';
import { startWireMock, type WireMock } from '../../../support/peers/wiremock';
import { legOn } from '../leg-on';
import { TEST_KEY } from './stateful-stripe';
import { refundOf } from './stripe-messages';

let wiremock: WireMock;
let stripe: RefundChannel;
beforeAll(async () => {
  wiremock = await startWireMock();
  stripe = createStripeRefundChannel({ secretKey: TEST_KEY, baseUrl: wiremock.url });
});
afterAll(() => wiremock.stop());
beforeEach(() => wiremock.reset());

const leg = legOn('pi_1', { providerRef: 're_1' });
const answering = (jsonBody: unknown, status = 200) => wiremock.stub({}, { status, jsonBody });

describe('Stripe’s refund', () => {
  it.each([
    [{ status: 'succeeded' }, { outcome: 'succeeded' }],
    [
      { status: 'pending', pending_reason: 'processing' },
      { outcome: 'pending', code: 'processing' },
    ],
    [
      { status: 'pending', pending_reason: 'insufficient_funds' },
      { outcome: 'pending', code: 'insufficient_funds' },
    ],
    [{ status: 'pending' }, { outcome: 'pending' }],
    [{ status: 'requires_action' }, { outcome: 'requires_action' }],
    [{ status: 'canceled' }, { outcome: 'closed', code: 'canceled' }],
    [
      { status: 'failed', failure_reason: 'lost_or_stolen_card' },
      { outcome: 'failed', code: 'lost_or_stolen_card' },
    ],
    [{ status: 'failed' }, { outcome: 'failed', code: 'unknown' }],
    [
      { status: 'failed', failure_reason: 'charge_for_pending_refund_disputed' },
      { outcome: 'disputed', code: 'charge_for_pending_refund_disputed' },
    ],
    [{ status: 'reversed' }, { outcome: 'ambiguous', code: 'STATUS_UNKNOWN' }],
    [{ status: null }, { outcome: 'ambiguous', code: 'STATUS_UNKNOWN' }],
    [{ amount: 3_001 }, { outcome: 'mismatch', code: 'AMOUNT_MISMATCH' }],
    [
      { amount: 3_001, status: 'failed' },
      { outcome: 'mismatch', code: 'AMOUNT_MISMATCH' },
    ],
    [{ currency: 'usd' }, { outcome: 'mismatch', code: 'CURRENCY_MISMATCH' }],
    [{ payment_intent: 'pi_2' }, { outcome: 'mismatch', code: 'PAYMENT_MISMATCH' }],
    [{ metadata: {} }, { outcome: 'mismatch', code: 'REFERENCE_MISMATCH' }],
    [{ metadata: null }, { outcome: 'mismatch', code: 'REFERENCE_MISMATCH' }],
  ])('%j is %j', async (over, expected) => {
    await answering(refundOf(leg, over));
    expect(await stripe.submit(leg)).toEqual({ providerRef: 're_1', ...expected });
  });

  it('of another id than the leg’s is a contradiction', async () => {
    await answering(refundOf(leg, { id: 're_2' }));
    expect(await stripe.submit(leg)).toMatchObject({ outcome: 'mismatch', code: 'REFUND_ID_MISMATCH' });
  });

  it.each([{ id: 're_1' }, [], 'text', 1, true, {}, { data: {} }, { data: [{}], has_more: false }])(
    '%j is no refund, and no list of them',
    async (body) => {
      await answering(body);
      expect(await stripe.submit(leg)).toEqual({ outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' });
      expect(await stripe.query(leg)).toEqual({ outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' });
    },
  );
});

describe('Stripe’s refusal', () => {
  const invalid = (code?: string, more: object = {}) => ({ error: { type: 'invalid_request_error', code, ...more } });
  it.each([
    [400, invalid('balance_insufficient'), { outcome: 'blocked', code: 'balance_insufficient' }],
    [400, invalid('insufficient_funds'), { outcome: 'blocked', code: 'insufficient_funds' }],
    [400, invalid('refund_disputed_payment'), { outcome: 'disputed', code: 'refund_disputed_payment' }],
    [400, invalid(undefined, { param: 'payment_intent' }), { outcome: 'failed', code: 'invalid_payment_intent' }],
    [400, invalid(), { outcome: 'failed', code: 'invalid_request' }],
    [402, { error: { type: 'card_error', code: 'card_declined' } }, { outcome: 'failed', code: 'card_declined' }],
    [400, { error: { type: 'idempotency_error' } }, { outcome: 'mismatch', code: 'idempotency_error' }],
    [409, invalid('idempotency_key_in_use'), { outcome: 'rate_limited', retryAfterMs: 2_000 }],
    [429, invalid('lock_timeout'), { outcome: 'rate_limited' }],
    [429, {}, { outcome: 'rate_limited' }],
    [500, { error: { type: 'api_error' } }, { outcome: 'ambiguous', code: 'PEER_ERROR' }],
    [502, {}, { outcome: 'ambiguous', code: 'PEER_ERROR' }],
    [400, {}, { outcome: 'ambiguous', code: 'UNREADABLE_REFUSAL' }],
    [404, { message: 'no route' }, { outcome: 'ambiguous', code: 'UNREADABLE_REFUSAL' }],
    [302, {}, { outcome: 'ambiguous', code: 'UNREADABLE_REFUSAL' }],
  ])('%d %j is %j', async (status, body, expected) => {
    await answering(body, status);
    expect(await stripe.submit(leg)).toEqual(expected);
  });

  it.each([401, 403])('with %d is a fault of set-up, asked or sent', async (status) => {
    await answering(invalid('api_key_expired'), status);
    const fault = { code: 'PEER_REFUSED_CREDENTIALS', status, peerCode: 'api_key_expired' };
    await expect(stripe.submit(leg)).rejects.toMatchObject(fault);
    await expect(stripe.query(leg)).rejects.toMatchObject(fault);
  });

  it('of a question says nothing about the leg', async () => {
    await answering(invalid('resource_missing'), 404);
    expect(await stripe.query(leg)).toEqual({ outcome: 'ambiguous', code: 'resource_missing' });
  });
});

describe('Stripe’s list of refunds', () => {
  it('is read page by page, in our minor units, with our keys and without', async () => {
    const isk = { currency: 'isk', amount: 300_000, metadata: {} };
    const page = (id: string, has_more: boolean, over: object) => ({
      status: 200,
      jsonBody: { object: 'list', has_more, data: [{ ...refundOf(leg, over), id }] },
    });
    const second = { queryParameters: { starting_after: { equalTo: 're_1' } } };
    await wiremock.stub({ method: 'GET' }, page('re_1', true, { status: 'pending' }));
    await wiremock.stub({ method: 'GET', urlPathPattern: '/v1/refunds', ...second }, page('re_2', false, isk));
    const from = new Date('2026-11-01T00:00:00Z');
    const found: ProviderRefund[] = [];
    for await (const one of stripe.listRefunds?.({ from, to: new Date('2026-11-02T00:00:00Z') }) ?? []) found.push(one);
    expect(found).toEqual([
      {
        ...{ providerRef: 're_1', reference: leg.idempotencyKey, sourceId: 'pi_1', amount: 3_000, currency: 'EUR' },
        ...{ outcome: 'pending', at: new Date(1692942318_000) },
      },
      {
        ...{ providerRef: 're_2', sourceId: 'pi_1', amount: 3_000, currency: 'ISK' },
        ...{ outcome: 'succeeded', at: new Date(1692942318_000) },
      },
    ]);
    const { searchParams } = new URL(`http://x${(await wiremock.requests())[0]?.url ?? ''}`);
    expect(Object.fromEntries(searchParams)).toEqual({
      ...{ 'created[gte]': '1793491200', 'created[lt]': '1793577600', limit: '100' },
    });
  });
});
