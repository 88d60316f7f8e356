import { SEPA_CAPABILITIES } from '../../../../src/adapters/refund/sepa/capabilities';
import { openDesk, type Desk } from '../../persistence/money/refund-desk';
import { camt, pain002 } from './bank-files';
import { idOf, openPaymentDesk, type PaymentDesk } from './payment-desk';

let desk: Desk;
let payments: PaymentDesk;
beforeAll(async () => {
  desk = await openDesk();
  payments = await openPaymentDesk(desk.db);
});
afterAll(() => desk.close());

let orders = 0;

/** A cancellation's leg that was sent through the channel: two persons have sent its file. */
async function sentLeg() {
  orders += 1;
  const { ref } = await desk.committed({ orderId: `bank-${orders}` });
  const legId = `${ref.cancellationId}/1`;
  const { idempotency_key: idempotencyKey, amount } = await desk.leg(legId);
  const leg = await payments.leg({ idempotencyKey, amount });
  const answer = await payments.channel.submit(leg);
  const begun = await desk.refunds.beginAttempt({ ...ref, legId, call: 'submit' }, () => ({
    ...SEPA_CAPABILITIES,
    kinds: ['refund'],
  }));
  if (begun.outcome !== 'call') throw new Error(JSON.stringify(begun));
  const standing = await desk.refunds.recordAnswer({ ...ref, legId, attempt: begun.attempt, answer });
  expect(standing).toMatchObject({ state: 'PENDING' });
  const { batchId } = await payments.batches.transfer(idempotencyKey).then((found) => found ?? { batchId: '' });
  const closed = await payments.batches.close({ shopId: leg.shopId, actorId: 'anna' });
  expect(closed).toEqual({ outcome: 'closed', batchId });
  expect(await payments.desk.release({ shopId: leg.shopId, batchId, actorId: 'ben' })).toMatchObject({
    outcome: 'released',
  });
  return { ref, legId, id: idOf(leg), batchId };
}

describe('a leg of a cancellation', () => {
  it('succeeds when the bank books it, and tells the run that waits for it', async () => {
    const { ref, legId, id } = await sentLeg();
    expect(await payments.read(camt([{ id, amount: '45.00' }]))).toMatchObject({ signals: [{ ...ref, legId }] });
    expect(await desk.leg(legId)).toMatchObject({ state: 'SUCCEEDED', provider_ref: id });
    expect(await desk.balances(ref)).toMatchObject({ paid_back: -4_500, refunds_in_transit: 0 });
  });

  it('that had succeeded is late news when the money comes back', async () => {
    const { legId, id } = await sentLeg();
    await payments.read(camt([{ id, amount: '45.00' }]));
    await payments.read(camt([{ id, amount: '45.00', side: 'CRDT', reason: 'AC04' }]));
    expect(await desk.leg(legId)).toMatchObject({ state: 'SUCCEEDED', late_news: 'RETURNED' });
  });

  it('whose return is read before its booking is a leg that failed, and stays one', async () => {
    const { ref, legId, id } = await sentLeg();
    await payments.read(camt([{ id, amount: '45.00', side: 'CRDT', reason: 'AC04' }]));
    await payments.read(camt([{ id, amount: '45.00' }]));
    expect(await desk.leg(legId)).toMatchObject({ state: 'FAILED', code: 'AC04', late_news: null });
    expect(await desk.balances(ref)).toMatchObject({ refunds_in_transit: 0 });
  });

  it('fails when the bank rejects it, and gives the capture its amount back', async () => {
    const { legId, id, batchId } = await sentLeg();
    await payments.read(pain002({ batchId, singles: [{ id, status: 'RJCT', reason: 'AC01' }] }));
    expect(await desk.leg(legId)).toMatchObject({ state: 'FAILED', code: 'AC01' });
    expect(await desk.captures(`bank-${orders}`)).toMatchObject({ cap_1: 0 });
  });

  it('that is booked with another amount is a person’s to look at', async () => {
    const { legId, id } = await sentLeg();
    await payments.read(camt([{ id, amount: '54.00' }]));
    expect(await desk.leg(legId)).toMatchObject({ state: 'REVIEW', code: 'AMOUNT_MISMATCH' });
  });
});
