import { sql } from 'kysely';
import { line, tender } from '../orders/new-order';
import { CUSTOMER, NOW, refOf, requestFor } from '../steps/bookshop';
import { openDesk, type Desk } from './refund-desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await desk.putMerchant('m_fee', {
    fees: [{ fromMinutes: 0, basisPoints: 1_000, fixed: 0, cap: null, faults: ['BUYER'] }],
  });
});
afterAll(() => desk.close());

const unitsOf = async (orderId: string) => {
  const rows = await desk.db
    .selectFrom('order_units')
    .select(['unit_id', 'state', 'cancellation_id'])
    .where('order_id', '=', orderId)
    .orderBy('unit_id')
    .execute();
  return Object.fromEntries(rows.map(({ unit_id, state }) => [unit_id, state]));
};
const stockOf = (sku: string) =>
  desk.db
    .selectFrom('stock_items')
    .select(['reserved', 'available', 'to_shelve', 'written_off'])
    .where('sku', '=', sku)
    .executeTakeFirstOrThrow();

describe('the commit', () => {
  it('cancels the units, gives stock back, plans the legs, commits the capture and owes the refund, all at once', async () => {
    const lines = [line({ quantity: 2, sku: 'sku_whole' }), line({ lineId: 'b', sku: 'sku_whole', merchantId: 'm_2' })];
    const ref = await desk.approved({ orderId: 'whole', lines, shippingFee: 1_500 });
    const result = await desk.book.commit(ref);
    expect(result).toMatchObject({ outcome: 'committed', refund: 4_500, fee: 0, whole: true });
    const legId = `${ref.cancellationId}/1`;
    expect(result).toMatchObject({
      legs: [{ legId, tenderId: 't_1', kind: 'refund', state: 'PLANNED', amount: 4_500 }],
    });
    expect(await unitsOf('whole')).toEqual({ 'a/1': 'CANCELLED', 'a/2': 'CANCELLED', 'b/1': 'CANCELLED' });
    expect(await stockOf('sku_whole')).toEqual({ reserved: 0, available: 3, to_shelve: 0, written_off: 0 });
    expect(await desk.captures('whole')).toEqual({ cap_1: 4_500 });
    expect(await desk.balances(ref)).toEqual({ sales_reversed: 4_500, payable_to_customer: -4_500 });
    expect(await desk.order('whole')).toMatchObject({ state: 'CANCELLING', refund_state: 'IN_PROGRESS' });
    const row = await desk.row(ref.cancellationId);
    expect(row).toMatchObject({
      state: 'REFUNDING',
      waiting_on: 'PAYMENT',
      refund_state: 'IN_PROGRESS',
      refund: 4_500,
    });
    expect(row.pivot_at).toEqual(row.committed_at);
    const { idempotency_key } = await desk.leg(legId);
    expect(idempotency_key).toMatch(/^rescind-[0-9a-f]{32}$/);
    expect((await desk.events(ref.cancellationId)).at(-1)).toBe('COMMITTED');
  });

  it('twice at the same time is one commit with one answer', async () => {
    const ref = await desk.approved({ orderId: 'twice' });
    const answers = await Promise.all([1, 2, 3, 4].map(() => desk.book.commit(ref)));
    expect(answers[0]).toMatchObject({ outcome: 'committed', refund: 4_500 });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await desk.captures('twice')).toEqual({ cap_1: 4_500 });
    expect((await desk.events(ref.cancellationId)).filter((event) => event === 'COMMITTED')).toHaveLength(1);
  });

  it('of what two of three merchants approved returns no less than their quoted lines, and frees the third’s units', async () => {
    const merchants = ['m_1', 'm_2', 'm_3'];
    const lines = merchants.map((merchantId, index) =>
      line({ lineId: `l${index}`, merchantId, sku: `sku_${merchantId}_of3` }),
    );
    await desk.putOrder({ orderId: 'two-of-three', lines, shippingFee: 1_500 });
    const accepted = await desk.accepted('two-of-three');
    const ref = refOf(accepted);
    await desk.decide(ref, { m_1: 'APPROVED', m_2: 'REJECTED', m_3: 'APPROVED' });
    const quoted = accepted.quote.units.filter(({ merchantId }) => merchantId !== 'm_2');
    const goods = quoted.reduce((total, unit) => total + unit.goods, 0);
    const result = await desk.book.commit(ref);
    expect(result).toMatchObject({ outcome: 'committed', whole: false });
    expect(result.outcome === 'committed' && result.refund).toBeGreaterThanOrEqual(goods);
    expect(await unitsOf('two-of-three')).toEqual({ 'l0/1': 'CANCELLED', 'l1/1': 'ACTIVE', 'l2/1': 'CANCELLED' });
    expect(await stockOf('sku_m_2_of3')).toMatchObject({ reserved: 1, available: 0 });
    const told = await desk.db
      .selectFrom('timeline')
      .select('details')
      .where('cancellation_id', '=', ref.cancellationId)
      .where('event', '=', 'COMMITTED')
      .executeTakeFirstOrThrow();
    expect(told.details).toMatchObject({ quoted: 4_500, units: 2, released: 1, changes: ['UNITS_LEFT_OUT'] });
  });

  it('leaves nothing to commit where every part was rejected', async () => {
    await desk.putOrder({ orderId: 'none' });
    const ref = refOf(await desk.accepted('none'));
    await desk.decide(ref, { m_1: 'REJECTED', m_2: 'REJECTED' });
    expect(await desk.book.commit(ref)).toEqual({ outcome: 'nothing_left' });
    expect(await desk.row(ref.cancellationId)).toMatchObject({ pivot_at: null, committed_at: null });
  });

  it('is refused as a fault while a part is not decided', async () => {
    await desk.putOrder({ orderId: 'early' });
    const ref = refOf(await desk.accepted('early'));
    await desk.decide(ref, { m_1: 'APPROVED' });
    await expect(desk.book.commit(ref)).rejects.toThrow('too early to commit');
  });

  it('waits for every parcel of an approved part, also one that came later, and takes none that is out', async () => {
    const shipment = {
      shipmentId: 'sh_c',
      carrier: 'dhl',
      trackingRef: 'T',
      state: 'IN_TRANSIT' as const,
      unitIds: ['a/1'],
    };
    const ref = await desk.approved({ orderId: 'parcel' });
    await desk.putOrder({ orderId: 'parcel', version: 2, shipments: [shipment] });
    const parcels = [{ shipmentId: 'sh_c', merchantId: 'm_1', onNotStopped: 'END' }];
    expect(await desk.book.commit(ref)).toEqual({ outcome: 'parcels', parcels });
    expect(await unitsOf('parcel')).toMatchObject({ 'a/1': 'HELD' });
    await desk.db.updateTable('shipments').set({ state: 'STOPPED' }).where('shipment_id', '=', 'sh_c').execute();
    expect(await desk.book.commit(ref)).toMatchObject({ outcome: 'committed' });
    const moved = await desk.db
      .selectFrom('stock_movements')
      .select(['unit_id', 'cause'])
      .where('cancellation_id', '=', ref.cancellationId)
      .orderBy('unit_id')
      .execute();
    expect(moved.map(({ unit_id, cause }) => `${unit_id} ${cause}`)).toEqual([
      'a/1 RETURN_TO_SHELF',
      'a/2 RELEASE',
      'b/1 RELEASE',
    ]);
  });

  it('of an order without lines returns the payment', async () => {
    const ref = await desk.approved({ orderId: 'bare', lines: [], shippingFee: 0 }, ['shop']);
    expect(await desk.book.commit(ref)).toMatchObject({ outcome: 'committed', refund: 4_500, whole: true });
  });

  it('of an unpaid order has no legs', async () => {
    const ref = await desk.approved({ orderId: 'unpaid', tenders: [] }, []);
    expect(await desk.book.commit(ref)).toMatchObject({ outcome: 'committed', refund: 0, legs: [] });
    expect(await desk.balances(ref)).toEqual({});
  });

  it('returns what is left, and keeps no fee, where the money was refunded elsewhere in the meantime', async () => {
    const lines = [line({ merchantId: 'm_fee', unitPrice: 4_500 })];
    const ref = await desk.approved({ orderId: 'elsewhere', lines, shippingFee: 0 }, ['m_fee']);
    expect(await desk.row(ref.cancellationId)).toMatchObject({ refund: 4_050, fee: 450 });
    const event = {
      eventId: 'e1',
      captureId: 'cap_1',
      kind: 'EXTERNAL_REFUND' as const,
      amount: 1_000,
      happenedAt: NOW,
    };
    await desk.putOrder({ orderId: 'elsewhere', version: 2, lines, shippingFee: 0, paymentEvents: [event] });
    expect(await desk.book.commit(ref)).toMatchObject({ refund: 3_500, fee: 0 });
  });

  it('gives each of two tenders its share, and stops a second refund of the same money by the database’s own check', async () => {
    const tenders = [
      tender({ captures: [{ captureId: 'cap_a', amount: 3_000, capturedAt: NOW }] }),
      tender({ tenderId: 't_2', sequence: 2, captures: [{ captureId: 'cap_b', amount: 1_500, capturedAt: NOW }] }),
    ];
    const { legs } = await desk.committed({ orderId: 'tenders', tenders });
    expect(legs.map(({ tenderId, amount }) => [tenderId, amount])).toEqual([
      ['t_1', 3_000],
      ['t_2', 1_500],
    ]);
    const bypass = desk.db
      .updateTable('captures')
      .set({ committed: 3_001 })
      .where('capture_id', '=', 'cap_a')
      .execute();
    await expect(bypass).rejects.toMatchObject({ code: '23514', constraint: 'never_more_than_captured' });
  });
});

describe('withdrawal against the pivot at the same instant', () => {
  it('has exactly one winner, in a hundred rounds', async () => {
    const wins = { withdrawn: 0, committed: 0 };
    for (let round = 0; round < 100; round += 1) {
      const orderId = `race-${round}`;
      const ref = await desk.approved({ orderId });
      const withdraw = () => desk.book.withdraw({ ...ref, actor: CUSTOMER });
      const commit = () => desk.book.commit(ref);
      const both = round % 2 === 0 ? [withdraw(), commit()] : [commit(), withdraw()];
      const outcomes = (await Promise.all(both)).map(({ outcome }) => outcome).sort();
      const row = await desk.row(ref.cancellationId);
      if (row.withdrawn_at === null) {
        expect(outcomes).toEqual(['committed', 'refused']);
        wins.committed += 1;
      } else {
        expect(outcomes).toEqual(['withdrawn', 'withdrawn']);
        expect(row).toMatchObject({ pivot_at: null, committed_at: null });
        expect(await desk.captures(orderId)).toEqual({ cap_1: 0 });
        wins.withdrawn += 1;
      }
    }
    expect(wins.withdrawn).toBeGreaterThan(0);
    expect(wins.committed).toBeGreaterThan(0);
  });
});

describe('serial partial cancellations', () => {
  it('end with refunds and fees equal to what was captured, no cent left', async () => {
    const lines = [1, 2, 3].map((n) =>
      line({ lineId: `l${n}`, merchantId: 'm_fee', unitPrice: 333, sku: `sku_serial_${n}` }),
    );
    const tenders = [
      tender({ captures: [{ captureId: 'cap_x', amount: 700, capturedAt: NOW }] }),
      tender({ tenderId: 't_2', sequence: 2, captures: [{ captureId: 'cap_y', amount: 401, capturedAt: NOW }] }),
    ];
    await desk.putOrder({ orderId: 'serial', lines, tenders, shippingFee: 101 });
    for (const { lineId } of lines) {
      const over = { idempotencyKey: lineId, selection: { kind: 'LINES' as const, lines: [{ lineId, quantity: 1 }] } };
      const { idempotencyKey, selection } = over;
      const accepted = await desk.accepted('serial', { ...requestFor('serial', { idempotencyKey }), selection });
      const ref = refOf(accepted);
      await desk.decide(ref, { m_fee: 'APPROVED' });
      const result = await desk.book.commit(ref);
      if (result.outcome !== 'committed') throw new Error(result.outcome);
      for (const { legId } of result.legs) await desk.send(ref, legId, { outcome: 'succeeded', providerRef: legId });
      await desk.book.close(ref);
      expect(await desk.book.prove(ref)).toMatchObject({ outcome: 'settled' });
    }
    const { rows } = await sql<{ refunded: number; fees: number }>`
      select sum(refund)::int as refunded, sum(fee)::int as fees from cancellations where order_id = 'serial'`.execute(
      desk.db,
    );
    expect((rows[0]?.refunded ?? 0) + (rows[0]?.fees ?? 0)).toBe(1_101);
    expect(rows[0]?.fees).toBeGreaterThan(0);
    expect(await desk.order('serial')).toMatchObject({
      state: 'CANCELLED',
      refund_state: 'COMPLETED',
      fees_kept: rows[0]?.fees,
    });
  });
});
