import { accept } from '../../../../src/adapters/persistence/steps/accept';
import { end } from '../../../../src/adapters/persistence/steps/end';
import type { NewOrder } from '../../../../src/ports/order-book';
import { canonicalJson } from '../../../../src/domain/policy-snapshot';
import type { CancellationRequest } from '../../../../src/domain/request';
import { line, tender } from '../orders/new-order';
import { HOUR, MERCHANT, NOW, openBookshop, refOf, requestFor, SHOP, SYSTEM, type Bookshop } from './bookshop';

let shop: Bookshop;
let step: ReturnType<typeof accept>;
beforeAll(async () => {
  shop = await openBookshop();
  step = accept(shop.db, { clock: () => NOW });
});
afterAll(() => shop.close());

const units = (orderId: string) =>
  shop.db.selectFrom('order_units').selectAll().where('order_id', '=', orderId).orderBy('unit_id').execute();
const order = (orderId: string) =>
  shop.db.selectFrom('orders').selectAll().where('order_id', '=', orderId).executeTakeFirstOrThrow();
const rowsOf = (orderId: string) =>
  shop.db.selectFrom('cancellations').selectAll().where('order_id', '=', orderId).execute();

describe('an accepted request', () => {
  it('holds the units, freezes quote and policies, asks each merchant and tells it, all at once', async () => {
    await shop.putOrder({ orderId: 'whole' });
    const answer = await step(requestFor('whole'));
    const { cancellationId } = requestFor('whole');
    expect(answer).toMatchObject({
      outcome: 'accepted',
      cancellationId,
      requestHash: requestFor('whole').requestHash,
      state: 'AWAITING_DECISION',
      deadline: new Date(NOW.getTime() + 48 * HOUR).toISOString(),
      onTimeout: 'APPROVE',
      quote: { whole: true, refund: 4_500, fee: 0 },
      connected: false,
      repeated: false,
      standing: { decided: false, parcels: [] },
    });
    expect((await units('whole')).map((unit) => [unit.state, unit.cancellation_id])).toEqual(
      Array(3).fill(['HELD', cancellationId]),
    );
    expect(await order('whole')).toMatchObject({ state: 'CANCELLING', frozen: true, refund_state: 'NONE' });
    const [row] = await rowsOf('whole');
    expect(row).toMatchObject({ state: 'AWAITING_DECISION', waiting_on: 'MERCHANT', refund: 4_500, requested_at: NOW });
    expect(Object.keys(row?.policies ?? {})).toEqual(['m_1', 'm_2']);
    expect(row?.policy_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await shop.events(cancellationId)).toEqual(['REQUESTED', 'ACCEPTED']);
    const told = await shop.db
      .selectFrom('outbox')
      .select('type')
      .where('cancellation_id', '=', cancellationId)
      .execute();
    expect(told.map(({ type }) => type).sort()).toEqual(['cancellation.accepted', 'cancellation.requested']);
  });

  it('needs nobody to decide what a rule approves, and says which rule', async () => {
    await shop.putMerchant('m_grace', { graceMinutes: 240 });
    await shop.putOrder({ orderId: 'grace', lines: [line({ merchantId: 'm_grace' })], shippingFee: 0 });
    const answer = await shop.accepted('grace');
    expect(answer).toMatchObject({
      state: 'REQUESTED',
      standing: { decided: true, parts: [{ decision: 'APPROVED' }] },
    });
    expect(answer.deadline).toBeUndefined();
    const decision = await shop.db.selectFrom('decisions').selectAll().where('merchant_id', '=', 'm_grace').execute();
    expect(decision).toMatchObject([{ door: 'RULE', outcome: 'APPROVED', actor_role: 'system' }]);
    const told = await shop.db
      .selectFrom('timeline')
      .select(['event', 'reason'])
      .where('cancellation_id', '=', answer.cancellationId)
      .orderBy('entry_id')
      .execute();
    expect(told.at(-1)).toEqual({ event: 'DECIDED', reason: 'GRACE' });
  });

  it('goes to the carrier at once when a rule approves units that are in a parcel', async () => {
    await shop.putMerchant('m_free', { approvalNeeded: false, onNotStopped: 'AWAIT_RETURN' });
    await shop.putOrder({
      orderId: 'packed',
      lines: [line({ merchantId: 'm_free' })],
      shipments: [{ shipmentId: 'sh_packed', carrier: 'dhl', trackingRef: 'T1', state: 'LABELED', unitIds: ['a/1'] }],
    });
    expect(await shop.accepted('packed')).toMatchObject({
      state: 'INTERCEPTING',
      standing: { parcels: [{ shipmentId: 'sh_packed', merchantId: 'm_free', onNotStopped: 'AWAIT_RETURN' }] },
    });
  });

  it('of an unpaid order needs nobody', async () => {
    await shop.putOrder({ orderId: 'unpaid', tenders: [] });
    expect(await shop.accepted('unpaid')).toMatchObject({ state: 'REQUESTED', quote: { refund: 0, whole: true } });
  });

  it('of an order without lines is the shop itself to decide, and returns the payment', async () => {
    await shop.putOrder({ orderId: 'bare', lines: [], shippingFee: 0 });
    const answer = await shop.accepted('bare');
    expect(answer).toMatchObject({
      state: 'AWAITING_DECISION',
      quote: { units: [], refund: 4_500 },
      standing: { parts: [{ merchantId: 'shop', decision: 'PENDING' }] },
    });
    expect(await order('bare')).toMatchObject({ state: 'CANCELLING' });
    await end(shop.db)({ ...refOf(answer), outcome: 'WITHDRAWN' });
    expect(await order('bare')).toMatchObject({ state: 'OPEN' });
  });

  it('gives a merchant with business hours until the clock of its shop', async () => {
    const weekly = { monday: [{ from: '09:00', to: '17:00' }] };
    await shop.putMerchant(
      'm_hours',
      { businessHoursOnly: true, decisionMs: 2 * HOUR },
      { timeZone: 'Europe/Berlin', weekly, holidays: [] },
    );
    await shop.putOrder({ orderId: 'hours', lines: [line({ merchantId: 'm_hours' })] });
    // NOW is a Sunday; in March Berlin is one hour ahead.
    expect(await shop.accepted('hours')).toMatchObject({ deadline: '2026-03-02T10:00:00.000Z' });
  });

  it('goes on by the policy that it began with', async () => {
    await shop.putMerchant('m_moves', { onTimeout: 'REJECT' });
    await shop.putOrder({ orderId: 'snapshot', lines: [line({ merchantId: 'm_moves' })] });
    const { cancellationId } = await shop.accepted('snapshot');
    await shop.putMerchant('m_moves', { onTimeout: 'APPROVE' });
    expect((await shop.row(cancellationId)).policies['m_moves']).toMatchObject({ onTimeout: 'REJECT', version: 1 });
  });

  it('tells that the shop runs its own order system', async () => {
    await shop.putOrder({ orderId: 'connected' });
    await shop.db.updateTable('shops').set({ order_system: 'connected' }).where('shop_id', '=', SHOP).execute();
    const answer = await shop.accepted('connected');
    await shop.db.updateTable('shops').set({ order_system: 'own' }).where('shop_id', '=', SHOP).execute();
    expect(answer.connected).toBe(true);
    expect(await shop.row(answer.cancellationId)).toMatchObject({ connected: true });
  });
});

describe('a refused request', () => {
  const shipped = (state: 'IN_TRANSIT' | 'DELIVERED'): NewOrder['shipments'] => [
    { shipmentId: 'sh_1', carrier: 'dhl', trackingRef: 'T', state, unitIds: ['a/1'] },
  ];
  const some = (lineId: string, quantity: number): CancellationRequest['selection'] => ({
    kind: 'LINES',
    lines: [{ lineId, quantity }],
  });
  const cases: [string, Partial<NewOrder>, Partial<CancellationRequest>][] = [
    ['ORDER_SHIPPED', { lines: [line({ merchantId: 'm_no_stop' })], shipments: shipped('IN_TRANSIT') }, {}],
    ['ORDER_DELIVERED', { shipments: shipped('DELIVERED') }, {}],
    ['ORDER_NOT_CANCELLABLE', { lines: [line({ cancellable: false })] }, {}],
    ['REQUEST_WINDOW_PASSED', { lines: [line({ merchantId: 'm_window' })] }, {}],
    ['ACCOUNT_BLOCKED', { accountBlocked: true }, {}],
    [
      'DISPUTE_OPEN',
      {
        paymentEvents: [
          { eventId: 'e', captureId: 'cap_1', kind: 'DISPUTE_OPENED', amount: 10, happenedAt: new Date('2026-03-01') },
        ],
      },
      {},
    ],
    ['UNIT_UNKNOWN', {}, { selection: some('zzz', 1) }],
    ['QUANTITY_TOO_GREAT', {}, { selection: some('a', 3) }],
    ['LINE_NOT_CANCELLABLE', { lines: [line(), line({ lineId: 'b', cancellable: false })] }, {}],
    ['NOT_PART_CANCELLABLE', { lines: [line({ merchantId: 'm_whole', quantity: 2 })] }, { selection: some('a', 1) }],
    ['NOTHING_SELECTED', {}, { selection: some('a', -1) }],
    ['REASON_NOT_ALLOWED', {}, { reason: 'OUT_OF_STOCK' }],
  ];
  beforeAll(async () => {
    await shop.putMerchant('m_no_stop', { interceptInTransit: false });
    await shop.putMerchant('m_window', { requestWindowMinutes: 60 });
    await shop.putMerchant('m_whole', { partsCancellable: false });
  });

  it.each(cases)(
    '%s leaves a denied cancellation that returns nothing, and the order as it was',
    async (code, over, ask) => {
      const orderId = code.toLowerCase();
      await shop.putOrder({ orderId, ...over });
      const request = requestFor(orderId, ask);
      const answer = await step(request);
      expect(answer).toMatchObject({ outcome: 'refused', code, requestHash: request.requestHash });
      expect(await shop.row(request.cancellationId)).toMatchObject({
        ...{ state: 'DENIED', waiting_on: 'NONE', denial_code: code, refund: 0, whole: false },
      });
      expect(await shop.events(request.cancellationId)).toEqual(['REQUESTED', 'DENIED']);
      expect(await order(orderId)).toMatchObject({ state: 'OPEN', frozen: false });
      expect((await units(orderId)).every(({ state }) => state === 'ACTIVE')).toBe(true);
      expect(await step(request)).toEqual(answer);
      expect(await rowsOf(orderId)).toHaveLength(1);
    },
  );

  it('for an order that is not there keeps only its answer', async () => {
    const request = requestFor('nowhere');
    const answers = await Promise.all(Array.from({ length: 8 }, () => step(request)));
    expect(new Set(answers.map(canonicalJson)).size).toBe(1);
    expect(answers[0]).toMatchObject({ outcome: 'refused', code: 'ORDER_NOT_FOUND' });
    expect(await rowsOf('nowhere')).toEqual([]);
    await shop.putOrder({ orderId: 'nowhere' });
    expect(await step(request)).toMatchObject({ code: 'ORDER_NOT_FOUND' });
    expect(await step(requestFor('nowhere', { idempotencyKey: 'another' }))).toMatchObject({ outcome: 'accepted' });
  });

  it('for an order that is cancelled already', async () => {
    await shop.putOrder({ orderId: 'gone' });
    await cancelUnits('gone', ['a/1', 'a/2', 'b/1']);
    expect(await step(requestFor('gone'))).toMatchObject({ code: 'ORDER_ALREADY_CANCELLED' });
    await shop.putOrder({ orderId: 'half_gone' });
    await cancelUnits('half_gone', ['b/1']);
    const ask = requestFor('half_gone', { selection: some('b', 1) });
    expect(await step(ask)).toMatchObject({ code: 'UNIT_ALREADY_CANCELLED' });
  });
});

/** As commit leaves them. */
async function cancelUnits(orderId: string, unitIds: readonly string[], cancellationId = 'earlier') {
  await shop.db
    .updateTable('order_units')
    .set({ state: 'CANCELLED', cancellation_id: cancellationId })
    .where('order_id', '=', orderId)
    .where('unit_id', 'in', unitIds)
    .execute();
}

describe('the same key', () => {
  it('from twenty callers at once makes one cancellation, and each gets the same answer', async () => {
    await shop.putOrder({ orderId: 'twenty' });
    const request = requestFor('twenty');
    const answers = await Promise.all(Array.from({ length: 20 }, () => step(request)));
    expect(new Set(answers.map(canonicalJson)).size).toBe(1);
    expect(answers[0]).toMatchObject({ outcome: 'accepted', repeated: false });
    expect(await rowsOf('twenty')).toHaveLength(1);
    expect(await shop.events(request.cancellationId)).toEqual(['REQUESTED', 'ACCEPTED']);
  });

  it('for two orders at once is one of the two, and the other caller sees whose it is by the hash', async () => {
    await shop.putOrder({ orderId: 'one_key_1' });
    await shop.putOrder({ orderId: 'one_key_2' });
    const requests = ['one_key_1', 'one_key_2'].map((orderId) => requestFor(orderId, { idempotencyKey: 'shared' }));
    const answers = await Promise.all(requests.map((request) => step(request)));
    const hashes = new Set(answers.map(({ requestHash }) => requestHash));
    expect(hashes.size).toBe(1);
    expect(answers.map((answer) => answer.outcome === 'accepted' && answer.repeated).sort()).toEqual([false, true]);
    expect([...(await rowsOf('one_key_1')), ...(await rowsOf('one_key_2'))]).toHaveLength(1);
  });

  it('is told again after the end, where nothing is driven any more', async () => {
    await shop.putOrder({ orderId: 'after_end' });
    const first = await shop.accepted('after_end');
    await end(shop.db)({ ...refOf(first), outcome: 'WITHDRAWN' });
    const again = await step(requestFor('after_end'));
    expect(again).toMatchObject({
      outcome: 'accepted',
      repeated: true,
      state: 'AWAITING_DECISION',
      quote: first.quote,
    });
    expect(await order('after_end')).toMatchObject({ state: 'OPEN' });
    expect((await units('after_end')).every(({ state }) => state === 'ACTIVE')).toBe(true);
  });

  it('while it is active is answered with where the decisions stand by now', async () => {
    await shop.putOrder({ orderId: 'still' });
    const first = await shop.accepted('still');
    await shop.db
      .updateTable('cancellation_parts')
      .set({ state: 'APPROVED' })
      .where('merchant_id', '=', 'm_1')
      .execute();
    const again = await step(requestFor('still'));
    expect(again).toMatchObject({ repeated: false, quote: first.quote });
    expect((again as typeof first).standing.parts.map(({ decision }) => decision)).toEqual(['APPROVED', 'PENDING']);
  });
});

describe('two requests for one order', () => {
  it('at once: one is accepted, the other told of it', async () => {
    for (let round = 0; round < 20; round += 1) {
      const orderId = `pair_${round}`;
      await shop.putOrder({ orderId });
      const requests = ['x', 'y'].map((key) => requestFor(orderId, { idempotencyKey: `${key}_${round}` }));
      const answers = await Promise.all(requests.map((request) => step(request)));
      const winner = answers.find(({ outcome }) => outcome === 'accepted');
      const loser = answers.find(({ outcome }) => outcome === 'refused');
      expect(loser).toMatchObject({
        code: 'CANCELLATION_ACTIVE',
        details: { cancellationId: winner?.cancellationId },
      });
      expect((await rowsOf(orderId)).map(({ state }) => state).sort()).toEqual(['AWAITING_DECISION', 'DENIED']);
    }
  });

  it('are refused by the database itself, should the code ever let both pass', async () => {
    await shop.putOrder({ orderId: 'index' });
    const { cancellationId } = await shop.accepted('index');
    const second = { ...(await shop.row(cancellationId)), cancellation_id: 'second', idempotency_key: 'second' };
    const insert = shop.db.insertInto('cancellations').values({
      ...second,
      ...{ selection: JSON.stringify(second.selection), quote: JSON.stringify(second.quote) },
      policies: JSON.stringify(second.policies),
    });
    await expect(insert.execute()).rejects.toMatchObject({ constraint: 'cancellations_one_active' });
  });

  it('may follow each other: a partly cancelled order is cancelled further, to the last cent', async () => {
    await shop.putOrder({
      orderId: 'serial',
      lines: [line({ quantity: 3, unitPrice: 1_000 })],
      shippingFee: 0,
      tenders: [tender({ captures: [{ captureId: 'cap_s', amount: 3_001, capturedAt: NOW }] })],
    });
    const one = { kind: 'LINES', lines: [{ lineId: 'a', quantity: 1 }] } as const;
    const first = await shop.accepted('serial', { selection: one, idempotencyKey: 's1' });
    expect(first.quote).toMatchObject({ whole: false, refund: 1_000, units: [{ unitId: 'a/1' }] });
    expect(await step(requestFor('serial', { idempotencyKey: 's2' }))).toMatchObject({ code: 'CANCELLATION_ACTIVE' });
    await settle(first.cancellationId, 1_000);
    const second = await shop.accepted('serial', { selection: one, idempotencyKey: 's3' });
    expect(second.quote).toMatchObject({ whole: false, refund: 1_000, units: [{ unitId: 'a/2' }] });
    await settle(second.cancellationId, 1_000);
    const third = await shop.accepted('serial', { idempotencyKey: 's4', actor: MERCHANT });
    expect(third.quote).toMatchObject({ whole: true, refund: 1_001, adjustment: 1 });
  });
});

/** As commit, close and prove leave a part of an order. */
async function settle(cancellationId: string, refund: number) {
  const held = await shop.db
    .updateTable('order_units')
    .set({ state: 'CANCELLED' })
    .where('cancellation_id', '=', cancellationId)
    .returning('order_id')
    .executeTakeFirstOrThrow();
  const { order_id } = held;
  await shop.db
    .updateTable('orders')
    .set({ state: 'PARTIALLY_CANCELLED', refund_state: 'COMPLETED' })
    .where('order_id', '=', order_id)
    .execute();
  await shop.db
    .updateTable('captures')
    .set((value) => ({ committed: value('committed', '+', refund) }))
    .where('order_id', '=', order_id)
    .execute();
  await shop.db
    .updateTable('cancellations')
    .set({ state: 'SETTLED', closed_at: NOW })
    .where('cancellation_id', '=', cancellationId)
    .execute();
}

it('a request by Rescind itself for what was never paid is approved by rule', async () => {
  await shop.putOrder({ orderId: 'timed_out', tenders: [] });
  const answer = await shop.accepted('timed_out', { initiator: 'SYSTEM', reason: 'PAYMENT_TIMED_OUT', actor: SYSTEM });
  expect(answer.standing.decided).toBe(true);
});
