import { sql } from 'kysely';
import { checkBooks } from '../../src/adapters/persistence/books-check';
import { createRepairBook } from '../../src/adapters/persistence/repairs/repair-book';
import { startRepair } from '../../src/client/repairs';
import { startEngine, type Engine } from '../support/engine';
import { readAccount } from '../support/engine-account';
import { comesBack, repaired, toStoreCredit } from '../support/engine-repairs';
import { openScene, type Scene } from '../support/engine-scene';
import { listenForWebhooks, type WebhookListener } from '../support/engine-webhooks';

let engine: Engine;
let webhooks: WebhookListener;

beforeAll(async () => {
  webhooks = await listenForWebhooks();
  engine = await startEngine({ ...webhooks.options, settleAfterMs: 6_000 });
  webhooks.serve(engine);
  await engine.startWorkers();
});

afterAll(async () => {
  await engine.stop();
  await webhooks.close();
});

async function settled(): Promise<Scene> {
  const scene = await openScene(engine);
  await scene.ask();
  await scene.approve();
  await scene.handle.result();
  expect(await scene.state()).toBe('SETTLED');
  return scene;
}

const proofsOf = ({ ref }: Scene) =>
  sql<{ version: number; old: boolean }>`select version, superseded_at is not null as old from closure_proofs
    where shop_id = ${ref.shopId} and cancellation_id = ${ref.cancellationId} order by version`
    .execute(engine.db)
    .then(({ rows }) => rows);

it.concurrent('sends money that came back after the end another way, and proves the closure anew', async () => {
  const scene = await settled();
  const legId = `${scene.ref.cancellationId}/1`;
  const repair = await comesBack(scene, legId);
  await scene.reaches('NEEDS_HUMAN');
  expect((await readAccount(scene)).view).toMatchObject({
    refundState: 'NEEDS_ATTENTION',
    stuck: { cause: 'REFUND_RETURNED' },
  });
  expect(await scene.pull({ kind: 'retryStep' })).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
  await toStoreCredit(scene, legId);
  const { result } = await repaired(scene, repair, 'repair-returned');
  expect(result).toMatchObject({ outcome: 'SETTLED', amount: 8_000, currency: 'USD' });
  expect(await scene.state()).toBe('SETTLED');
  expect(await proofsOf(scene)).toEqual([
    { version: 1, old: true },
    { version: 2, old: false },
  ]);
  const account = await readAccount(scene);
  expect(account.legs).toMatchObject([{ state: 'SUCCEEDED' }, { state: 'SUCCEEDED' }]);
  expect(account.reading).toEqual({ state: 'CANCELLED', refund: 'COMPLETED' });
  expect(account.ledger).toEqual({ sales_reversed: 8_000, returned_to_us: 8_000, paid_back: -16_000 });
  expect(await checkBooks(engine.db, scene.ref.shopId)).toEqual([]);
});

it.concurrent('leaves money that came back earlier to the run that is open, which pays it out and proves', async () => {
  const scene = await openScene(engine, { methods: ['card', 'bank_transfer'] });
  await scene.ask();
  await scene.approve();
  await scene.reaches('CLOSED');
  const { legs } = await readAccount(scene);
  const legId = legs.find(({ state }) => state === 'SUCCEEDED')?.legId ?? '';
  const repair = await comesBack(scene, legId);
  const { result } = await repaired(scene, repair, 'repair-handed-over');
  expect(result.outcome).toBe('CLOSED');
  await scene.reaches('NEEDS_HUMAN');
  await toStoreCredit(scene, legId);
  expect(await scene.handle.result()).toMatchObject({ outcome: 'SETTLED' });
  expect(await proofsOf(scene)).toEqual([{ version: 1, old: false }]);
  expect(await createRepairBook(engine.db).openRepairs(scene.ref)).toEqual([]);
  expect(await checkBooks(engine.db, scene.ref.shopId)).toEqual([]);
});

it.concurrent('refunds money that came in after the end, once a sweep has found it', async () => {
  const scene = await settled();
  const captureId = `late_${scene.order.orderId}`;
  await fetch(`${engine.peers.payments.url}/payments/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      payments: [{ id: captureId, amount: 700, method: 'card', currency: 'USD', state: 'captured' }],
    }),
  });
  const { shopId, cancellationId } = scene.ref;
  await sql`insert into captures (shop_id, order_id, tender_id, capture_id, amount, captured_at)
    values (${shopId}, ${scene.order.orderId}, 't_1', ${captureId}, 700, now())`.execute(engine.db);
  await sql`insert into repairs (shop_id, subject, kind, cancellation_id, amount)
    values (${shopId}, ${captureId}, 'LATE_MONEY', ${cancellationId}, 700)`.execute(engine.db);
  for (const repair of await createRepairBook(engine.db).openRepairs(scene.ref)) {
    await Promise.all([startRepair(engine.client, repair), startRepair(engine.client, repair)]);
  }
  const { result } = await repaired(scene, { ...scene.ref, subject: captureId }, 'repair-late-money');
  expect(result).toMatchObject({ outcome: 'SETTLED', amount: 700 });
  const account = await readAccount(scene);
  expect(account.ledger).toEqual({ sales_reversed: 8_000, money_after_cancellation: 700, paid_back: -8_700 });
  expect(await proofsOf(scene)).toEqual([
    { version: 1, old: true },
    { version: 2, old: false },
  ]);
  expect(await checkBooks(engine.db, shopId)).toEqual([]);
});
