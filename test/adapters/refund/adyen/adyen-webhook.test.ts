import { createAdyenDoor } from '../../../../src/adapters/refund/adyen/webhook-door';
import type { ChannelNews } from '../../../../src/ports/refund-book';
import { HMAC_KEY, item, message, signatureOf, unsignedMessage, type Item } from './adyen-messages';
import { MERCHANT_ACCOUNT } from './fake-adyen';

const NOW = Date.UTC(2026, 10, 2, 10);
const door = createAdyenDoor({ merchantAccount: MERCHANT_ACCOUNT, hmacKeys: [HMAC_KEY], clock: () => NOW });
const INVALID = { outcome: 'refused', code: 'WEBHOOK_SIGNATURE_INVALID' };
const UNREADABLE = { outcome: 'refused', code: 'WEBHOOK_UNREADABLE' };
const KEY = `rescind-${'0'.repeat(32)}`;

async function read(...items: Partial<Item>[]): Promise<readonly ChannelNews[]> {
  const news = await door.read(message(items.map((over) => item(over))));
  if ('outcome' in news) throw new Error(news.code);
  return news;
}

describe('events about legs of ours', () => {
  test.each([
    ['REFUND', 'true', { outcome: 'succeeded' }],
    ['REFUND', 'false', { outcome: 'failed', code: 'REFUND_REFUSED' }],
    ['REFUND_FAILED', 'true', { outcome: 'failed', code: 'REFUND_FAILED' }],
    ['REFUNDED_REVERSED', 'true', { outcome: 'failed', code: 'REFUNDED_REVERSED' }],
  ])('%s, %s', async (eventCode, success, answer) => {
    expect(await read({ eventCode, success })).toEqual([
      {
        refund: {
          source: 'adyen',
          eventId: `REFUNDPSP1234567:${eventCode}:${success}`,
          body: item({ eventCode, success }),
          reference: KEY,
          answer: { ...answer, providerRef: 'REFUNDPSP1234567' },
          amount: 3_000,
          currency: 'EUR',
          sourceId: 'PAYMENTPSP123456',
        },
      },
    ]);
  });

  test.each([
    ['CANCELLATION', 'true', { outcome: 'succeeded' }],
    ['CANCELLATION', 'false', { outcome: 'failed', code: 'CANCELLATION_REFUSED' }],
    ['TECHNICAL_CANCEL', 'true', { outcome: 'succeeded' }],
  ])('%s, %s: its amount is the payment’s, and not compared', async (eventCode, success, answer) => {
    const [news] = await read({ eventCode, success });
    expect(news).toMatchObject({ refund: { reference: KEY, answer } });
    expect(news).not.toHaveProperty('refund.amount');
  });

  test('an amount that is no whole unit of ours is looked at', async () => {
    const amount = { value: 150, currency: 'CLP' };
    expect(await read({ amount })).toMatchObject([
      { refund: { answer: { outcome: 'mismatch', code: 'AMOUNT_MISMATCH' } } },
    ]);
  });

  test.each(['REFUND_FAILED', 'REFUNDED_REVERSED'])('%s that did not happen says nothing', async (eventCode) => {
    expect(await read({ eventCode, success: 'false' })).toEqual([]);
  });
});

describe('events about payments', () => {
  const others = { merchantReference: 'order-77' };

  test.each([
    ['REFUND', 'true', 'EXTERNAL_REFUND'],
    ['CANCEL_OR_REFUND', 'true', 'EXTERNAL_REFUND'],
    ['CAPTURE', 'true', 'CAPTURED'],
    ['CAPTURE', 'false', 'CAPTURE_FAILED'],
    ['CAPTURE_FAILED', 'true', 'CAPTURE_FAILED'],
    ['NOTIFICATION_OF_CHARGEBACK', 'true', 'DISPUTE_OPENED'],
    ['CHARGEBACK', 'true', 'DISPUTE_OPENED'],
    ['CHARGEBACK_REVERSED', 'true', 'DISPUTE_WON'],
    ['SECOND_CHARGEBACK', 'true', 'DISPUTE_LOST'],
    ['PREARBITRATION_LOST', 'true', 'DISPUTE_LOST'],
  ])('%s, %s is %s', async (eventCode, success, kind) => {
    expect(await read({ ...others, eventCode, success })).toMatchObject([
      {
        payment: {
          source: 'adyen',
          kind,
          sourceId: 'PAYMENTPSP123456',
          amount: 3_000,
          currency: 'EUR',
          happenedAt: new Date(NOW),
        },
      },
    ]);
  });

  test.each(['AUTHORISATION', 'REFUND_WITH_DATA', 'REPORT_AVAILABLE', 'NOTIFICATION_OF_FRAUD', 'CANCELLATION'])(
    '%s says nothing that concerns us',
    async (eventCode) => {
      expect(await read({ ...others, eventCode })).toEqual([]);
    },
  );

  test('the two messages that open one dispute are one piece of news', async () => {
    const opened = await read(
      { ...others, eventCode: 'NOTIFICATION_OF_CHARGEBACK' },
      { ...others, eventCode: 'CHARGEBACK' },
    );
    const ids = opened.map((news) => ('payment' in news ? [news.payment.eventId, news.payment.reference] : []));
    expect(ids).toEqual([
      ['REFUNDPSP1234567:dispute', 'REFUNDPSP1234567'],
      ['REFUNDPSP1234567:dispute', 'REFUNDPSP1234567'],
    ]);
  });

  test('a message that names the payment alone is about that', async () => {
    const told = { ...others, eventCode: 'CHARGEBACK', originalReference: '', pspReference: 'PAYMENTPSP123456' };
    expect(await read(told)).toMatchObject([{ payment: { sourceId: 'PAYMENTPSP123456' } }]);
  });

  test('a part of our unit counts as a whole one', async () => {
    const told = { ...others, eventCode: 'CHARGEBACK', amount: { value: 150, currency: 'CLP' } };
    expect(await read(told)).toMatchObject([{ payment: { amount: 2 } }]);
  });
});

describe('what is believed', () => {
  test('a vector of Adyen’s documentation', async () => {
    const account = createAdyenDoor({ merchantAccount: 'TestMerchant', hmacKeys: [HMAC_KEY] });
    const vector = item({
      pspReference: '7914073381342284',
      originalReference: '',
      merchantAccountCode: 'TestMerchant',
      merchantReference: 'TestPayment-1407325143704',
      amount: { value: 1_130, currency: 'EUR' },
      eventCode: 'AUTHORISATION',
    });
    const signed = (hmacSignature: string) =>
      account.read(unsignedMessage([{ NotificationRequestItem: { ...vector, additionalData: { hmacSignature } } }]));
    expect(await signed('coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=')).toEqual([]);
    expect(await signed('coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCXo0=')).toEqual(INVALID);
  });

  test('a vector of the library’s own tests', async () => {
    const hmacKeys = ['DFB1EB5485895CFA84146406857104ABB4CBCABDC8AAF103A624C8F6A3EAAB00'];
    const account = createAdyenDoor({ merchantAccount: 'merchantAccount', hmacKeys });
    const vector = {
      pspReference: 'pspReference',
      originalReference: 'originalReference',
      merchantAccountCode: 'merchantAccount',
      merchantReference: 'reference',
      amount: { currency: 'EUR', value: 1_000 },
      eventCode: 'CAPTURE',
      success: 'true',
      additionalData: { hmacSignature: 'xhpHvYq2u2Np0rstbZ6QjLGu7JWhvf7Iwaa6EviJSX0=' },
    };
    expect(await account.read(unsignedMessage([{ NotificationRequestItem: vector }]))).toMatchObject([
      { payment: { kind: 'CAPTURED', sourceId: 'originalReference' } },
    ]);
  });

  test('two keys live side by side', async () => {
    const hmacKeys = ['AB'.repeat(32), HMAC_KEY];
    const changing = createAdyenDoor({ merchantAccount: MERCHANT_ACCOUNT, hmacKeys });
    expect(await changing.read(message([item()]))).toHaveLength(1);
    expect(await changing.read(message([item()], 'AB'.repeat(32)))).toHaveLength(1);
    expect(await changing.read(message([item()], 'CD'.repeat(32)))).toEqual(INVALID);
  });

  const changes: Partial<Item>[] = [
    { pspReference: 'X' },
    { originalReference: 'X' },
    { merchantReference: 'X' },
    { amount: { value: 1, currency: 'EUR' } },
    { amount: { value: 3_000, currency: 'USD' } },
    { eventCode: 'CAPTURE' },
    { success: 'false' },
  ];
  test.each(changes)('a changed field is seen: %j', async (over) => {
    const additionalData = { hmacSignature: signatureOf(item()) };
    const changed = { NotificationRequestItem: { ...item(over), additionalData } };
    expect(await door.read(unsignedMessage([changed]))).toEqual(INVALID);
  });

  test('a field’s end can’t be moved: no field but the reference has a colon', async () => {
    const longer = item({ pspReference: 'A:B', originalReference: 'C' });
    const moved = item({ pspReference: 'A', originalReference: 'B:C' });
    expect(signatureOf(moved)).toBe(signatureOf(longer));
    expect(await door.read(message([longer]))).toEqual(UNREADABLE);
    expect(await door.read(message([moved]))).toEqual(UNREADABLE);
  });

  test('what is not signed decides nothing', async () => {
    const additionalData = { hmacSignature: signatureOf(item()), 'modification.action': 'refund' };
    const NotificationRequestItem = { ...item(), reason: 'Declined', eventDate: 'never', additionalData };
    const news = await door.read(unsignedMessage([{ NotificationRequestItem }]));
    expect(news).toEqual(await read({}));
    expect(JSON.stringify(news)).not.toMatch(/Declined|never|modification/);
  });

  test('a batch is read whole; with one bad item nothing of it is', async () => {
    const items = [item(), item({ pspReference: 'R2', success: 'false' }), item({ pspReference: 'R3' })];
    expect(await door.read(message(items))).toHaveLength(3);
    const another = [...items, item({ merchantAccountCode: 'OtherShop' })];
    expect(await door.read(message(another))).toEqual(INVALID);
    const forged = { NotificationRequestItem: { ...item(), additionalData: { hmacSignature: 'x' } } };
    expect(await door.read(unsignedMessage([forged]))).toEqual(INVALID);
  });

  test.each([
    '',
    '{}',
    '[]',
    '{"notificationItems":[]}',
    '{"notificationItems":[{}]}',
    '{"notificationItems":[{"NotificationRequestItem":{}}]}',
  ])('a message that is %p is unreadable', async (body) => {
    expect(await door.read({ source: 'adyen', headers: {}, body: Buffer.from(body) })).toEqual(UNREADABLE);
  });

  test('user and password are asked for where they are set', async () => {
    const locked = createAdyenDoor({ merchantAccount: MERCHANT_ACCOUNT, hmacKeys: [HMAC_KEY], basic: 'me:pass' });
    const delivery = message([item()]);
    const knocking = (authorization?: string) =>
      locked.read({ ...delivery, headers: { ...delivery.headers, authorization } });
    expect(await knocking(`Basic ${Buffer.from('me:pass').toString('base64')}`)).toHaveLength(1);
    expect(await knocking(`Basic ${Buffer.from('me:other').toString('base64')}`)).toEqual(INVALID);
    expect(await knocking()).toEqual(INVALID);
  });

  test('Adyen hears the words that it waits for', () => {
    expect(door.acknowledge).toEqual({ contentType: 'text/plain', body: '[accepted]' });
  });
});
