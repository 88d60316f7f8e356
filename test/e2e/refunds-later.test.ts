import { startEngine, type Engine } from '../support/engine';
import { ended, told } from '../support/engine-ending';
import { switchFault } from '../support/engine-faults';
import { readAccount } from '../support/engine-account';
import { openScene } from '../support/engine-scene';
import { listenForWebhooks, type WebhookListener } from '../support/engine-webhooks';
import { attributesOf, toJsonHistory, typeOf } from '../support/history-json';

let engine: Engine;
let webhooks: WebhookListener;

beforeAll(async () => {
  webhooks = await listenForWebhooks();
  engine = await startEngine({ ...webhooks.options, settleAfterMs: 5_000 });
  webhooks.serve(engine);
  await engine.startWorkers();
});

afterAll(async () => {
  await engine.stop();
  await webhooks.close();
});

it.concurrent('is closed once a bank transfer is under way, and settled by the provider’s message', async () => {
  const scene = await openScene(engine, { methods: ['bank_transfer', 'card'] });
  await scene.ask();
  await scene.approve();
  await scene.reaches('CLOSED');
  const closed = await readAccount(scene);
  expect(closed).toMatchObject({
    reading: { state: 'CANCELLED', refund: 'IN_PROGRESS' },
    ledger: { refunds_in_transit: -4_000, paid_back: -4_000 },
    payments: [{ pending: 4_000 }, { refunded: 4_000 }],
  });
  const { result, account, history } = await ended(scene, 'refund-pending-until-webhook');
  expect(result).toMatchObject({ outcome: 'SETTLED', refunded: 8_000 });
  expect(account.payments).toMatchObject([
    { refunded: 4_000, pending: 0, refunds: 1 },
    { refunded: 4_000, pending: 0, refunds: 1 },
  ]);
  const signals = toJsonHistory(history).events.filter((event) => typeOf(event) === 'WORKFLOW_EXECUTION_SIGNALED');
  expect(signals.map((event) => attributesOf(event)['signalName'])).toEqual(['refundUpdate']);
  expect(webhooks.received).toContain('applied');
});

it.concurrent('needs a person when a bank sends a refund back that was under way', async () => {
  const scene = await openScene(engine, { methods: ['bank_transfer'] });
  const match = { payment: `pay_${scene.order.orderId}_1` };
  const bounced = await switchFault(engine.peers.payments, { operation: 'settle', kind: 'refuse', match });
  await scene.ask();
  await scene.approve();
  await scene.reaches('NEEDS_HUMAN');
  const stuck = await readAccount(scene);
  expect(stuck.legs).toMatchObject([{ state: 'FAILED' }]);
  expect(stuck.reading).toEqual({ state: 'CANCELLED', refund: 'NEEDS_ATTENTION' });
  await bounced.lift();
  const pulled = await scene.pull({ kind: 'retryRefund', legId: stuck.legs[0]?.legId ?? '' });
  expect(pulled).toMatchObject({ outcome: 'done' });
  const { account } = await ended(scene, 'refund-failed-later');
  expect(account).toMatchObject({ state: 'SETTLED', payments: [{ refunded: 8_000, pending: 0, refunds: 1 }] });
  expect(told(account).filter((entry) => entry.startsWith('CLOSED'))).toHaveLength(1);
});
