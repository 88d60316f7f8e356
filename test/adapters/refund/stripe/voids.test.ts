import { createStripeRefundChannel } from '../../../../src/adapters/refund/stripe/adapter';
import type { LegRequest, RefundChannel } from '../../../../src/ports/refund-channel';
import { startWireMock, type WireMock } from '../../../support/peers/wiremock';
import { legOn } from '../leg-on';
import { startStatefulStripe, TEST_KEY, type StatefulStripe } from './stateful-stripe';

let peer: StatefulStripe;
let wiremock: WireMock;
let stripe: RefundChannel;
beforeAll(async () => {
  [peer, wiremock] = await Promise.all([startStatefulStripe(), startWireMock()]);
  stripe = createStripeRefundChannel({ secretKey: TEST_KEY, baseUrl: wiremock.url });
});
afterAll(() => Promise.all([peer.stop(), wiremock.stop()]));
beforeEach(async () => {
  await wiremock.reset();
  await wiremock.proxyTo(peer.url);
});

const voidOf = (sourceId: string, over: Partial<LegRequest> = {}) => legOn(sourceId, { kind: 'void', ...over });
const intent = (over: object) => ({
  ...{ id: 'pi_1', object: 'payment_intent', amount: 10_000, amount_received: 0, currency: 'eur', status: 'canceled' },
  ...over,
});
const cancelling = { method: 'POST', urlPathPattern: '/v1/payment_intents/pi_1/cancel' };
const retrieving = { method: 'GET', urlPathPattern: '/v1/payment_intents/pi_1' };
const unexpected = {
  status: 400,
  jsonBody: { error: { type: 'invalid_request_error', code: 'payment_intent_unexpected_state' } },
};

describe('an authorized payment intent', () => {
  it('is cancelled under the leg’s key', async () => {
    await wiremock.stub(cancelling, { jsonBody: intent({}) });
    const leg = voidOf('pi_1');
    expect(await stripe.submit(leg)).toEqual({ outcome: 'succeeded', providerRef: 'pi_1' });
    const [request] = await wiremock.requests();
    const headers = Object.entries(request?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
    expect(Object.fromEntries(headers)).toMatchObject({ 'idempotency-key': leg.idempotencyKey });
  });

  it.each([
    [
      'captured before',
      { status: 'succeeded', amount_received: 10_000 },
      { outcome: 'failed', code: 'ALREADY_CAPTURED' },
    ],
    [
      'captured in part, then cancelled',
      { status: 'canceled', amount_received: 4_000 },
      { outcome: 'failed', code: 'ALREADY_CAPTURED' },
    ],
    ['being captured', { status: 'processing' }, { outcome: 'blocked', code: 'CAPTURE_IN_FLIGHT' }],
    ['cancelled before', { status: 'canceled' }, { outcome: 'succeeded', providerRef: 'pi_1' }],
    ['still authorized', { status: 'requires_capture' }, { outcome: 'not_found', code: 'NOT_VOIDED' }],
    ['of another amount', { amount: 9_000 }, { outcome: 'mismatch', providerRef: 'pi_1', code: 'AMOUNT_MISMATCH' }],
    ['of another currency', { currency: 'usd' }, { outcome: 'mismatch', code: 'CURRENCY_MISMATCH' }],
  ])('that was %s is told from one that is released', async (_, over, expected) => {
    await wiremock.stub(cancelling, unexpected);
    await wiremock.stub(retrieving, { jsonBody: intent(over) });
    expect(await stripe.submit(voidOf('pi_1'))).toEqual(expected);
    expect(await stripe.query(voidOf('pi_1'))).toEqual(expected);
  });

  it('whose answer is another payment is not known', async () => {
    await wiremock.stub(cancelling, { jsonBody: intent({ id: 'pi_2' }) });
    expect(await stripe.submit(voidOf('pi_1'))).toEqual({ outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' });
  });
});

describe('an authorized charge', () => {
  it('is released by a refund of all of it', async () => {
    const leg = voidOf(await peer.charge(10_000, { capture: false }));
    expect(await stripe.submit(leg)).toMatchObject({ outcome: 'succeeded' });
    expect(await stripe.query(leg)).toMatchObject({ outcome: 'succeeded' });
    expect(await peer.refundsOf(leg.sourceId)).toEqual([10_000]);
    expect(await stripe.readPayment?.(leg)).toEqual({ state: 'voided' });
  });

  it('that was captured meanwhile is not released, and not refunded either', async () => {
    const leg = voidOf(await peer.charge(10_000));
    expect(await stripe.submit(leg)).toEqual({ outcome: 'failed', code: 'ALREADY_CAPTURED' });
    expect(await peer.refundsOf(leg.sourceId)).toEqual([]);
  });
});

describe('an authorized charge that is captured while it is released', () => {
  it('was refunded without a plan: a person looks, whether it is asked or sent again', async () => {
    const leg = voidOf(await peer.charge(10_000));
    const authorized = { id: leg.sourceId, amount: 10_000, captured: false, refunded: false, status: 'succeeded' };
    await wiremock.next({ jsonBody: { ...authorized, currency: 'eur' } }, { method: 'GET' });
    const contradiction = { outcome: 'mismatch', code: 'CAPTURED_WHILE_RELEASED' };
    expect(await stripe.submit(leg)).toMatchObject(contradiction);
    expect(await stripe.submit(leg)).toMatchObject(contradiction);
    expect(await stripe.query(leg)).toMatchObject(contradiction);
    expect(await peer.refundsOf(leg.sourceId)).toEqual([10_000]);
  });
});

describe('a payment, read anew', () => {
  it.each([
    [{ status: 'requires_capture' }, { state: 'authorized' }],
    [{ status: 'processing' }, { state: 'capturing' }],
    [{ status: 'canceled' }, { state: 'voided' }],
    [{ status: 'requires_payment_method' }, { state: 'unknown', code: 'requires_payment_method' }],
    [
      { status: 'succeeded', amount_received: 9_000 },
      { state: 'captured', captureId: 'pi_1', amount: 9_000, currency: 'EUR' },
    ],
  ])('as %j is %j', async (over, expected) => {
    await wiremock.stub(retrieving, { jsonBody: intent(over) });
    expect(await stripe.readPayment?.({ sourceId: 'pi_1', currency: 'EUR' })).toEqual(expected);
  });

  it('as a charge is captured or authorized', async () => {
    const captured = await peer.charge(10_000);
    const authorized = await peer.charge(10_000, { capture: false });
    const reading = { state: 'captured', captureId: captured, amount: 10_000, currency: 'EUR' };
    expect(await stripe.readPayment?.({ sourceId: captured, currency: 'EUR' })).toEqual(reading);
    expect(await stripe.readPayment?.({ sourceId: authorized, currency: 'EUR' })).toEqual({ state: 'authorized' });
  });

  it('that can’t be read is unknown', async () => {
    const read = (sourceId: string) => stripe.readPayment?.({ sourceId, currency: 'EUR' });
    expect(await read('ch_unknown')).toEqual({ state: 'unknown', code: 'resource_missing' });
    expect(await read('order-1')).toEqual({ state: 'unknown', code: 'PAYMENT_ID_UNKNOWN' });
    await wiremock.stub({}, { status: 429, body: '{}' });
    expect(await read('pi_1')).toEqual({ state: 'unknown', code: 'RATE_LIMITED' });
  });
});
