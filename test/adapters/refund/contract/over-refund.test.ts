import { inTransaction } from '../../../../src/adapters/persistence/in-transaction';
import { planFurtherLegs } from '../../../../src/adapters/persistence/plan-legs';
import { tender } from '../../persistence/orders/new-order';
import { openDesk, type Desk } from '../../persistence/money/refund-desk';
import { NOW } from '../../persistence/steps/bookshop';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const PAID = 4_500;
const paidBy = (captureId: string) => [tender({ captures: [{ captureId, amount: PAID, capturedAt: NOW }] })];

/** An approved cancellation of a payment of 45.00, and a way to plan refunds of it past every rule. */
async function approved(captureId: string) {
  const ref = await desk.approved({ orderId: captureId, tenders: paidBy(captureId) });
  const row = await desk.row(ref.cancellationId);
  const legOf = (amount: number) =>
    ({ kind: 'refund', tenderId: 't_1', channel: 'sandbox', sourceId: captureId, amount }) as const;
  const plan = (amounts: readonly number[], from = 1) =>
    inTransaction(desk.db, (tx) => planFurtherLegs(tx, row, { legs: amounts.map(legOf), from }));
  const legs = () =>
    desk.db.selectFrom('refund_legs').select('amount').where('cancellation_id', '=', ref.cancellationId).execute();
  return { ref, plan, legs };
}

describe('an over-refund', () => {
  it('is refused by the database, whoever plans it, so that no channel hears of it', async () => {
    const { ref, plan, legs } = await approved('cap_over');
    await expect(plan([PAID + 1])).rejects.toThrow('check constraint');
    await expect(plan([3_000, 1_501])).rejects.toThrow('check constraint');
    expect(await legs()).toEqual([]);
    await expect(desk.begin(ref, `${ref.cancellationId}/1`)).rejects.toThrow('No refund leg');
    expect(await desk.captures('cap_over')).toEqual({ cap_over: 0 });
  });

  it('by two refunds at the same instant is one refund', async () => {
    const first = await approved('cap_twice');
    const results = await Promise.allSettled([first.plan([3_000]), first.plan([3_000], 2)]);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
    expect(refused).toEqual([expect.stringContaining('check constraint')]);
    expect(await desk.captures('cap_twice')).toEqual({ cap_twice: 3_000 });
  });

  it('of what was refunded by hand meanwhile is planned down to what is left', async () => {
    const { ref, legs } = await approved('cap_by_hand');
    const external = { kind: 'EXTERNAL_REFUND', sourceId: 'cap_by_hand', amount: 3_000, currency: 'EUR' } as const;
    const news = { source: 'sandbox', eventId: 'evt_1', reference: 're_by_hand', body: {}, happenedAt: NOW };
    expect(await desk.refunds.receivePaymentNews({ ...news, ...external })).toMatchObject({ outcome: 'applied' });
    expect(await desk.book.commit(ref)).toMatchObject({ outcome: 'committed' });
    expect(await legs()).toEqual([{ amount: 1_500 }]);
  });
});
