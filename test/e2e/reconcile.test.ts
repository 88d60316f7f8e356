import { createDriftReader } from '../../src/adapters/persistence/drift/list-drift';
import { RECONCILE_SCHEDULE, scheduleReconcile } from '../../src/worker/schedule-reconcile';
import { CANCELLATIONS_QUEUE } from '../../temporal-config/task-queues';
import type { reconcile } from '../../workflows';
import { startEngine, type Engine } from '../support/engine';
import { openScene, type Scene } from '../support/engine-scene';
import { saveHistory } from '../support/history-file';
import '../support/readable-history';
import { waitFor } from '../support/wait-for';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorkers();
});

afterAll(() => engine.stop());

let passes = 0;
async function pass(name?: string) {
  passes += 1;
  const handle = await engine.client.workflow.start<typeof reconcile>('reconcile', {
    ...{ workflowId: `reconcile-${passes}`, taskQueue: CANCELLATIONS_QUEUE, args: [{}] },
    ...{ staticSummary: 'Reconcile: compare every channel and our own books', staticDetails: 'No case moves money.' },
  });
  const result = await handle.result();
  const history = await handle.fetchHistory();
  if (name !== undefined) saveHistory(`engine-${name}`, history);
  expect(history).toBeReadable();
  return result;
}

async function settled(): Promise<Scene> {
  const scene = await openScene(engine);
  await scene.ask();
  await scene.approve();
  await scene.handle.result();
  return scene;
}

async function cases({ ref }: Scene) {
  const { items } = await createDriftReader(engine.db).list({
    shopId: ref.shopId,
    withNoShop: false,
    filter: {},
    limit: 10,
  });
  return items.map(({ kind }) => kind);
}

it('compares the provider with our legs, opens a case for a difference and closes it when it is gone', async () => {
  const scene = await settled();
  expect(await pass('reconciled')).toMatchObject({
    outcome: 'RECONCILED',
    channels: expect.arrayContaining([
      expect.objectContaining({ channel: 'sandbox', compared: 1, open: 0 }),
    ]) as unknown[],
    open: 0,
  });
  // Somebody refunds in the provider's own dashboard what nobody has told us of.
  const other = await openScene(engine);
  const payment = `pay_${other.order.orderId}_1`;
  const made = await fetch(`${engine.peers.payments.url}/refunds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `dashboard-${payment}` },
    body: JSON.stringify({ payment, amount: 100, currency: 'USD', reference: 'dashboard' }),
  });
  expect(made.status).toBe(201);
  expect(await pass('reconciled-with-a-difference')).toMatchObject({ opened: 1, open: 1 });
  expect(await cases(other)).toEqual(['MISSING_HERE']);
  expect(await cases(scene)).toEqual([]);
  await engine.db.updateTable('captures').set({ external: 100 }).where('capture_id', '=', payment).execute();
  expect(await pass()).toMatchObject({ closed: 1, open: 0 });
  expect(await cases(other)).toEqual([]);
});

it('is scheduled once by two workers, follows the setting, and goes when it is off', async () => {
  const { client } = engine;
  await Promise.all([scheduleReconcile(client, 3_600_000), scheduleReconcile(client, 3_600_000)]);
  const handle = client.schedule.getHandle(RECONCILE_SCHEDULE);
  expect((await handle.describe()).spec.intervals).toMatchObject([{ every: 3_600_000 }]);
  await scheduleReconcile(client, 60_000);
  expect((await handle.describe()).spec.intervals).toMatchObject([{ every: 60_000 }]);
  await handle.trigger();
  const started = await waitFor(
    'the schedule has started a pass',
    async () => (await handle.describe()).info.recentActions[0],
  );
  const { action } = started;
  const ended = await client.workflow.getHandle<typeof reconcile>(action.workflow.workflowId).result();
  expect(ended.outcome).toBe('RECONCILED');
  await scheduleReconcile(client, 0);
  await scheduleReconcile(client, 0);
  await waitFor('the schedule is gone', () =>
    handle.describe().then(
      () => undefined,
      () => true,
    ),
  );
});

it('leaves the cases of a provider that is away as they are, and compares this time in the next pass', async () => {
  const other = await openScene(engine);
  const payment = `pay_${other.order.orderId}_1`;
  const refund = (key: string) =>
    fetch(`${engine.peers.payments.url}/refunds`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `${key}-${payment}` },
      body: JSON.stringify({ payment, amount: 100, currency: 'USD', reference: key }),
    });
  expect((await refund('dashboard')).status).toBe(201);
  expect(await pass()).toMatchObject({ outcome: 'RECONCILED', opened: 1, open: 1 });
  const compared = () =>
    engine.db.selectFrom('reconcile_passes').select('pass').where('channel', '=', 'sandbox').execute();
  const before = await compared();
  // Told of since, so that a pass would close it; and another one, for which it would open a case.
  await engine.db.updateTable('captures').set({ external: 100 }).where('capture_id', '=', payment).execute();
  expect((await refund('dashboard-again')).status).toBe(201);
  await engine.peers.payments.close();
  const away = await pass('reconciled-incomplete');
  expect(away).toMatchObject({ outcome: 'INCOMPLETE', opened: 0, closed: 0 });
  expect(away.channels).toContainEqual({ channel: 'sandbox', failed: 'CHANNEL_AWAY' });
  expect(await cases(other)).toEqual(['MISSING_HERE']);
  expect(await compared()).toEqual(before);
});
