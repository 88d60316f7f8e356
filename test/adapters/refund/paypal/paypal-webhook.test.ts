import { createPaypalClient } from '../../../../src/adapters/refund/paypal/client';
import { openPaypal } from '../../../../src/adapters/refund/paypal/open-paypal';
import { createPaypalDoor } from '../../../../src/adapters/refund/paypal/webhook-door';
import { isPaypalCertificate } from '../../../../src/adapters/refund/paypal/webhook-verification';
import type { WebhookDoor } from '../../../../src/adapters/refund/refund-webhooks';
import { nobody } from '../../peer-that-answers';
import { CLIENT_ID, CLIENT_SECRET, startFakePaypal, WEBHOOK_ID, type FakePaypal } from './fake-paypal';
import { paypalEvent, refundEvent } from './paypal-events';

const KEY = `rescind-${'0'.repeat(32)}`;
const credentials = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
let fake: FakePaypal;
let door: WebhookDoor;
beforeAll(async () => {
  fake = await startFakePaypal();
  door = createPaypalDoor({ call: createPaypalClient({ baseUrl: fake.url, ...credentials }), webhookId: WEBHOOK_ID });
});
afterAll(() => fake.stop());

const read = (event: object) => door.read(fake.signer.sign(event));
const refund = { refundId: 'R1', captureId: 'C1', value: '30.00', currency: 'EUR', status: 'COMPLETED' };

describe('events about refunds', () => {
  test.each([
    ['PAYMENT.CAPTURE.REFUNDED', 'COMPLETED', { outcome: 'succeeded', providerRef: 'R1' }],
    ['PAYMENT.CAPTURE.REFUNDED', 'PENDING', { outcome: 'pending', providerRef: 'R1' }],
    ['PAYMENT.REFUND.COMPLETED', 'COMPLETED', { outcome: 'succeeded', providerRef: 'R1' }],
    ['PAYMENT.REFUND.PENDING', 'PENDING', { outcome: 'pending', providerRef: 'R1' }],
    ['PAYMENT.REFUND.FAILED', 'FAILED', { outcome: 'failed', providerRef: 'R1', code: 'REFUND_FAILED' }],
    ['PAYMENT.REFUND.FAILED', 'COMPLETED', { outcome: 'failed', providerRef: 'R1', code: 'REFUND_FAILED' }],
    ['PAYMENT.CAPTURE.REFUNDED', 'CANCELLED', { outcome: 'closed', providerRef: 'R1', code: 'REFUND_CANCELLED' }],
  ])('%s, %s', async (type, status, answer) => {
    expect(await read(refundEvent({ ...refund, type, status, customId: KEY, id: 'WH-1' }))).toEqual([
      {
        refund: {
          source: 'paypal',
          eventId: 'WH-1',
          body: expect.any(Object) as object,
          reference: KEY,
          answer,
          amount: 3_000,
          currency: 'EUR',
          sourceId: 'C1',
        },
      },
    ]);
  });

  test('one without our key was made by somebody else, and is told once', async () => {
    const made = { ...refund, customId: 'order-1' };
    const told = {
      source: 'paypal',
      kind: 'EXTERNAL_REFUND',
      eventId: 'refund-R1',
      sourceId: 'C1',
      amount: 3_000,
      currency: 'EUR',
      happenedAt: new Date('2026-11-02T10:00:00Z'),
    };
    expect(await read(refundEvent(made))).toMatchObject([{ payment: told }]);
    expect(await read(refundEvent({ ...made, type: 'PAYMENT.REFUND.COMPLETED' }))).toMatchObject([{ payment: told }]);
    expect(await read(refundEvent({ ...made, status: 'PENDING' }))).toEqual([]);
  });

  test('what PayPal took back by itself is no refund of ours', async () => {
    const event = refundEvent({ ...refund, type: 'PAYMENT.CAPTURE.REVERSED' });
    expect(await read(event)).toMatchObject([{ payment: { kind: 'EXTERNAL_REFUND', sourceId: 'C1', amount: 3_000 } }]);
  });

  test('nothing of the payer is kept', async () => {
    const news = await read(refundEvent({ ...refund, customId: KEY }));
    expect(JSON.stringify(news)).not.toContain('buyer@example.com');
  });
});

describe('events about payments', () => {
  const capture = {
    id: 'C1',
    status: 'COMPLETED',
    amount: { currency_code: 'JPY', value: '500' },
    links: [{ rel: 'up', href: 'https://api.paypal.com/v2/payments/authorizations/A1' }],
  };

  test.each([
    ['PAYMENT.CAPTURE.COMPLETED', 'CAPTURED'],
    ['PAYMENT.CAPTURE.DENIED', 'CAPTURE_FAILED'],
    ['PAYMENT.CAPTURE.DECLINED', 'CAPTURE_FAILED'],
  ])('%s', async (type, kind) => {
    expect(await read(paypalEvent(type, capture))).toMatchObject([
      { payment: { kind, sourceId: 'C1', authorizationId: 'A1', amount: 500, currency: 'JPY' } },
    ]);
  });

  const dispute = (outcome_code?: string, ...more: object[]) => ({
    dispute_id: 'PP-1',
    disputed_transactions: [{ seller_transaction_id: 'C1' }, ...more],
    dispute_amount: { currency_code: 'EUR', value: '12.50' },
    messages: [{ content: 'I am Mr Miller' }],
    ...(outcome_code !== undefined && { dispute_outcome: { outcome_code } }),
  });

  test.each([
    ['CREATED', undefined, 'DISPUTE_OPENED'],
    ['RESOLVED', 'RESOLVED_BUYER_FAVOUR', 'DISPUTE_LOST'],
    ['RESOLVED', 'ACCEPTED', 'DISPUTE_LOST'],
    ['RESOLVED', 'RESOLVED_WITH_PAYOUT', 'DISPUTE_LOST'],
    ['RESOLVED', 'RESOLVED_SELLER_FAVOUR', 'DISPUTE_WON'],
    ['RESOLVED', 'CANCELED_BY_BUYER', 'DISPUTE_WON'],
    ['RESOLVED', 'DENIED', 'DISPUTE_WON'],
  ])('CUSTOMER.DISPUTE.%s, %s', async (type, outcome, kind) => {
    const news = await read(paypalEvent(`CUSTOMER.DISPUTE.${type}`, dispute(outcome)));
    expect(news).toMatchObject([{ payment: { kind, sourceId: 'C1', amount: 1_250, currency: 'EUR' } }]);
    expect(JSON.stringify(news)).not.toContain('Miller');
  });

  test('an end that is not known leaves the dispute open', async () => {
    expect(await read(paypalEvent('CUSTOMER.DISPUTE.RESOLVED', dispute('NONE')))).toEqual([]);
  });

  test('a dispute about several payments says of each what it is about', async () => {
    const gross = (value: string) => ({ gross_amount: { currency_code: 'EUR', value } });
    const resource = {
      ...dispute(),
      disputed_transactions: [
        { seller_transaction_id: 'C1', ...gross('10.00') },
        { seller_transaction_id: 'C2', ...gross('2.50') },
      ],
    };
    expect(await read(paypalEvent('CUSTOMER.DISPUTE.CREATED', resource, 'WH-9'))).toMatchObject([
      { payment: { eventId: 'WH-9/C1', amount: 1_000 } },
      { payment: { eventId: 'WH-9/C2', amount: 250 } },
    ]);
  });

  test('others say nothing that concerns us', async () => {
    expect(await read(paypalEvent('CHECKOUT.ORDER.APPROVED', { id: 'O1', status: 'APPROVED' }))).toEqual([]);
  });
});

describe('what is believed', () => {
  const event = refundEvent({ ...refund, customId: KEY });
  const INVALID = { outcome: 'refused', code: 'WEBHOOK_SIGNATURE_INVALID' };

  test.each([
    ['https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594', true],
    ['https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1', true],
    ['https://api-m.paypal.com/v1/notifications/certs/CERT-1', true],
    ['http://api.paypal.com/v1/notifications/certs/CERT-1', false],
    ['https://paypal.com/certs/CERT-1', false],
    ['https://evilpaypal.com/certs/CERT-1', false],
    ['https://api.paypal.com.evil.example/certs/CERT-1', false],
    ['https://evil.example/api.paypal.com/certs', false],
    ['https://evil.example#.paypal.com/certs', false],
    ['https://evil.example?.paypal.com/certs', false],
    ['https://evil.example\\.paypal.com/certs', false],
    ['https://api.paypal.com@evil.example/certs', false],
    ['https://user@api.paypal.com/certs', false],
    ['https://api.paypal.com:8443/certs/CERT-1', false],
    ['https://API.PAYPAL.COM/certs/CERT-1', false],
    ['//api.paypal.com/certs/CERT-1', false],
    ['https://api.paypal.com/certs?x=1', false],
  ])('a certificate from %s: %p', (address, expected) => {
    expect(isPaypalCertificate(address)).toBe(expected);
  });

  test('a message whose certificate is from elsewhere is refused before PayPal is asked', async () => {
    const calls = fake.seen.length;
    expect(await door.read(fake.signer.sign(event, { certificate: 'https://evil.example/cert' }))).toEqual(INVALID);
    expect(fake.seen).toHaveLength(calls);
  });

  test('a clock that is 10 minutes off loses nothing, one that is days off is refused', async () => {
    expect(await door.read(fake.signer.sign(event, { ageMs: -600_000 }))).toHaveLength(1);
    expect(await door.read(fake.signer.sign(event, { ageMs: 600_000 }))).toHaveLength(1);
    expect(await door.read(fake.signer.sign(event, { ageMs: -5 * 86_400_000 }))).toEqual(INVALID);
  });

  test('a body that was changed, if only by a space, is refused', async () => {
    const delivery = fake.signer.sign(event);
    const body = Buffer.from(delivery.body.toString('utf8').replace('"30.00"', '"31.00"'));
    expect(await door.read({ ...delivery, body })).toEqual(INVALID);
    expect(await door.read({ ...delivery, body: Buffer.concat([delivery.body, Buffer.from(' ')]) })).toEqual(INVALID);
  });

  test('what is no object, or no text, is unreadable', async () => {
    const { headers } = fake.signer.sign(event);
    for (const body of [Buffer.from('[]'), Buffer.from('{} {}'), Buffer.from([0x7b, 0xff, 0x7d]), Buffer.alloc(0)]) {
      const refused = { outcome: 'refused', code: 'WEBHOOK_UNREADABLE' };
      expect(await door.read({ source: 'paypal', headers, body })).toEqual(refused);
    }
  });

  test('a verification that can’t be had is an error, never a forged message', async () => {
    const call = createPaypalClient({ baseUrl: await nobody(), ...credentials });
    const away = createPaypalDoor({ call, webhookId: WEBHOOK_ID });
    await expect(away.read(fake.signer.sign(event))).rejects.toThrow('could not be asked');
  });
});

describe('opening', () => {
  const env = {
    RESCIND_PAYPAL_CLIENT_ID: 'id',
    RESCIND_PAYPAL_CLIENT_SECRET: 'very-secret',
    RESCIND_PAYPAL_WEBHOOK_ID: WEBHOOK_ID,
  };

  test('on with all of them, off without any, bad with some', () => {
    expect(openPaypal(env)).toMatchObject({ outcome: 'on', channel: { capabilities: { channel: 'paypal' } } });
    expect(openPaypal({})).toEqual({ outcome: 'off', channel: 'paypal', missing: Object.keys(env) });
    const { RESCIND_PAYPAL_WEBHOOK_ID: _, ...some } = env;
    const problems = [{ name: 'RESCIND_PAYPAL_WEBHOOK_ID', problem: 'is missing' }];
    expect(openPaypal(some)).toEqual({ outcome: 'bad', channel: 'paypal', problems });
  });

  test('what is wrong is named, never shown', () => {
    const opened = openPaypal({ ...env, RESCIND_PAYPAL_CLIENT_SECRET: 'very secret', RESCIND_PAYPAL_URL: 'paypal' });
    expect(opened.outcome).toBe('bad');
    expect(JSON.stringify(opened)).not.toContain('very secret');
  });
});
