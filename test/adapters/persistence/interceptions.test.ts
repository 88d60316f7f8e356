import { createInterceptionBook } from '../../../src/adapters/persistence/interceptions';
import type { CancellationRef } from '../../../src/ports/cancellation-book';
import type { InterceptionBook } from '../../../src/ports/interception-book';
import type { Shipment } from '../../../src/domain/order';
import { line } from './orders/new-order';
import { CUSTOMER, SUPPORT } from './steps/bookshop';
import { openDesk, type Desk } from './money/refund-desk';

let desk: Desk;
let interceptions: InterceptionBook;
beforeAll(async () => {
  desk = await openDesk();
  interceptions = createInterceptionBook(desk.db);
  await desk.putMerchant('m_return', { onNotStopped: 'AWAIT_RETURN', returnMs: 86_400_000 });
});
afterAll(() => desk.close());

function shipment(orderId: string, over: Partial<Shipment> = {}): Shipment {
  return {
    shipmentId: `sh_${orderId}`,
    carrier: 'dhl',
    trackingRef: 'T',
    state: 'IN_TRANSIT',
    unitIds: ['a/1'],
    ...over,
  };
}

async function packed(orderId: string, shipments = [shipment(orderId)]): Promise<CancellationRef> {
  return desk.approved({ orderId, shipments });
}

const parcelOf = (ref: CancellationRef, orderId: string) => ({ ...ref, shipmentId: `sh_${orderId}` });
const said = (outcome: 'STOPPED' | 'ALREADY_OUT' | 'DELIVERED' | 'UNKNOWN') => ({ answer: { outcome } });
const pivotOf = async (ref: CancellationRef) => (await desk.row(ref.cancellationId)).pivot_at;
const shipmentState = async (shipmentId: string) =>
  (
    await desk.db
      .selectFrom('shipments')
      .select('state')
      .where('shipment_id', '=', shipmentId)
      .executeTakeFirstOrThrow()
  ).state;
const unitState = async (orderId: string, unitId: string) =>
  (
    await desk.db
      .selectFrom('order_units')
      .select('state')
      .where('order_id', '=', orderId)
      .where('unit_id', '=', unitId)
      .executeTakeFirstOrThrow()
  ).state;

describe('asking the carrier', () => {
  it('takes the pivot and is on record before the call, with one key for all attempts', async () => {
    const ref = await packed('first');
    const parcel = parcelOf(ref, 'first');
    const begun = await interceptions.begin(parcel);
    const request = {
      ...{ shopId: ref.shopId, shipmentId: 'sh_first', trackingRef: 'T' },
      idempotencyKey: `${ref.cancellationId}:sh_first`,
    };
    expect(begun).toEqual({ outcome: 'ask', request });
    expect(await pivotOf(ref)).toBeInstanceOf(Date);
    expect(await interceptions.begin(parcel)).toEqual(begun);
    expect(await desk.book.withdraw({ ...ref, actor: CUSTOMER })).toMatchObject({ code: 'PAST_THE_PIVOT' });
    expect((await desk.events(ref.cancellationId)).filter((event) => event === 'INTERCEPTION_ASKED')).toHaveLength(1);
  });

  it('is not done once the request is withdrawn', async () => {
    const ref = await packed('late');
    await desk.book.withdraw({ ...ref, actor: CUSTOMER });
    expect(await interceptions.begin(parcelOf(ref, 'late'))).toEqual({ outcome: 'withdrawn' });
    expect(await pivotOf(ref)).toBeNull();
  });

  it('is not done where the parcel is known to be stopped or delivered', async () => {
    const ref = await packed('known');
    const parcel = parcelOf(ref, 'known');
    for (const [state, answer] of [
      ['STOPPED', 'STOPPED'],
      ['RETURNED', 'STOPPED'],
      ['DELIVERED', 'DELIVERED'],
    ] as const) {
      await desk.db.updateTable('shipments').set({ state }).where('shipment_id', '=', parcel.shipmentId).execute();
      expect(await interceptions.begin(parcel)).toEqual({ outcome: 'answered', answer });
    }
    expect(await pivotOf(ref)).toBeNull();
  });

  it('against a withdrawal at the same instant has exactly one winner, in a hundred rounds', async () => {
    const wins = { ask: 0, withdrawn: 0 };
    for (let round = 0; round < 100; round += 1) {
      const ref = await packed(`race-${round}`);
      const withdraw = () => desk.book.withdraw({ ...ref, actor: CUSTOMER });
      const ask = () => interceptions.begin(parcelOf(ref, `race-${round}`));
      const answers = await Promise.all(round % 2 === 0 ? [withdraw(), ask()] : [ask(), withdraw()]);
      const row = await desk.row(ref.cancellationId);
      expect([row.pivot_at, row.withdrawn_at].filter((time) => time !== null)).toHaveLength(1);
      const outcomes = answers.map(({ outcome }) => outcome).sort();
      expect(outcomes).toEqual(row.withdrawn_at === null ? ['ask', 'refused'] : ['withdrawn', 'withdrawn']);
      wins[row.withdrawn_at === null ? 'ask' : 'withdrawn'] += 1;
    }
    expect(wins.ask).toBeGreaterThan(0);
    expect(wins.withdrawn).toBeGreaterThan(0);
  });
});

describe('the carrier’s answer', () => {
  it('that the parcel is stopped holds for ever and keeps the pivot', async () => {
    const ref = await packed('stopped');
    const parcel = parcelOf(ref, 'stopped');
    await interceptions.begin(parcel);
    expect(await interceptions.record({ ...parcel, ...said('STOPPED') })).toBe('STOPPED');
    expect(await shipmentState('sh_stopped')).toBe('STOPPED');
    expect(await interceptions.record({ ...parcel, ...said('ALREADY_OUT') })).toBe('STOPPED');
    expect(await interceptions.record({ ...parcel, ...said('UNKNOWN') })).toBe('STOPPED');
    expect(await shipmentState('sh_stopped')).toBe('STOPPED');
    expect(await pivotOf(ref)).toBeInstanceOf(Date);
    expect((await desk.events(ref.cancellationId)).slice(-2)).toEqual(['PARCEL_STOPPED', 'INTERCEPTION_CONTRADICTED']);
  });

  it.each(['ALREADY_OUT', 'DELIVERED'] as const)(
    '%s gives the pivot back, so that the request can be withdrawn',
    async (outcome) => {
      const ref = await packed(outcome);
      const parcel = parcelOf(ref, outcome);
      await interceptions.begin(parcel);
      expect(await interceptions.record({ ...parcel, ...said(outcome) })).toBe(outcome);
      expect(await pivotOf(ref)).toBeNull();
      expect(await interceptions.record({ ...parcel, ...said('STOPPED') })).toBe(outcome);
      expect(await interceptions.begin(parcel)).toEqual({ outcome: 'answered', answer: outcome });
      expect(await desk.book.withdraw({ ...ref, actor: CUSTOMER })).toEqual({ outcome: 'withdrawn' });
    },
  );

  it('unknown keeps the pivot, and the same request may be asked about', async () => {
    const ref = await packed('unknown');
    const parcel = parcelOf(ref, 'unknown');
    const begun = await interceptions.begin(parcel);
    expect(await interceptions.record({ ...parcel, ...said('UNKNOWN') })).toBe('UNKNOWN');
    expect(await pivotOf(ref)).toBeInstanceOf(Date);
    expect(await interceptions.begin(parcel)).toEqual(begun);
    expect(await interceptions.record({ ...parcel, ...said('STOPPED') })).toBe('STOPPED');
  });

  it.each(['STOPPED', 'UNKNOWN', undefined] as const)(
    'that one parcel is out does not give the pivot back while another is, or may be, stopped (%s)',
    async (other) => {
      const orderId = `two-${String(other)}`;
      const second = shipment(orderId, { shipmentId: `sh2_${orderId}`, unitIds: ['a/2'] });
      const ref = await packed(orderId, [shipment(orderId), second]);
      const parcels = [parcelOf(ref, orderId), { ...ref, shipmentId: second.shipmentId }] as const;
      for (const parcel of parcels) await interceptions.begin(parcel);
      if (other !== undefined) await interceptions.record({ ...parcels[1], ...said(other) });
      await interceptions.record({ ...parcels[0], ...said('ALREADY_OUT') });
      expect(await pivotOf(ref)).toBeInstanceOf(Date);
    },
  );
});

describe('a parcel that could not be stopped', () => {
  async function out(orderId: string, over = {}) {
    const ref = await desk.approved({ orderId, shipments: [shipment(orderId)], ...over }, ['m_return']);
    const parcel = parcelOf(ref, orderId);
    await interceptions.begin(parcel);
    await interceptions.record({ ...parcel, ...said('ALREADY_OUT') });
    return { ref, parcel };
  }
  const lines = [line({ quantity: 2, merchantId: 'm_return' })];

  it('waits for its return on its own clock, which starts once', async () => {
    const { ref, parcel } = await out('return', { lines });
    const [first, second] = await Promise.all([desk.book.awaitReturn(parcel), desk.book.awaitReturn(parcel)]);
    expect(second).toEqual(first);
    const until = Date.parse(first.until) - Date.now();
    expect(until).toBeGreaterThan(86_400_000 - 60_000);
    expect(until).toBeLessThanOrEqual(86_400_000);
    expect(await desk.row(ref.cancellationId)).toMatchObject({ state: 'AWAITING_RETURN', waiting_on: 'CUSTOMER' });
    await expect(desk.book.commit(ref)).rejects.toThrow('too early to commit');
  });

  it('that comes back in time is refunded, and its stock goes to the shelf', async () => {
    const { ref, parcel } = await out('back', { lines });
    await desk.book.awaitReturn(parcel);
    const lever = { kind: 'recordReturn', shipmentId: parcel.shipmentId } as const;
    await desk.book.pullLever({ ...ref, lever, actor: SUPPORT });
    expect(Date.parse((await desk.book.awaitReturn(parcel)).until)).toBeLessThanOrEqual(Date.now());
    expect(await desk.book.giveUpParcel(parcel)).toMatchObject({ parts: [{ decision: 'APPROVED' }] });
    expect(await desk.book.commit(ref)).toMatchObject({ outcome: 'committed', whole: true });
    expect(await unitState('back', 'a/1')).toBe('CANCELLED');
  });

  it('that is given up frees its units alone; a part keeps what was in no such parcel', async () => {
    const { ref, parcel } = await out('some', { lines });
    await desk.book.awaitReturn(parcel);
    const standing = await desk.book.giveUpParcel(parcel);
    expect(standing).toMatchObject({ parts: [{ merchantId: 'm_return', decision: 'APPROVED' }], parcels: [] });
    expect(await desk.book.giveUpParcel(parcel)).toEqual(standing);
    expect([await unitState('some', 'a/1'), await unitState('some', 'a/2')]).toEqual(['ACTIVE', 'HELD']);
    expect(await desk.book.commit(ref)).toMatchObject({ outcome: 'committed', whole: false });
    expect((await desk.events(ref.cancellationId)).filter((event) => event === 'PARCEL_GIVEN_UP')).toHaveLength(1);
  });

  it('that held all units of a part leaves it not stopped, and nothing to commit', async () => {
    const { ref, parcel } = await out('all', { lines: [line({ merchantId: 'm_return' })] });
    expect(await desk.book.giveUpParcel(parcel)).toMatchObject({ parts: [{ decision: 'NOT_STOPPED' }] });
    expect(await desk.book.commit(ref)).toEqual({ outcome: 'nothing_left' });
    expect(await desk.book.end({ ...ref, outcome: 'NOT_STOPPED' })).toEqual({ outcome: 'NOT_STOPPED' });
    await expect(desk.book.awaitReturn(parcel)).rejects.toThrow('nothing can come back');
  });
});
