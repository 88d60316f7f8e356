import { createStripeRefundChannel } from '../../../../src/adapters/refund/stripe/adapter';
import type { RefundChannel } from '../../../../src/ports/refund-channel';
import { startWireMock, type WireMock } from '../../../support/peers/wiremock';
import { nobody, peerThatAnswers } from '../../peer-that-answers';
import { legOn } from '../leg-on';
import { startStatefulStripe, TEST_KEY, type StatefulStripe } from './stateful-stripe';

let peer: StatefulStripe;
let wiremock: WireMock;
let stripe: RefundChannel;
beforeAll(async () => {
  [peer, wiremock] = await Promise.all([startStatefulStripe(), startWireMock()]);
  stripe = createStripeRefundChannel({ secretKey: TEST_KEY, baseUrl: wiremock.url, timeoutMs: 2_000 });
});
afterAll(() => Promise.all([peer.stop(), wiremock.stop()]));
beforeEach(async () => {
  await wiremock.reset();
  await wiremock.proxyTo(peer.url);
});

const posts = async () => (await wiremock.requests()).filter(({ method }) => method === 'POST');

describe('a refund by Stripe', () => {
  it('says how much, of which payment, and for which leg', async () => {
    const leg = legOn(await peer.charge(10_000));
    await stripe.submit(leg);
    const [post] = await posts();
    expect(Object.fromEntries(new URLSearchParams(post?.body))).toEqual({
      charge: leg.sourceId,
      amount: '3000',
      'metadata[rescind_key]': leg.idempotencyKey,
      'metadata[rescind_leg]': leg.legId,
      'metadata[rescind_payment]': leg.sourceId,
    });
    const headers = Object.entries(post?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
    expect(Object.fromEntries(headers)).toMatchObject({ 'idempotency-key': leg.idempotencyKey });
  });

  it('that is sent again after somebody refunded the rest by hand is still this leg’s own', async () => {
    const leg = legOn(await peer.charge(10_000));
    const first = await stripe.submit(leg);
    await peer.refund(leg.sourceId, 7_000);
    // The key is forgotten at the provider: what comes is "already refunded".
    const refusal = {
      status: 400,
      jsonBody: { error: { type: 'invalid_request_error', code: 'charge_already_refunded' } },
    };
    await wiremock.next(refusal, { method: 'POST' });
    expect(await stripe.submit(leg)).toEqual(first);
  });

  it('of what somebody has refunded by hand is a failure, never a success', async () => {
    const leg = legOn(await peer.charge(10_000));
    await peer.refund(leg.sourceId, 10_000);
    expect(await stripe.submit(leg)).toEqual({ outcome: 'failed', code: 'charge_already_refunded' });
  });

  it('of more than is left is a failure', async () => {
    const leg = legOn(await peer.charge(10_000), { amount: 10_001 });
    expect(await stripe.submit(leg)).toEqual({ outcome: 'failed', code: 'invalid_amount' });
    expect(await peer.refundsOf(leg.sourceId)).toEqual([]);
  });

  it('that is refused while its list can’t be read is not known', async () => {
    const leg = legOn(await peer.charge(10_000), { amount: 10_001 });
    await wiremock.next({ status: 500, body: '' }, { method: 'GET' });
    expect(await stripe.submit(leg)).toEqual({ outcome: 'ambiguous', code: 'PEER_ERROR' });
  });

  it('of a disputed payment is held by the dispute', async () => {
    const leg = legOn(await peer.charge(10_000, { token: 'tok_createDispute' }));
    expect(await stripe.submit(leg)).toEqual({ outcome: 'disputed', code: 'charge_disputed' });
  });

  it('of a payment that Stripe does not know is a failure', async () => {
    expect(await stripe.submit(legOn('ch_unknown'))).toEqual({ outcome: 'failed', code: 'resource_missing' });
  });

  it.each([
    ['of something that is no payment’s id', { sourceId: 'cap_1' }, 'PAYMENT_ID_UNKNOWN'],
    ['of a fraction of the smallest unit', { currency: 'MGA', amount: 150 }, 'AMOUNT_NOT_EXPRESSIBLE'],
    ['in a currency that does not exist', { currency: 'XXZ' }, 'AMOUNT_NOT_EXPRESSIBLE'],
    ['to somebody’s bank account', { kind: 'payout' as const }, 'KIND_NOT_SUPPORTED'],
  ])('%s is a failure, and nothing is sent', async (_, over, code) => {
    expect(await stripe.submit(legOn('ch_1', over))).toEqual({ outcome: 'failed', code });
    expect(await wiremock.requests()).toEqual([]);
  });

  it('that was made twice is a contradiction', async () => {
    const leg = legOn(await peer.charge(10_000));
    await stripe.submit(leg);
    // The key was forgotten and the refund sent again: what must never happen.
    const { body } = (await posts())[0] ?? { body: '' };
    await fetch(`${peer.url}/v1/refunds`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    expect(await stripe.query(leg)).toMatchObject({ outcome: 'mismatch', code: 'REFUNDED_TWICE' });
  });

  it('is found by its key long after Stripe has forgotten it, among many', async () => {
    const payment = await peer.charge(100_000);
    const leg = legOn(payment, { amount: 10 });
    const { providerRef } = await stripe.submit(leg);
    for (let more = 0; more < 101; more += 1) await peer.refund(payment, 10);
    expect(await stripe.query(leg)).toEqual({ outcome: 'succeeded', providerRef });
  });
});

describe('a call to Stripe', () => {
  it('with a key that Stripe refuses is a fault of set-up, and no answer', async () => {
    const refused = createStripeRefundChannel({ secretKey: 'sk_wrong_key', baseUrl: peer.url });
    await expect(refused.submit(legOn('ch_1'))).rejects.toMatchObject({
      code: 'PEER_REFUSED_CREDENTIALS',
      status: 401,
    });
  });

  it('that Stripe can’t read is a fault of ours', async () => {
    await wiremock.next({
      status: 400,
      jsonBody: { error: { type: 'invalid_request_error', code: 'parameter_unknown' } },
    });
    await expect(stripe.submit(legOn('ch_1'))).rejects.toMatchObject({ code: 'PEER_REFUSED_REQUEST' });
  });

  it('to nobody was not sent', async () => {
    const channel = createStripeRefundChannel({ secretKey: TEST_KEY, baseUrl: await nobody() });
    expect(await channel.submit(legOn('ch_1'))).toEqual({ outcome: 'not_sent', code: 'NOT_CONNECTED' });
  });

  it('to somebody with another certificate was not sent', async () => {
    const channel = createStripeRefundChannel({ secretKey: TEST_KEY, baseUrl: wiremock.httpsUrl });
    expect(await channel.submit(legOn('ch_1'))).toEqual({ outcome: 'not_sent', code: 'NOT_CONNECTED' });
    expect(await wiremock.requests()).toEqual([]);
  });

  it('that is given up is not known, and not sent again', async () => {
    const giveUp = new AbortController();
    let calls = 0;
    await using silent = await peerThatAnswers(() => {
      calls += 1;
      giveUp.abort();
    });
    const channel = createStripeRefundChannel({ secretKey: TEST_KEY, baseUrl: silent.baseUrl });
    const answer = await channel.submit(legOn('ch_1', { signal: giveUp.signal }));
    expect(answer).toEqual({ outcome: 'ambiguous', code: 'ABORTED' });
    expect(calls).toBe(1);
  });

  it('whose connection is reset is not made again behind our back', async () => {
    await wiremock.stub({}, { fault: 'CONNECTION_RESET_BY_PEER' });
    expect((await stripe.submit(legOn('ch_1'))).outcome).toBe('ambiguous');
    expect(await wiremock.requests()).toHaveLength(1);
  });

  it('is cut off when its answer never ends', async () => {
    let megabytes = 0;
    await using endless = await peerThatAnswers((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        megabytes += 1;
        response.write(Buffer.alloc(1024 * 1024, 'x'));
      };
      response.on('drain', more);
      more();
    });
    const channel = createStripeRefundChannel({ secretKey: TEST_KEY, baseUrl: endless.baseUrl });
    expect((await channel.submit(legOn('ch_1'))).outcome).toBe('ambiguous');
    // What is on its way in buffers comes on top of the one megabyte that is read.
    expect(megabytes).toBeLessThan(30);
  });
});
