import { verify } from '../../src/adapters/refund/sandbox/webhook';
import { waitUntil } from '../../src/local/wait-until';
import { startPaymentsSandbox, type PaymentsSandboxOptions } from '../../src/sandbox/payments';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database';
import { talkTo } from './talk-to';
import { receiveWebhooks, type Received } from './webhook-receiver';

const SECRET = 'a secret of the tests';
const patience = { withinMs: 15_000, everyMs: 20 };

let database: TestDatabase;

beforeEach(async () => {
  database = await createEmptyDatabase();
}, 60_000);

afterEach(() => database.drop());

async function start(options: Omit<PaymentsSandboxOptions, 'databaseUrl'>) {
  const sandbox = await startPaymentsSandbox({ databaseUrl: database.url, webhookSecret: SECRET, ...options });
  return { talk: talkTo(sandbox.url), [Symbol.asyncDispose]: sandbox.close };
}

async function refundByBank(talk: ReturnType<typeof talkTo>) {
  await talk.post('/payments', { id: 'p', amount: 500, currency: 'BRL', method: 'bank_transfer' });
  return talk.post('/refunds', { payment: 'p', amount: 500, currency: 'BRL', reference: 'leg' }, 'key');
}

const eventOf = (delivery: Received) => {
  const verdict = verify(delivery, [SECRET], Date.now());
  if (!verdict.ok) throw new Error(verdict.code);
  return verdict.event;
};

const acknowledged = (received: readonly Received[]) =>
  waitUntil('an acknowledged event', patience, () => Promise.resolve(received.find(({ status }) => status === 200)));

test('a bank transfer is pending first, then succeeds and says so in a signed event', async () => {
  await using receiver = await receiveWebhooks([200]);
  await using sandbox = await start({ webhookUrl: receiver.url, settleAfterMs: 50 });
  expect((await refundByBank(sandbox.talk)).body).toMatchObject({ state: 'pending' });
  const event = eventOf(await acknowledged(receiver.received));
  expect(event).toMatchObject({
    type: 'refund.updated',
    refund: { reference: 'leg', amount: 500, state: 'succeeded' },
  });
  expect((await sandbox.talk.get('/refunds?reference=leg')).body).toEqual({ refunds: [event.refund] });
});

test('an event is sent until it is acknowledged, each time under the same id', async () => {
  await using receiver = await receiveWebhooks([500, 302, 200]);
  await using sandbox = await start({ webhookUrl: receiver.url, settleAfterMs: 0 });
  await refundByBank(sandbox.talk);
  await acknowledged(receiver.received);
  expect(receiver.received.map(({ status }) => status)).toEqual([500, 302, 200]);
  expect(new Set(receiver.received.map((delivery) => eventOf(delivery).id)).size).toBe(1);
});

test('what is pending or unsent when the provider stops goes on when it starts again', async () => {
  await using receiver = await receiveWebhooks([200]);
  {
    await using sandbox = await start({ settleAfterMs: 0 });
    await refundByBank(sandbox.talk);
  }
  await using sandbox = await start({ webhookUrl: receiver.url });
  expect(eventOf(await acknowledged(receiver.received)).refund).toMatchObject({ reference: 'leg', state: 'succeeded' });
  expect((await sandbox.talk.get('/payments/p')).body).toMatchObject({ refunded: 500 });
});

test('a bank that sends the money back makes the refund fail, and the amount can be refunded again', async () => {
  await using receiver = await receiveWebhooks([200]);
  await using sandbox = await start({ webhookUrl: receiver.url, settleAfterMs: 0 });
  await sandbox.talk.fault({ operation: 'settle', kind: 'refuse', code: 'account_closed' });
  await refundByBank(sandbox.talk);
  const { refund } = eventOf(await acknowledged(receiver.received));
  expect(refund).toMatchObject({ state: 'failed', code: 'account_closed' });
  expect((await sandbox.talk.get('/payments/p')).body).toMatchObject({ refunded: 0 });
});

test('events cannot be sent without a secret', async () => {
  const options = { databaseUrl: database.url, webhookUrl: 'http://127.0.0.1:9/' };
  await expect(startPaymentsSandbox(options)).rejects.toThrow('secret');
});
