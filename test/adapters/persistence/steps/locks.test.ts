import { sql } from 'kysely';
import type { Transaction } from '../../../../src/adapters/persistence/database';
import { createCancellationBook } from '../../../../src/adapters/persistence/cancellation-book';
import type { CancellationBook, CancellationRef } from '../../../../src/ports/cancellation-book';
import { line } from '../orders/new-order';
import { CUSTOMER, MERCHANT, NOW, openBookshop, refOf, requestFor, SUPPORT, type Bookshop } from './bookshop';

let shop: Bookshop;
let book: CancellationBook;
beforeAll(async () => {
  shop = await openBookshop();
  book = createCancellationBook(shop.db, { clock: () => NOW });
});
afterAll(() => shop.close());

/** Resolves once somebody in this database waits for a lock, or `done` has ended without. */
async function untilWaiting(done: Promise<unknown>): Promise<'waits' | 'went on'> {
  const state = { ended: false };
  const note = () => {
    state.ended = true;
  };
  done.then(note, note);
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const { rows } = await sql`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(shop.db);
    if (rows.length > 0) return 'waits';
    if (state.ended) return 'went on';
  }
  throw new Error('Nobody waits for a lock, and nothing ended');
}

/** Runs `step` while another transaction holds the order's row, and lets that one commit `change` first. */
async function whileLocked<T>(
  orderId: string,
  step: () => Promise<T>,
  change: (tx: Transaction) => Promise<unknown> = () => Promise.resolve(),
): Promise<{ readonly saw: 'waits' | 'went on'; readonly result: T }> {
  let running: Promise<T> | undefined;
  const saw = await shop.db.transaction().execute(async (tx) => {
    await tx.selectFrom('orders').select('order_id').where('order_id', '=', orderId).forUpdate().execute();
    running = step();
    const seen = await untilWaiting(running);
    await change(tx);
    return seen;
  });
  return { saw, result: await (running as unknown as Promise<T>) };
}

const decision = {
  merchantId: 'm_1',
  outcome: 'APPROVED',
  door: 'API',
  actor: MERCHANT,
  receivedAt: NOW.toISOString(),
} as const;
const steps: [string, (ref: CancellationRef) => Promise<unknown>][] = [
  ['recordDecision', (ref) => book.recordDecision({ ...ref, ...decision })],
  ['withdraw', (ref) => book.withdraw({ ...ref, actor: CUSTOMER })],
  ['end', (ref) => book.end({ ...ref, outcome: 'WITHDRAWN' })],
  ['flag', (ref) => book.flag({ ...ref, cause: 'STEP_FAILED' })],
  ['pullLever', (ref) => book.pullLever({ ...ref, lever: { kind: 'retryStep' }, actor: SUPPORT })],
  ['recordShopStep', (ref) => book.recordShopStep({ ...ref, step: 'HELD' })],
];

it.each(steps)('%s waits for whoever holds the order', async (name, step) => {
  const orderId = `locked_${name}`;
  await shop.putOrder({ orderId, lines: [line()] });
  const ref = refOf(await shop.accepted(orderId));
  expect((await whileLocked(orderId, () => step(ref))).saw).toBe('waits');
});

it('accept waits for whoever holds the order, and judges by what that one left', async () => {
  await shop.putOrder({
    orderId: 'moving',
    lines: [line()],
    shipments: [{ shipmentId: 'sh', carrier: 'dhl', trackingRef: 'T', state: 'IN_TRANSIT', unitIds: ['a/1'] }],
  });
  const deliver = (tx: Transaction) =>
    tx.updateTable('shipments').set({ state: 'DELIVERED' }).where('order_id', '=', 'moving').execute();
  const { result } = await whileLocked('moving', () => book.accept(requestFor('moving')), deliver);
  expect(result).toMatchObject({ outcome: 'refused', code: 'ORDER_DELIVERED' });
});

it('a step that waited sees what was written meanwhile', async () => {
  await shop.putOrder({ orderId: 'meanwhile', lines: [line()] });
  const ref = refOf(await shop.accepted('meanwhile'));
  const withdrawn = (tx: Transaction) =>
    tx.updateTable('cancellations').set({ withdrawn_at: NOW }).where('order_id', '=', 'meanwhile').execute();
  const { result } = await whileLocked('meanwhile', () => book.recordDecision({ ...ref, ...decision }), withdrawn);
  expect(result).toMatchObject({ code: 'ALREADY_WITHDRAWN' });
});
