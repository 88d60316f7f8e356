import { stripeWebhookReader } from '../../../../src/adapters/refund/stripe/webhook-reader';
import type { ChannelNews } from '../../../../src/ports/refund-book';
import type { WebhookDelivery } from '../../../../src/ports/refund-webhooks';
import { legOn } from '../leg-on';
import { delivery, refundOf, SECRET, signed } from './stripe-messages';

const PREVIOUS = 'whsec_of_last_year';
const read = stripeWebhookReader({ secrets: [SECRET, PREVIOUS] });
const leg = legOn('pi_1', { providerRef: 're_1' });

async function newsIn(message: WebhookDelivery): Promise<readonly ChannelNews[]> {
  const news = await read(message);
  if ('outcome' in news) throw new Error(news.code);
  return news;
}

describe('Stripe’s signature', () => {
  it('of the secret before this one is still good', async () => {
    expect(await newsIn(delivery('refund.updated', refundOf(leg), { secret: PREVIOUS }))).toHaveLength(1);
  });

  it.each([
    ['of nobody', {}],
    ['that is empty', { 'stripe-signature': '' }],
    ['without a time', { 'stripe-signature': 'v1=0000' }],
    ['without a signature', { 'stripe-signature': `t=${Math.floor(Date.now() / 1000)}` }],
    ['of another scheme', { 'stripe-signature': `t=${Math.floor(Date.now() / 1000)},v0=0000` }],
  ])('%s is refused', async (_, headers) => {
    const refusal = { outcome: 'refused', code: 'WEBHOOK_SIGNATURE_INVALID' };
    expect(await read({ ...delivery('refund.updated', refundOf(leg)), headers })).toEqual(refusal);
  });

  it.each([
    [-301_000, 'refused'],
    [-299_000, 'read'],
    [299_000, 'read'],
    [301_000, 'refused'],
    [600_000, 'refused'],
  ])('with a clock that differs by %d ms is %s', async (differs, expected) => {
    const timestamp = 1_792_000_000;
    const clocked = stripeWebhookReader({ secrets: [SECRET], clock: () => timestamp * 1000 + differs });
    const news = await clocked(signed(JSON.stringify(eventOf('account.updated', {})), { timestamp }));
    expect('outcome' in news ? 'refused' : 'read').toBe(expected);
  });

  it('is not taken from a secret that was never set', async () => {
    const careless = stripeWebhookReader({ secrets: [''] });
    await expect(careless(delivery('refund.updated', refundOf(leg)))).resolves.toMatchObject({ outcome: 'refused' });
  });

  it.each(['no json', '[]', '{}', '{"id":"evt_1","type":"refund.updated","created":1,"data":{"object":{}}}'])(
    'of %s does not make it readable',
    async (payload) => {
      expect(await read(signed(payload))).toEqual({ outcome: 'refused', code: 'WEBHOOK_UNREADABLE' });
    },
  );
});

function eventOf(type: string, object: object): object {
  return { id: 'evt_1', object: 'event', type, created: 1_792_000_000, data: { object } };
}

describe('an event about a connected account', () => {
  const connected = stripeWebhookReader({ secrets: [SECRET], account: 'acct_1' });
  const refused = { outcome: 'refused', code: 'WEBHOOK_SOURCE_UNKNOWN' };

  it('is read where it is ours', async () => {
    expect(await connected(delivery('refund.updated', refundOf(leg), { account: 'acct_1' }))).toHaveLength(1);
  });

  it('is refused where it is another’s, or the platform’s own', async () => {
    expect(await connected(delivery('refund.updated', refundOf(leg), { account: 'acct_2' }))).toEqual(refused);
    expect(await connected(delivery('refund.updated', refundOf(leg)))).toEqual(refused);
    expect(await read(delivery('refund.updated', refundOf(leg), { account: 'acct_1' }))).toEqual(refused);
  });
});

describe('an event about a refund of ours', () => {
  it.each(['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated'])(
    '(%s) names the leg, the amount and the payment',
    async (type) => {
      const refund = { ...refundOf(leg), customer_email: 'somebody@example.org' };
      const [news] = await newsIn(delivery(type, refund, { eventId: 'evt_1' }));
      expect(news).toMatchObject({
        refund: {
          ...{ source: 'stripe', eventId: 'evt_1', reference: leg.idempotencyKey, sourceId: 'pi_1' },
          ...{ amount: 3_000, currency: 'EUR', answer: { outcome: 'succeeded', providerRef: 're_1' } },
        },
      });
      expect(JSON.stringify(news)).not.toContain('example.org');
    },
  );

  it('that failed after it had succeeded says so', async () => {
    const returned = refundOf(leg, { status: 'failed', failure_reason: 'expired_or_canceled_card' });
    const [news] = await newsIn(delivery('refund.failed', returned));
    const answer = { outcome: 'failed', providerRef: 're_1', code: 'expired_or_canceled_card' };
    expect(news).toMatchObject({ refund: { answer } });
  });

  it('gives the charge where the charge is what we refunded', async () => {
    const ofCharge = { ...leg, sourceId: 'ch_9' };
    const [news] = await newsIn(delivery('refund.updated', refundOf(ofCharge, { payment_intent: 'pi_9' })));
    expect(news).toMatchObject({ refund: { sourceId: 'ch_9' } });
  });

  it('is a contradiction where its amount does not exist', async () => {
    const [news] = await newsIn(delivery('refund.updated', refundOf(leg, { currency: 'isk', amount: 150 })));
    expect(news).toMatchObject({ refund: { answer: { outcome: 'mismatch', code: 'AMOUNT_NOT_EXPRESSIBLE' } } });
  });
});

describe('an event about a payment', () => {
  const charge = {
    ...{
      id: 'ch_1',
      object: 'charge',
      payment_intent: 'pi_1',
      amount: 10_000,
      amount_captured: 8_000,
      currency: 'eur',
    },
    captured: true,
  };
  const dispute = {
    ...{ id: 'dp_1', object: 'dispute', charge: 'ch_1', payment_intent: 'pi_1', amount: 8_000, currency: 'eur' },
    status: 'needs_response',
  };
  const external = refundOf(leg, { metadata: {} });
  const paid = { sourceId: 'pi_1', currency: 'EUR', source: 'stripe' };

  it.each([
    ['charge.captured', charge, { kind: 'CAPTURED', amount: 8_000, eventId: 'pi_1:captured' }],
    [
      'payment_intent.succeeded',
      { id: 'pi_1', object: 'payment_intent', amount_received: 8_000, currency: 'eur' },
      { kind: 'CAPTURED', amount: 8_000, eventId: 'pi_1:captured' },
    ],
    [
      'refund.created',
      external,
      { kind: 'EXTERNAL_REFUND', amount: 3_000, eventId: 're_1:external', reference: 're_1' },
    ],
    [
      'charge.refund.updated',
      external,
      { kind: 'EXTERNAL_REFUND', amount: 3_000, eventId: 're_1:external', reference: 're_1' },
    ],
    [
      'charge.refunded',
      { ...charge, refunds: { data: [external, refundOf(leg)] } },
      { kind: 'EXTERNAL_REFUND', amount: 3_000, eventId: 're_1:external', reference: 're_1' },
    ],
    [
      'charge.dispute.created',
      dispute,
      { kind: 'DISPUTE_OPENED', amount: 8_000, eventId: 'dp_1:DISPUTE_OPENED', reference: 'dp_1' },
    ],
    [
      'charge.dispute.funds_withdrawn',
      dispute,
      { kind: 'DISPUTE_OPENED', amount: 8_000, eventId: 'dp_1:DISPUTE_OPENED', reference: 'dp_1' },
    ],
    [
      'charge.dispute.closed',
      { ...dispute, status: 'won' },
      { kind: 'DISPUTE_WON', amount: 8_000, eventId: 'dp_1:DISPUTE_WON', reference: 'dp_1' },
    ],
    [
      'charge.dispute.closed',
      { ...dispute, status: 'lost' },
      { kind: 'DISPUTE_LOST', amount: 8_000, eventId: 'dp_1:DISPUTE_LOST', reference: 'dp_1' },
    ],
  ])('(%s) tells what happened to it, once', async (type, object, expected) => {
    expect(await newsIn(delivery(type, object))).toMatchObject([{ payment: { ...paid, ...expected } }]);
  });

  it.each([
    ['charge.refunded', charge],
    ['charge.refunded', { ...charge, refunds: { data: [refundOf(leg)] } }],
    ['refund.failed', { ...external, status: 'failed' }],
    ['charge.dispute.created', { ...dispute, status: 'warning_needs_response' }],
    ['charge.dispute.closed', { ...dispute, status: 'warning_closed' }],
    ['customer.created', { id: 'cus_1', object: 'customer' }],
  ])('(%s) is of no concern where no money moved without us: %#', async (type, object) => {
    expect(await newsIn(delivery(type, object))).toEqual([]);
  });
});
