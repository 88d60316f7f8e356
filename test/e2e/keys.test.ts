import { answerTo } from '../../src/client/to-request';
import { refundUpdateSignal } from '../../workflows/cancel-order/messages';
import { startEngine, type Engine } from '../support/engine';
import { readAccount } from '../support/engine-account';
import { ended } from '../support/engine-ending';
import { toJsonHistory, typeOf } from '../support/history-json';
import { openScene, sceneOf, startAnew, type Scene } from '../support/engine-scene';

let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
  await engine.startWorkers();
});

afterAll(() => engine.stop());

async function cancellationsOf({ order }: Scene): Promise<number> {
  const rows = engine.db.selectFrom('cancellations').select('cancellation_id').where('order_id', '=', order.orderId);
  return (await rows.execute()).length;
}

describe('the same key', () => {
  it('twenty times at once is one cancellation with one answer', async () => {
    const scene = await openScene(engine, { connected: true });
    const answers = await Promise.all(Array.from({ length: 20 }, () => scene.ask()));
    expect(answers[0]).toMatchObject({ outcome: 'accepted', cancellationId: scene.ref.cancellationId });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await cancellationsOf(scene)).toBe(1);
    await scene.approve();
    expect((await ended(scene)).account).toMatchObject({ state: 'SETTLED', payments: [{ refunds: 1 }] });
  });

  it('after the end gives the stored answer, and its run ends at once', async () => {
    const scene = await openScene(engine);
    const first = await scene.ask();
    await scene.approve();
    const before = (await ended(scene)).account;
    await startAnew(scene);
    const { result, cost } = await ended(scene, 'repeated-after-the-end');
    expect(result).toEqual({ cancellationId: scene.ref.cancellationId, outcome: 'SETTLED' });
    expect(cost.events).toBeLessThan(10);
    expect(await scene.ask()).toEqual(first);
    expect(await readAccount(scene)).toEqual(before);
  });

  it('with another body is told apart by whoever asks', async () => {
    const scene = await openScene(engine, { merchants: ['m_1', 'm_2'] });
    const selection = { kind: 'LINES', lines: [{ lineId: 'l_1', quantity: 1 }] } as const;
    const other = sceneOf(engine, scene.order, { key: scene.request.idempotencyKey, selection });
    const first = await scene.ask();
    const second = await other.ask();
    if (first === 'closed' || second === 'closed') throw new Error('closed');
    expect(answerTo(scene.request, first)).toEqual(first);
    expect(answerTo(other.request, second)).toMatchObject({ outcome: 'refused', code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await cancellationsOf(scene)).toBe(1);
    await scene.withdraw();
    await ended(scene);
  });
});

describe('another key', () => {
  it('while a cancellation is active is refused, and its run ends at once', async () => {
    const scene = await openScene(engine);
    await scene.ask();
    const other = sceneOf(engine, scene.order);
    expect(await other.ask()).toMatchObject({
      ...{ outcome: 'refused', code: 'CANCELLATION_ACTIVE' },
      details: { cancellationId: scene.ref.cancellationId },
    });
    expect(await other.handle.result()).toMatchObject({ outcome: 'DENIED', code: 'CANCELLATION_ACTIVE' });
    expect(await other.approve()).toBe('closed');
    await scene.withdraw();
    await ended(scene);
    await ended(other, 'denied-another-is-active');
    const third = sceneOf(engine, scene.order);
    expect(await third.ask()).toMatchObject({ outcome: 'accepted' });
    await third.approve();
    await ended(third);
    expect(await sceneOf(engine, scene.order).ask()).toMatchObject({ code: 'ORDER_ALREADY_CANCELLED' });
  });

  it('ten at once on one order: one is accepted', async () => {
    const scene = await openScene(engine);
    const others = [scene, ...Array.from({ length: 9 }, () => sceneOf(engine, scene.order))];
    const answers = await Promise.all(others.map((other) => other.ask()));
    const accepted = others.filter((_, index) => (answers[index] as { outcome?: string }).outcome === 'accepted');
    expect(accepted).toHaveLength(1);
    const codes = answers.map((answer) => (answer as { code?: string }).code).filter(Boolean);
    expect(codes).toEqual(Array.from({ length: 9 }, () => 'CANCELLATION_ACTIVE'));
    await accepted[0]?.approve();
    expect((await ended(accepted[0] ?? scene)).account).toMatchObject({ state: 'SETTLED', payments: [{ refunds: 1 }] });
  });
});

it.each([
  { code: 'ORDER_NOT_FOUND', ask: { orderId: 'o_unknown' } },
  { code: 'UNIT_UNKNOWN', ask: { selection: { kind: 'LINES', lines: [{ lineId: 'l_9', quantity: 1 }] } } },
  { code: 'QUANTITY_TOO_GREAT', ask: { selection: { kind: 'LINES', lines: [{ lineId: 'l_1', quantity: 2 }] } } },
  { code: 'NOTHING_SELECTED', ask: { selection: { kind: 'LINES', lines: [] } } },
  { code: 'REASON_NOT_ALLOWED', ask: { reason: 'OUT_OF_STOCK' } },
  { code: 'ACCOUNT_BLOCKED', ask: {}, wanted: { accountBlocked: true } },
  { code: 'REQUEST_WINDOW_PASSED', ask: {}, wanted: { policy: { requestWindowMinutes: 0 } } },
] as const)('denies with $code in the run’s first task', async ({ code, ask, ...rest }) => {
  const placed = await openScene(engine, 'wanted' in rest ? rest.wanted : {});
  const scene = sceneOf(engine, placed.order, ask);
  expect(await scene.ask()).toMatchObject({ outcome: 'refused', code });
  const handle = engine.client.workflow.getHandle(
    scene.workflowId.replace(placed.order.orderId, scene.request.orderId),
  );
  expect(await handle.result()).toMatchObject({ outcome: 'DENIED', code });
  const { events } = await handle.fetchHistory();
  expect(events?.filter(({ workflowTaskStartedEventAttributes }) => workflowTaskStartedEventAttributes)).toHaveLength(
    1,
  );
  expect((await readAccount(placed)).units).toEqual({ 'l_1/1': 'ACTIVE' });
});

/**
 * A run that is signalled without end until it has ended; its closing task has met a signal when a task of it failed.
 */
async function inAStorm(name?: string): Promise<boolean> {
  const scene = await openScene(engine, { parcel: 'LABELED', connected: true });
  await scene.ask();
  let more = 40;
  const storm = async (): Promise<void> => {
    while (more > 0) {
      if ((await scene.state()) === 'SETTLED') more -= 1;
      const sent = await scene.handle.signal(refundUpdateSignal, { legId: 'any' }).then(
        () => true,
        () => false,
      );
      if (!sent) return;
    }
  };
  await Promise.all([scene.approve(), storm(), storm(), storm()]);
  const { result, account, history } = await ended(scene, name);
  expect(result).toMatchObject({ outcome: 'SETTLED', refunded: 8_000 });
  expect(account).toMatchObject({
    payments: [{ refunded: 8_000, refunds: 1 }],
    parcel: { interceptions: 1 },
    proofs: 1,
  });
  const events = account.timeline.map(({ event }) => event);
  expect(new Set(events).size).toBe(events.length);
  return toJsonHistory(history).events.some((event) => typeOf(event) === 'WORKFLOW_TASK_FAILED');
}

it('survives signals that come in its closing task', async () => {
  const met: boolean[] = [];
  while (met.length < 5 && !met.includes(true)) met.push(await inAStorm('signals-in-the-closing-task'));
  expect(met).toContain(true);
});
