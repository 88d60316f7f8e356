import { sql } from 'kysely';
import { checkBooks } from '../../../../src/adapters/persistence/books-check';
import { createRepairBook } from '../../../../src/adapters/persistence/repairs/repair-book';
import type { RepairBook } from '../../../../src/ports/repair-book';
import { SHOP, SUPPORT } from '../steps/bookshop';
import { openDesk, type Desk, type OneLeg } from './refund-desk';

let desk: Desk;
let repairs: RepairBook;
beforeAll(async () => {
  desk = await openDesk();
  repairs = createRepairBook(desk.db);
});
afterAll(() => desk.close());

/** Refunded in full, and settled where asked for. */
async function refunded({ settled }: { settled: boolean }): Promise<OneLeg> {
  const one = await desk.oneLeg();
  await desk.send(one.ref, one.legId, { outcome: 'succeeded', providerRef: `re_${one.orderId}` });
  await desk.book.close(one.ref);
  if (settled) expect(await desk.book.prove(one.ref)).toMatchObject({ outcome: 'settled' });
  return one;
}

/** The channel says that what had arrived came back. */
async function comesBack({ legId }: OneLeg): Promise<void> {
  const { idempotency_key: reference } = await desk.leg(legId);
  const body = { legId };
  const event = {
    source: 'sandbox',
    eventId: `back-${legId}`,
    body,
    reference,
    answer: { outcome: 'failed' as const },
  };
  expect(await desk.refunds.receiveEvent(event)).toMatchObject({ outcome: 'applied', repair: { subject: legId } });
}

const proofs = ({ ref }: OneLeg) =>
  sql<{ version: number; old: boolean; body: { refund: number } }>`
    select version, superseded_at is not null as old, body from closure_proofs
    where cancellation_id = ${ref.cancellationId} order by version`
    .execute(desk.db)
    .then(({ rows }) => rows);

async function stateOf({ ref }: OneLeg) {
  const query = desk.db.selectFrom('cancellations').select(['state', 'refund_state', 'refund']);
  return query.where('cancellation_id', '=', ref.cancellationId).executeTakeFirstOrThrow();
}

describe('money that came back after the cancellation was settled', () => {
  it('is owed again, supersedes the proof, waits for another way, and is proven anew', async () => {
    const order = await refunded({ settled: true });
    const { ref, legId } = order;
    const repair = { ...ref, subject: legId };
    await comesBack(order);
    expect(await repairs.openRepairs(ref)).toEqual([repair]);
    const begun = await repairs.beginRepair(repair);
    expect(begun).toMatchObject({
      outcome: 'begun',
      kind: 'RETURNED',
      state: 'REPAIRING',
      cancellation: 'SETTLED',
      legs: [],
    });
    expect(await repairs.beginRepair(repair)).toEqual(begun);
    expect(await stateOf(order)).toMatchObject({ state: 'REPAIRING', refund_state: 'NEEDS_ATTENTION' });
    expect(await proofs(order)).toMatchObject([{ version: 1, old: true }]);
    const total = (await stateOf(order)).refund;
    expect(await desk.balances(ref)).toMatchObject({
      returned_to_us: total,
      payable_to_customer: -total,
      paid_back: -total,
    });
    expect(await checkBooks(desk.db, SHOP)).toEqual([]);
    expect(await repairs.proveRepair(repair)).toEqual({ outcome: 'differs', differences: [`REPAIR_OPEN:${legId}`] });

    await desk.book.flag({ ...ref, cause: 'REFUND_RETURNED', step: 'repairMoney' });
    expect(await desk.book.pullLever({ ...ref, lever: { kind: 'retryStep' }, actor: SUPPORT })).toMatchObject({
      code: 'LEVER_NOT_APPLICABLE',
    });
    const pulled = await desk.book.pullLever({ ...ref, lever: { kind: 'retryRefund', legId }, actor: SUPPORT });
    expect(pulled).toMatchObject({ outcome: 'done', state: 'REPAIRING' });
    const [again, ...others] = await repairs.readRepairLegs(repair);
    expect([again?.state, others]).toEqual(['PLANNED', []]);
    await desk.send(ref, again?.legId ?? '', { outcome: 'succeeded', providerRef: 're_again' });
    expect(await repairs.proveRepair(repair)).toMatchObject({ outcome: 'settled' });
    expect(await repairs.proveRepair(repair)).toMatchObject({ outcome: 'settled' });
    expect(await stateOf(order)).toMatchObject({ state: 'SETTLED', refund_state: 'COMPLETED' });
    expect(await proofs(order)).toMatchObject([{ old: true }, { version: 2, old: false, body: { refund: total } }]);
    expect(await repairs.openRepairs(ref)).toEqual([]);
    expect(await repairs.beginRepair(repair)).toEqual({ outcome: 'done', state: 'SETTLED' });
    expect(await checkBooks(desk.db, SHOP)).toEqual([]);
  });

  it('is proven by the last of two repairs', async () => {
    const order = await refunded({ settled: true });
    const { ref, legId } = order;
    await comesBack(order);
    const first = { ...ref, subject: legId };
    await repairs.beginRepair(first);
    await desk.book.pullLever({ ...ref, lever: { kind: 'retryRefund', legId }, actor: SUPPORT });
    const [again] = await repairs.readRepairLegs(first);
    await desk.send(ref, again?.legId ?? '', { outcome: 'succeeded', providerRef: 're_2nd' });
    await comesBack({ ...order, legId: again?.legId ?? '' });
    const second = { ...ref, subject: again?.legId ?? '' };
    await repairs.beginRepair(second);
    expect(await repairs.proveRepair(first)).toMatchObject({ outcome: 'differs' });
    await desk.book.pullLever({ ...ref, lever: { kind: 'retryRefund', legId: second.subject }, actor: SUPPORT });
    const [third] = await repairs.readRepairLegs(second);
    await desk.send(ref, third?.legId ?? '', { outcome: 'succeeded', providerRef: 're_3rd' });
    expect(await repairs.proveRepair(first)).toEqual({ outcome: 'others', state: 'REPAIRING' });
    expect(await repairs.proveRepair(second)).toMatchObject({ outcome: 'settled' });
    expect(await checkBooks(desk.db, SHOP)).toEqual([]);
  });
});

describe('money that came back while the cancellation is on its way', () => {
  it('keeps it from being proven, leaves its state alone, and is done with its proof', async () => {
    const order = await refunded({ settled: false });
    const { ref, legId } = order;
    const repair = { ...ref, subject: legId };
    await comesBack(order);
    expect(await desk.book.prove(ref)).toMatchObject({
      outcome: 'differs',
      differences: expect.arrayContaining([`REPAIR_OPEN:${legId}`]) as string[],
    });
    expect(await repairs.beginRepair(repair)).toMatchObject({ state: 'CLOSED', cancellation: 'OPEN', legs: [] });
    // The cancellation's own run has it now.
    expect(await repairs.openRepairs(ref)).toEqual([]);
    expect(await desk.book.readLegs(ref)).toMatchObject([{ legId, state: 'SUCCEEDED', returned: true }]);
    await desk.book.pullLever({ ...ref, lever: { kind: 'retryRefund', legId }, actor: SUPPORT });
    const [again] = await desk.book.readLegs(ref);
    await desk.send(ref, again?.legId ?? '', { outcome: 'succeeded', providerRef: 're_open' });
    expect(await desk.book.prove(ref)).toMatchObject({ outcome: 'settled' });
    expect(await repairs.beginRepair(repair)).toEqual({ outcome: 'done', state: 'SETTLED' });
    expect(await checkBooks(desk.db, SHOP)).toEqual([]);
  });
});

describe('money that came in after the cancellation', () => {
  const CAPTURE = 2_500;

  /** A capture that nobody knew of, as its channel's message brings it. */
  async function late(order: OneLeg, captureId: string): Promise<void> {
    const { order_id } = await desk.leg(order.legId);
    await sql`insert into captures (shop_id, order_id, tender_id, capture_id, amount, captured_at)
      values (${SHOP}, ${order_id}, 't_1', ${captureId}, ${CAPTURE}, now())`.execute(desk.db);
    await desk.db
      .insertInto('repairs')
      .values({
        ...{ shop_id: SHOP, subject: captureId, kind: 'LATE_MONEY', cancellation_id: order.ref.cancellationId },
        ...{ amount: CAPTURE, done_at: null },
      })
      .execute();
  }

  it('goes back to where it came from, on top of the refund, and is proven', async () => {
    const order = await refunded({ settled: true });
    const repair = { ...order.ref, subject: 'late_1' };
    await late(order, 'late_1');
    const before = await stateOf(order);
    const begun = await repairs.beginRepair(repair);
    expect(begun).toMatchObject({
      kind: 'LATE_MONEY',
      amount: CAPTURE,
      legs: [{ kind: 'refund', state: 'PLANNED', amount: CAPTURE }],
    });
    expect(await repairs.beginRepair(repair)).toMatchObject({ outcome: 'begun', legs: [{ amount: CAPTURE }] });
    expect(await desk.captures(order.orderId)).toMatchObject({ late_1: CAPTURE });
    const [leg] = await repairs.readRepairLegs(repair);
    await desk.send(order.ref, leg?.legId ?? '', { outcome: 'succeeded', providerRef: 're_late' });
    expect(await repairs.proveRepair(repair)).toMatchObject({ outcome: 'settled' });
    expect(await stateOf(order)).toMatchObject({ state: 'SETTLED', refund: before.refund });
    expect(await desk.balances(order.ref)).toMatchObject({ money_after_cancellation: CAPTURE, payable_to_customer: 0 });
    expect(await checkBooks(desk.db, SHOP)).toEqual([]);
  });

  it('is left alone where others have taken it since', async () => {
    const order = await refunded({ settled: true });
    await late(order, 'late_2');
    await sql`update captures set external = ${CAPTURE} where capture_id = 'late_2'`.execute(desk.db);
    expect(await repairs.beginRepair({ ...order.ref, subject: 'late_2' })).toEqual({
      outcome: 'done',
      state: 'SETTLED',
    });
    expect(await repairs.openRepairs(order.ref)).toEqual([]);
  });
});
