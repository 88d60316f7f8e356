import type { PaymentNews } from '../../../../src/ports/refund-book';
import { captured, countersOf, legsOf, paymentNews, repairsOf } from './payments';
import { openDesk, type Desk } from './refund-desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

let orders = 0;
/** A committed cancellation of an order paid by one capture of its own, its leg, and words for its disputes. */
async function paidOnce() {
  orders += 1;
  const orderId = `disputed-${orders}`;
  const sourceId = `cap_d${orders}`;
  const { ref } = await desk.committed({ orderId, tenders: [captured(sourceId)] });
  const tell = (kind: PaymentNews['kind'], amount = 4_500) =>
    desk.refunds.receivePaymentNews(paymentNews({ kind, sourceId, amount }));
  const counters = async () => (await countersOf(desk, orderId))[sourceId];
  return { ref, orderId, legId: `${ref.cancellationId}/1`, sourceId, tell, counters };
}

describe('a dispute of what a leg is to take', () => {
  it('stops a leg that was not sent in a state of its own, with no byte sent', async () => {
    const { ref, orderId, legId, tell, counters } = await paidOnce();
    expect(await tell('DISPUTE_OPENED')).toEqual({ outcome: 'applied', signal: ref });
    expect(await counters()).toEqual({ amount: 4_500, committed: 4_500, external: 0, disputed: 0, overdrawn: 4_500 });
    const leg = { channel: 'sandbox', state: 'DISPUTED', code: 'DISPUTE_OPEN' };
    expect(await desk.begin(ref, legId)).toEqual({ outcome: 'stored', leg });
    expect(await desk.begin(ref, legId, 'query')).toEqual({ outcome: 'stored', leg });
    expect(await desk.order(orderId)).toMatchObject({ refund_state: 'NEEDS_ATTENTION' });
    expect(await desk.events(ref.cancellationId)).toEqual(
      expect.arrayContaining(['PAYMENT_DISPUTE_OPENED', 'LEG_DISPUTED']),
    );
  });

  it('that is won lets it go under the key that it always had', async () => {
    const { ref, orderId, legId, tell, counters } = await paidOnce();
    const { idempotency_key } = await desk.leg(legId);
    await tell('DISPUTE_OPENED');
    await desk.begin(ref, legId);
    expect(await tell('DISPUTE_WON')).toEqual({ outcome: 'applied', signal: ref });
    expect(await counters()).toMatchObject({ committed: 4_500, disputed: 0, overdrawn: 0 });
    const begun = await desk.begin(ref, legId, 'query');
    expect(begun).toMatchObject({ outcome: 'call', call: 'submit', request: { idempotencyKey: idempotency_key } });
    await desk.refunds.recordAnswer({ ...ref, legId, attempt: 1, answer: { outcome: 'succeeded' } });
    expect(await desk.order(orderId)).toMatchObject({ refund_state: 'COMPLETED' });
    expect(await repairsOf(desk, ref.cancellationId)).toEqual([]);
  });

  it('that is lost closes the leg without sending: the customer has it from the bank, and nothing is owed', async () => {
    const { ref, orderId, legId, tell, counters } = await paidOnce();
    await tell('DISPUTE_OPENED');
    await desk.begin(ref, legId);
    await tell('DISPUTE_LOST');
    const leg = { channel: 'sandbox', state: 'CLOSED', code: 'DISPUTE_LOST' };
    expect(await desk.begin(ref, legId, 'query')).toEqual({ outcome: 'stored', leg });
    expect(await counters()).toEqual({ amount: 4_500, committed: 0, external: 0, disputed: 4_500, overdrawn: 0 });
    expect(await desk.row(ref.cancellationId)).toMatchObject({ refund: 0 });
    expect(await desk.balances(ref)).toMatchObject({
      sales_reversed: 0,
      payable_to_customer: 0,
      refunds_in_transit: 0,
    });
    expect(await desk.book.readLegs(ref)).toEqual([]);
    expect(await legsOf(desk, orderId)).toEqual([`refund cap_d${orders} 4500 CLOSED DISPUTE_LOST`]);
    await desk.book.close(ref);
    expect(await desk.book.prove(ref)).toMatchObject({ outcome: 'settled' });
  });

  it('that takes a part, and is lost, leaves the rest to a leg of its own', async () => {
    const { ref, orderId, legId, sourceId, tell } = await paidOnce();
    await tell('DISPUTE_OPENED', 1_000);
    await tell('DISPUTE_LOST', 1_000);
    expect(await desk.begin(ref, legId)).toMatchObject({ leg: { state: 'CLOSED', code: 'DISPUTE_LOST' } });
    expect(await legsOf(desk, orderId)).toEqual([
      `refund ${sourceId} 4500 CLOSED DISPUTE_LOST`,
      `refund ${sourceId} 3500 PLANNED`,
    ]);
    await desk.send(ref, `${ref.cancellationId}/2`, { outcome: 'succeeded' });
    await desk.book.close(ref);
    expect(await desk.book.prove(ref)).toMatchObject({ outcome: 'settled' });
    expect(await desk.row(ref.cancellationId)).toMatchObject({ refund: 3_500 });
  });

  it('marks nothing twice where the leg is on its way: it is kept, asks for attention, and speaks against the closure', async () => {
    const { ref, orderId, legId, sourceId, tell, counters } = await paidOnce();
    await desk.send(ref, legId, { outcome: 'pending', providerRef: 're_1' });
    await tell('DISPUTE_OPENED');
    expect(await counters()).toMatchObject({ committed: 4_500, disputed: 0, overdrawn: 4_500 });
    await desk.refunds.recordAnswer({ ...ref, legId, attempt: 1, answer: { outcome: 'succeeded' } });
    expect(await desk.leg(legId)).toMatchObject({ state: 'SUCCEEDED' });
    expect(await desk.order(orderId)).toMatchObject({ refund_state: 'NEEDS_ATTENTION' });
    await desk.book.close(ref);
    const differences = [`CAPTURE_OVERDRAWN:${sourceId}`];
    expect(await desk.book.prove(ref)).toEqual({ outcome: 'differs', differences });
    await tell('DISPUTE_WON');
    expect(await desk.order(orderId)).toMatchObject({ refund_state: 'COMPLETED' });
    expect(await desk.book.prove(ref)).toMatchObject({ outcome: 'settled' });
  });

  it('gets its amount once the leg is proven failed', async () => {
    const { ref, legId, tell, counters } = await paidOnce();
    await desk.begin(ref, legId);
    await tell('DISPUTE_OPENED', 4_000);
    await desk.refunds.recordAnswer({ ...ref, legId, attempt: 1, answer: { outcome: 'failed' } });
    expect(await counters()).toEqual({ amount: 4_500, committed: 0, external: 0, disputed: 4_000, overdrawn: 0 });
  });

  it('that a channel tells of by refusing is tried again under the same key, however long it lasts', async () => {
    const { ref, legId } = await paidOnce();
    expect(await desk.send(ref, legId, { outcome: 'disputed', code: 'charge_disputed' })).toBe('DISPUTED');
    const longAgo = new Date(Date.now() - 60 * 86_400_000);
    await desk.db.updateTable('refund_attempts').set({ started_at: longAgo }).where('leg_id', '=', legId).execute();
    expect(await desk.begin(ref, legId, 'query')).toMatchObject({ outcome: 'call', call: 'submit', attempt: 2 });
  });
});

describe('a dispute between request and commit', () => {
  it('leaves what is disputed out of the plan, and once it is won a repair returns it', async () => {
    const tenders = [captured('cap_mid')];
    const ref = await desk.approved({ orderId: 'mid', tenders });
    await desk.refunds.receivePaymentNews(paymentNews({ kind: 'DISPUTE_OPENED', sourceId: 'cap_mid', amount: 1_500 }));
    expect(await desk.book.commit(ref)).toMatchObject({ outcome: 'committed', refund: 3_000 });
    expect(await legsOf(desk, 'mid')).toEqual(['refund cap_mid 3000 PLANNED']);
    await desk.send(ref, `${ref.cancellationId}/1`, { outcome: 'succeeded' });
    const won = paymentNews({ kind: 'DISPUTE_WON', sourceId: 'cap_mid', amount: 1_500 });
    expect(await desk.refunds.receivePaymentNews(won)).toMatchObject({ repair: { ...ref, subject: 'cap_mid' } });
    expect(await repairsOf(desk, ref.cancellationId)).toEqual([
      { subject: 'cap_mid', kind: 'LATE_MONEY', amount: 1_500 },
    ]);
  });
});
