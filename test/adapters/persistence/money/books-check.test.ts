import { sql } from 'kysely';
import { checkBooks } from '../../../../src/adapters/persistence/books-check';
import { line } from '../orders/new-order';
import { CUSTOMER, refOf, requestFor, SHOP, SUPPORT } from '../steps/bookshop';
import { openDesk, type Desk } from './refund-desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  const fees = [{ fromMinutes: 0, basisPoints: 1_000, fixed: 0, cap: null, faults: ['BUYER' as const] }];
  await desk.putMerchant('m_fee', { fees, stock: 'WRITE_OFF' });
});
afterAll(() => desk.close());

const check = () => checkBooks(desk.db, SHOP);

async function settle(orderId: string, merchants?: readonly string[], over = {}) {
  const { ref, legs } = await desk.committed({ orderId, ...over }, merchants);
  for (const { legId } of legs) await desk.send(ref, legId, { outcome: 'succeeded', providerRef: legId });
  await desk.book.close(ref);
  expect(await desk.book.prove(ref)).toMatchObject({ outcome: 'settled' });
  return ref;
}

describe('the check of a shop’s books', () => {
  it('finds nothing to say of cancellations in every state', async () => {
    await settle('settled');
    await settle('with-fee', ['m_fee'], { lines: [line({ merchantId: 'm_fee', unitPrice: 4_500 })], shippingFee: 0 });
    await desk.putOrder({ orderId: 'untouched' });
    const withdrawn = await desk.approved({ orderId: 'withdrawn' });
    await desk.book.withdraw({ ...withdrawn, actor: CUSTOMER });
    await desk.book.end({ ...withdrawn, outcome: 'WITHDRAWN' });
    await desk.putOrder({ orderId: 'rejected' });
    const rejected = refOf(await desk.accepted('rejected'));
    await desk.decide(rejected, { m_1: 'REJECTED', m_2: 'REJECTED' });
    await desk.book.end({ ...rejected, outcome: 'REJECTED' });
    await desk.committed({ orderId: 'planned' });
    const pending = await desk.committed({ orderId: 'pending' });
    await desk.send(pending.ref, `${pending.ref.cancellationId}/1`, { outcome: 'pending' });
    const failed = await desk.committed({ orderId: 'failed' });
    await desk.send(failed.ref, `${failed.ref.cancellationId}/1`, { outcome: 'failed' });
    const byHand = await desk.committed({ orderId: 'by-hand' });
    const legId = `${byHand.ref.cancellationId}/1`;
    await desk.send(byHand.ref, legId, { outcome: 'failed' });
    await desk.book.flag({ ...byHand.ref, cause: 'REFUND_FAILED' });
    const lever = { kind: 'recordManualRefund', legId, reference: 'bank-1' } as const;
    await desk.book.pullLever({ ...byHand.ref, lever, actor: SUPPORT });
    await desk.putOrder({ orderId: 'part' });
    const selection = { kind: 'LINES' as const, lines: [{ lineId: 'a', quantity: 1 }] };
    const part = refOf(await desk.accepted('part', { ...requestFor('part'), selection }));
    await desk.decide(part, { m_1: 'APPROVED' });
    await desk.book.commit(part);
    await desk.send(part, `${part.cancellationId}/1`, { outcome: 'succeeded' });
    await desk.book.close(part);
    await desk.book.prove(part);
    expect(await desk.order('part')).toMatchObject({ state: 'PARTIALLY_CANCELLED', refund_state: 'COMPLETED' });
    expect(await check()).toEqual([]);
  });

  it.each([
    [
      'a leg that brought less',
      `update refund_legs set amount = amount - 1 where order_id = 'settled'`,
      'REFUND_AS_PLANNED',
    ],
    [
      'a leg that never came',
      `update refund_legs set state = 'PENDING' where order_id = 'settled'`,
      'REFUND_OF_TENDER',
    ],
    [
      'half an entry',
      `delete from ledger_entries where order_id = 'settled' and account = 'paid_back'`,
      'LEDGER_TRANSACTION',
    ],
    [
      'an account',
      `delete from ledger_entries where order_id = 'pending' and transaction_id like '%:submitted'`,
      'LEDGER_ACCOUNT',
    ],
    ['a capture', `update captures set committed = 4 where order_id = 'withdrawn'`, 'CAPTURE_COMMITTED'],
    ['a stock counter', `update stock_items set available = available + 1 where sku = 'sku_b'`, 'STOCK'],
    ['a reservation', `update stock_items set reserved = reserved + 1 where sku = 'sku_b'`, 'STOCK'],
    [
      'a unit that was not given back',
      `delete from stock_movements where order_id = 'settled' and cause = 'RELEASE'`,
      'STOCK_OF_UNIT',
    ],
    ['a fee', `update orders set fees_kept = 0 where order_id = 'with-fee'`, 'FEES_KEPT'],
    [
      'an order that reads wrongly',
      `update orders set state = 'CANCELLING' where order_id = 'rejected'`,
      'ORDER_READS',
    ],
  ])('finds %s that is wrong', async (_what, fault, name) => {
    const found = await desk.db
      .transaction()
      .execute(async (tx) => {
        await sql`set local session_replication_role = replica`.execute(tx);
        await sql.raw(fault).execute(tx);
        throw new Planted(await checkBooks(tx, SHOP));
      })
      .catch((thrown: unknown) => (thrown instanceof Planted ? thrown.found : Promise.reject(thrown as Error)));
    expect(found.map(({ check: which }) => which)).toContain(name);
    expect(await check()).toEqual([]);
  });
});

/** Rolls the fault back and carries out what was found. */
class Planted extends Error {
  constructor(readonly found: Awaited<ReturnType<typeof checkBooks>>) {
    super('planted');
  }
}
