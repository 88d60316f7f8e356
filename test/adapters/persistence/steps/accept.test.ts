import { accept } from '../../../../src/adapters/persistence/steps/accept';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { line } from '../orders/new-order';
import { HOUR, NOW, openBookshop, refOf, requestFor, SHOP, SYSTEM, type Bookshop } from './bookshop';

let shop: Bookshop;
let step: ReturnType<typeof accept>;
beforeAll(async () => {
  shop = await openBookshop();
  step = accept(shop.db, { clock: () => NOW });
});
afterAll(() => shop.close());

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
    expect((await shop.units('whole')).map((unit) => [unit.state, unit.cancellation_id])).toEqual(
      Array(3).fill(['HELD', cancellationId]),
    );
    expect(await shop.order('whole')).toMatchObject({ state: 'CANCELLING', frozen: true, refund_state: 'NONE' });
    const [row] = await shop.rows('whole');
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
    expect(await shop.order('bare')).toMatchObject({ state: 'CANCELLING' });
    await end(shop.db)({ ...refOf(answer), outcome: 'WITHDRAWN' });
    expect(await shop.order('bare')).toMatchObject({ state: 'OPEN' });
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

it('a request by Rescind itself for what was never paid is approved by rule', async () => {
  await shop.putOrder({ orderId: 'timed_out', tenders: [] });
  const answer = await shop.accepted('timed_out', { initiator: 'SYSTEM', reason: 'PAYMENT_TIMED_OUT', actor: SYSTEM });
  expect(answer.standing.decided).toBe(true);
});
