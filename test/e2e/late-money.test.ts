import { sql } from 'kysely';
import { checkBooks } from '../../src/adapters/persistence/books-check';
import { readCreditNotes } from '../../src/adapters/persistence/credit-notes/read-credit-notes';
import { createRefundBook } from '../../src/adapters/persistence/refund-book';
import { createRepairBook } from '../../src/adapters/persistence/repairs/repair-book';
import { createRefundWebhooks, type WebhookDoor } from '../../src/adapters/refund/refund-webhooks';
import type { PaymentNews } from '../../src/ports/refund-book';
import { CANCELLATIONS_QUEUE } from '../../temporal-config/task-queues';
import type { reconcile } from '../../workflows';
import { repairId } from '../../workflows/repair-money/messages';
import { startApi, type TestApi } from '../api/start-api';
import { startEngine, type Engine } from '../support/engine';
import { readAccount } from '../support/engine-account';
import { repaired } from '../support/engine-repairs';
import { openScene, type Scene } from '../support/engine-scene';

const AMOUNT = 700;

/** The sandbox has no message for a capture: this door reads one as it stands. Its signature is other tests' matter. */
const DOOR: WebhookDoor = {
  read: ({ body }) => {
    const news = JSON.parse(body.toString()) as Omit<PaymentNews, 'happenedAt' | 'body'>;
    return Promise.resolve([{ payment: { ...news, body: news, happenedAt: new Date() } }]);
  },
};

let engine: Engine;
let api: TestApi;
/** The same API, which can't reach Temporal. */
let cutOff: TestApi;

beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorkers();
  const { temporal, databaseUrl, db } = engine;
  const over = () => ({ webhooks: createRefundWebhooks(new Map([['sandbox', DOOR]]), createRefundBook(db)) });
  const { address, namespace = 'default' } = temporal;
  api = await startApi({ databaseUrl, over, temporal: { address, namespace } });
  cutOff = await startApi({ databaseUrl, over });
});

afterAll(async () => {
  await cutOff.stop();
  await api.stop();
  await engine.stop();
});

/** Cancelled and settled: one card was refunded, the other, merely authorized, released. */
async function settled(): Promise<Scene> {
  const scene = await openScene(engine, { authorized: AMOUNT });
  await scene.ask();
  await scene.approve();
  expect(await scene.handle.result()).toMatchObject({ outcome: 'SETTLED', refunded: 8_000 + AMOUNT });
  return scene;
}

const lateIdOf = ({ order }: Scene): string => `late_${order.orderId}`;

/** The provider charges what it had released, and tells the API. */
async function chargedAllTheSame(scene: Scene, door: TestApi): Promise<void> {
  const sourceId = lateIdOf(scene);
  const payment = { id: sourceId, amount: AMOUNT, method: 'card', currency: 'USD', state: 'captured' };
  const seeded = await fetch(`${engine.peers.payments.url}/payments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payment),
  });
  expect(seeded.ok).toBe(true);
  const news = {
    ...{ source: 'sandbox', eventId: `captured:${sourceId}`, kind: 'CAPTURED', sourceId },
    ...{ authorizationId: `auth_${scene.order.orderId}`, amount: AMOUNT, currency: 'USD' },
  };
  const tell = () =>
    door.anonymous
      .post('/v1/webhooks/refunds/sandbox')
      .set('Content-Type', 'application/json')
      .send(JSON.stringify(news));
  await tell().expect(200, { outcome: 'applied' });
  await tell().expect(200, { outcome: 'ignored' });
}

/** Refunded once, in the provider's books too, and proven anew. */
async function expectRepaired(scene: Scene): Promise<void> {
  const { ref } = scene;
  const account = await readAccount(scene);
  expect(account.reading).toEqual({ state: 'CANCELLED', refund: 'COMPLETED' });
  expect(account.ledger).toEqual({
    ...{ sales_reversed: 8_000 + AMOUNT, money_after_cancellation: AMOUNT, paid_back: -8_000 - 2 * AMOUNT },
  });
  const books = await fetch(`${engine.peers.payments.url}/books?limit=1000`);
  const { payments } = (await books.json()) as { payments: { id: string; refunded: number; refunds: number }[] };
  const late = payments.find(({ id }) => id === lateIdOf(scene));
  expect(late).toMatchObject({ refunded: AMOUNT, refunds: 1 });
  const proofs = await sql<{ version: number; old: boolean }>`
    select version, superseded_at is not null as old from closure_proofs
    where shop_id = ${ref.shopId} and cancellation_id = ${ref.cancellationId} order by version`.execute(engine.db);
  expect(proofs.rows).toEqual([
    { version: 1, old: true },
    { version: 2, old: false },
  ]);
  // The note has named it as released: it is credited once.
  expect(await readCreditNotes(engine.db, ref)).toMatchObject({
    credit: { note: { total: 8_000 + AMOUNT } },
    corrections: [],
  });
  expect(await createRepairBook(engine.db).openRepairs(ref)).toEqual([]);
  expect(await checkBooks(engine.db, ref.shopId)).toEqual([]);
}

it('refunds what was charged after the end as soon as its provider tells, and proves anew', async () => {
  const scene = await settled();
  await chargedAllTheSame(scene, api);
  const repair = { ...scene.ref, subject: lateIdOf(scene) };
  const { result } = await repaired(scene, repair, 'repair-told-by-provider');
  expect(result).toMatchObject({ outcome: 'SETTLED', amount: AMOUNT, currency: 'USD' });
  await expectRepaired(scene);
});

it('refunds it by the sweep where the message never reached a run', async () => {
  const scene = await settled();
  await chargedAllTheSame(scene, cutOff);
  const repair = { ...scene.ref, subject: lateIdOf(scene) };
  const { client } = engine;
  await expect(client.workflow.getHandle(repairId(repair)).describe()).rejects.toThrow('not found');
  const pass = await client.workflow.execute<typeof reconcile>('reconcile', {
    ...{ workflowId: 'reconcile-late-money', taskQueue: CANCELLATIONS_QUEUE, args: [{}] },
  });
  expect(pass.repairs).toBe(1);
  expect((await repaired(scene, repair)).result).toMatchObject({ outcome: 'SETTLED', amount: AMOUNT });
  await expectRepaired(scene);
});
