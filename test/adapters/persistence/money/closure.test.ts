import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalJson } from '../../../../src/domain/policy-snapshot';
import { SHOP, SUPPORT } from '../steps/bookshop';
import { openDesk, type Desk, type OneLeg } from './refund-desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

async function paid(): Promise<OneLeg> {
  const one = await desk.oneLeg();
  await desk.send(one.ref, one.legId, { outcome: 'succeeded', providerRef: 're_1' });
  return one;
}

/** Lets a statement pass that triggers forbid: what only a fault, or a hand in the database, can do. */
function planted(statement: string) {
  return desk.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql.raw(statement).execute(tx);
  });
}

describe('the close', () => {
  it('waits for every channel to have taken its leg on', async () => {
    const { ref } = await desk.committed({ orderId: 'early' });
    await expect(desk.book.close(ref)).rejects.toThrow('too early to close');
  });

  it('waits for a connected shop to have closed its own order', async () => {
    const { ref } = await paid();
    await sql`update cancellations set connected = true where cancellation_id = ${ref.cancellationId}`.execute(desk.db);
    await expect(desk.book.close(ref)).rejects.toThrow('too early to close');
    await desk.book.recordShopStep({ ...ref, step: 'CLOSED' });
    expect(await desk.book.close(ref)).toMatchObject({ outcome: 'closed' });
  });

  it('makes the order read cancelled with its refund on the way, and only once', async () => {
    const { ref } = await desk.committed({ orderId: 'pending' });
    await desk.send(ref, `${ref.cancellationId}/1`, { outcome: 'pending', providerRef: 're_1' });
    const answers = await Promise.all([desk.book.close(ref), desk.book.close(ref)]);
    expect(answers[0]).toMatchObject({ outcome: 'closed', legs: [{ state: 'PENDING' }] });
    expect(answers[1]).toEqual(answers[0]);
    expect(await desk.order('pending')).toMatchObject({ state: 'CANCELLED', refund_state: 'IN_PROGRESS' });
    expect((await desk.events(ref.cancellationId)).filter((event) => event === 'CLOSED')).toHaveLength(1);
    expect(await desk.book.prove(ref)).toEqual({
      outcome: 'differs',
      differences: expect.arrayContaining([
        `LEG_NOT_FINAL:${ref.cancellationId}/1`,
        'LEDGER_REFUNDS_IN_TRANSIT',
      ]) as string[],
    });
  });

  it('of what cost nothing reads as completed', async () => {
    const { ref } = await desk.committed({ orderId: 'free', tenders: [] }, []);
    await desk.book.close(ref);
    expect(await desk.order('free')).toMatchObject({ state: 'CANCELLED', refund_state: 'COMPLETED' });
    expect(await desk.book.prove(ref)).toMatchObject({ outcome: 'settled' });
  });
});

describe('the proof', () => {
  it('settles, and can be checked by anybody who has its text', async () => {
    const { ref, orderId } = await paid();
    await desk.book.close(ref);
    const answers = await Promise.all([desk.book.prove(ref), desk.book.prove(ref)]);
    const [first] = answers;
    if (first.outcome !== 'settled') throw new Error(JSON.stringify(first));
    expect(answers[1]).toEqual(first);
    const proofs = await desk.db
      .selectFrom('closure_proofs')
      .selectAll()
      .where('cancellation_id', '=', ref.cancellationId)
      .execute();
    expect(proofs).toMatchObject([{ version: 1, superseded_at: null, hash: first.proof }]);
    expect(createHash('sha256').update(canonicalJson(proofs[0]?.body)).digest('hex')).toBe(first.proof);
    expect(await desk.order(orderId)).toMatchObject({ state: 'CANCELLED', refund_state: 'COMPLETED' });
    expect(await desk.row(ref.cancellationId)).toMatchObject({ state: 'SETTLED', waiting_on: 'NONE' });
  });

  it('holds for a refund by hand after a proven failure', async () => {
    const { ref } = await desk.committed({ orderId: 'by-hand' });
    const legId = `${ref.cancellationId}/1`;
    await desk.send(ref, legId, { outcome: 'failed', code: 'card_closed' });
    await desk.book.flag({ ...ref, cause: 'REFUND_FAILED' });
    const lever = { kind: 'recordManualRefund', legId, reference: 'bank-4711' } as const;
    expect(await desk.book.pullLever({ ...ref, lever, actor: SUPPORT })).toMatchObject({ outcome: 'done' });
    await desk.book.close(ref);
    expect(await desk.book.prove(ref)).toMatchObject({ outcome: 'settled' });
    expect(await desk.captures('by-hand')).toEqual({ cap_1: 4_500 });
  });

  it.each<[string, (at: { id: string; orderId: string; legId: string }) => string, string]>([
    [
      'a capture’s counter',
      ({ orderId }) => `update captures set committed = 1 where order_id = '${orderId}'`,
      'CAPTURE_COUNTER:cap_1',
    ],
    [
      'a fee that nobody charged',
      ({ orderId }) => `update orders set fees_kept = 1 where order_id = '${orderId}'`,
      'ORDER_NOT_EVEN',
    ],
    [
      'a leg that is not final',
      ({ legId }) => `update refund_legs set state = 'AMBIGUOUS' where leg_id = '${legId}'`,
      'LEG_NOT_FINAL:$leg',
    ],
    [
      'late news of a leg',
      ({ legId }) => `update refund_legs set late_news = 'RETURNED' where leg_id = '${legId}'`,
      'LEG_RETURNED:$leg',
    ],
    [
      'a plan that was not carried out',
      ({ id }) => `update cancellations set refund = 4499 where cancellation_id = '${id}'`,
      'REFUND_NOT_AS_PLANNED',
    ],
    [
      'half a ledger entry',
      ({ id }) => `delete from ledger_entries where cancellation_id = '${id}' and account = 'paid_back'`,
      'LEDGER_NOT_ZERO:$leg:succeeded',
    ],
    [
      'money that is still on its way',
      ({ id }) => `delete from ledger_entries where cancellation_id = '${id}' and transaction_id like '%:succeeded'`,
      'LEDGER_REFUNDS_IN_TRANSIT',
    ],
    [
      'stock that did not move',
      ({ orderId }) =>
        `delete from stock_movements where order_id = '${orderId}' and unit_id = 'a/1' and cause = 'RELEASE'`,
      'STOCK_NOT_MOVED_ONCE:a/1',
    ],
    [
      'stock that moved twice',
      ({ id, orderId }) =>
        `insert into stock_movements values ('${SHOP}', '${orderId}', 'a/1', 'WRITE_OFF', '${id}', 'sku_a', 'main')`,
      'STOCK_NOT_MOVED_ONCE:a/1',
    ],
    [
      'a unit that is not cancelled',
      ({ orderId }) => `update order_units set state = 'HELD' where order_id = '${orderId}' and unit_id = 'b/1'`,
      'UNIT_NOT_CANCELLED:b/1',
    ],
    [
      'a unit that is still held',
      ({ id }) => `update cancellation_units set state = 'HELD' where cancellation_id = '${id}' and unit_id = 'b/1'`,
      'UNIT_STILL_HELD:b/1',
    ],
    [
      'a parcel that goes its way',
      ({ orderId }) =>
        `insert into shipments values ('${SHOP}', '${orderId}', 'sh_x', 'dhl', 'T', 'IN_TRANSIT'); insert into shipment_units values ('${SHOP}', '${orderId}', 'a/1', 'sh_x')`,
      'PARCEL_NOT_STOPPED:sh_x',
    ],
    [
      'an authorization that can still be captured',
      ({ orderId }) => `insert into authorizations values ('${SHOP}', '${orderId}', 'auth_x', 't_1', 100, 'OPEN')`,
      'AUTHORIZATION_OPEN:auth_x',
    ],
    [
      'a shop that has not closed',
      ({ id }) => `update cancellations set connected = true where cancellation_id = '${id}'`,
      'SHOP_NOT_CLOSED',
    ],
  ])('names %s, and settles nothing', async (_what, fault, difference) => {
    const { ref, legId, orderId } = await paid();
    await desk.book.close(ref);
    for (const statement of fault({ id: ref.cancellationId, orderId, legId }).split('; ')) await planted(statement);
    const result = await desk.book.prove(ref);
    if (result.outcome !== 'differs') throw new Error(result.outcome);
    expect(result.differences).toContain(difference.replace('$leg', legId));
    expect(await desk.row(ref.cancellationId)).toMatchObject({ state: 'CLOSED', settled_at: null });
  });
});

describe('the database itself', () => {
  it('refuses a ledger transaction that is not zero', async () => {
    const { ref, orderId } = await paid();
    const entry = {
      ...{ shop_id: SHOP, transaction_id: 'x:1', account: 'paid_back' as const, currency: 'EUR', amount: 1 },
      ...{ order_id: orderId, cancellation_id: ref.cancellationId, leg_id: null },
    };
    await expect(desk.db.insertInto('ledger_entries').values(entry).execute()).rejects.toMatchObject({ code: '23514' });
  });

  it.each(['ledger_entries', 'timeline'] as const)('lets nobody change or remove what is in %s', async (table) => {
    await paid();
    for (const statement of [`update ${table} set shop_id = 'x'`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(sql.raw(statement).execute(desk.db)).rejects.toMatchObject({ code: '42501' });
    }
  });
});
