import { createGate } from '../../../../support/wait-for';
import { inTransaction } from '../../../../../src/adapters/persistence/in-transaction';
import { lockCancellation } from '../../../../../src/adapters/persistence/lock-cancellation';
import { planFurtherLegs } from '../../../../../src/adapters/persistence/plan-legs';
import { line } from '../../orders/new-order';
import { refOf } from '../../steps/bookshop';
import { somebodyWaits } from '../lock-waits';
import { captured, countersOf } from '../payments';
import { openDesk, type Desk } from '../refund-desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const support = { id: 's_1', role: 'support' } as const;
const heldOf = async (orderId: string) => {
  const legs = await desk.db
    .selectFrom('refund_legs')
    .select(['amount', 'state'])
    .where('order_id', '=', orderId)
    .where('state', 'not in', ['FAILED', 'CLOSED'])
    .execute();
  return legs.reduce((sum, { amount }) => sum + amount, 0);
};

describe('planted fault: sum check outside the lock', () => {
  it('of many refunds of one payment at the same instant only as many stand as the payment can give', async () => {
    const ref = await desk.approved({ orderId: 'instant', tenders: [captured('cap_instant')] });
    const leg = {
      kind: 'refund',
      tenderId: 't_1',
      channel: 'sandbox',
      sourceId: 'cap_instant',
      amount: 2_000,
    } as const;
    // Without the order's lock: what stands against it then is the capture's own counter and check.
    const plan = (from: number) =>
      desk.db.transaction().execute(async (tx) => {
        const row = await tx
          .selectFrom('cancellations')
          .selectAll()
          .where('cancellation_id', '=', ref.cancellationId)
          .executeTakeFirstOrThrow();
        await planFurtherLegs(tx, row, { legs: [leg], from });
      });
    const planned = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(plan));
    expect(planned.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    const refusals = planned.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as { constraint: string }] : [],
    );
    expect(refusals.map(({ constraint }) => constraint)).toEqual(Array(4).fill('never_more_than_captured'));
    expect(await heldOf('instant')).toBe(4_000);
    expect(await countersOf(desk, 'instant')).toMatchObject({ cap_instant: { committed: 4_000 } });
  });

  it('the same commit, and the same lever, at the same instant plan one refund', async () => {
    const ref = await desk.approved({ orderId: 'commits', tenders: [captured('cap_commits')] });
    const commits = await Promise.all([1, 2, 3, 4].map(() => desk.book.commit(ref)));
    expect(new Set(commits.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(await heldOf('commits')).toBe(4_500);
    const legId = `${ref.cancellationId}/1`;
    await desk.send(ref, legId, { outcome: 'failed' });
    const lever = { kind: 'retryRefund', legId } as const;
    await Promise.all([1, 2, 3, 4].map(() => desk.book.pullLever({ ...ref, lever, actor: support })));
    expect(await heldOf('commits')).toBe(4_500);
    expect(await countersOf(desk, 'commits')).toMatchObject({ cap_commits: { committed: 4_500 } });
  });

  it('a plan waits for the order: what others took of the payment meanwhile is not planned', async () => {
    const ref = await desk.approved({ orderId: 'waits', tenders: [captured('cap_waits')] });
    const locked = createGate();
    const released = createGate();
    const other = inTransaction(desk.db, async (tx) => {
      await lockCancellation(tx, ref);
      locked.open();
      await released.opened;
      await tx.updateTable('captures').set({ external: 3_000 }).where('capture_id', '=', 'cap_waits').execute();
    });
    await locked.opened;
    const committed = desk.book.commit(ref);
    await somebodyWaits(desk.db);
    released.open();
    await other;
    expect(await committed).toMatchObject({ refund: 1_500 });
  });
});

describe('planted fault: serial partials that lose a cent', () => {
  it('three parts of amounts that don’t divide return the payment to the cent', async () => {
    const lines = [
      line({ lineId: 'a', quantity: 3, unitPrice: 333, discount: 100, tax: 67 }),
      line({ lineId: 'b', quantity: 1, unitPrice: 1_001, tax: 33 }),
    ];
    const tenders = [captured('cap_serial', 1_000), { ...captured('cap_two', 1_502), tenderId: 't_2', sequence: 2 }];
    await desk.putOrder({ orderId: 'serial', lines, shippingFee: 500, tenders });
    await desk.putMerchant('m_1', { shippingFee: 'PRORATED' });
    let returned = 0;
    for (const [lineId, quantity] of [
      ['a', 1],
      ['b', 1],
      ['a', 1],
      ['a', 1],
    ] as const) {
      const selection = { kind: 'LINES', lines: [{ lineId, quantity }] } as const;
      const idempotencyKey = `serial-${returned}`;
      const ref = refOf(await desk.accepted('serial', { selection, idempotencyKey }));
      await desk.decide(ref, { m_1: 'APPROVED' });
      const result = await desk.book.commit(ref);
      if (result.outcome !== 'committed') throw new Error(result.outcome);
      for (const { legId } of result.legs) await desk.send(ref, legId, { outcome: 'succeeded' });
      returned += result.refund;
      await desk.book.close(ref);
      expect(await desk.book.prove(ref)).toMatchObject({ outcome: 'settled' });
    }
    expect(returned).toBe(2_502);
    expect(await countersOf(desk, 'serial')).toMatchObject({
      cap_serial: { committed: 1_000 },
      cap_two: { committed: 1_502 },
    });
  });
});
