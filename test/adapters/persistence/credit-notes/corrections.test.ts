import { readCreditNotes } from '../../../../src/adapters/persistence/credit-notes/read-credit-notes';
import { createRepairBook } from '../../../../src/adapters/persistence/repairs/repair-book';
import type { NewTender } from '../../../../src/ports/order-book';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import type { RepairBook, RepairRef } from '../../../../src/ports/repair-book';
import { authorized, captured, paymentNews } from '../money/payments';
import { openDesk, type Desk } from '../money/refund-desk';
import { tender } from '../orders/new-order';
import { SUPPORT } from '../steps/bookshop';

let desk: Desk;
let repairs: RepairBook;
beforeAll(async () => {
  desk = await openDesk();
  repairs = createRepairBook(desk.db);
});
afterAll(() => desk.close());

let refunds = 0;
async function send(ref: CancellationRef, legId: string): Promise<void> {
  refunds += 1;
  await desk.send(ref, legId, { outcome: 'succeeded', providerRef: `re_${refunds}` });
}

async function settled(orderId: string, tenders: readonly NewTender[]): Promise<CancellationRef> {
  const { ref, legs } = await desk.committed({ orderId, tenders });
  for (const { legId } of legs) await send(ref, legId);
  await desk.book.close(ref);
  expect(await desk.book.prove(ref)).toMatchObject({ outcome: 'settled' });
  return ref;
}

/** A payment comes in too late, and goes back. */
async function comesLate(ref: CancellationRef, sourceId: string, authorizationId: string): Promise<RepairRef> {
  const news = paymentNews({ kind: 'CAPTURED', sourceId, authorizationId });
  const repair = { ...ref, subject: sourceId };
  expect(await desk.refunds.receivePaymentNews(news)).toMatchObject({ outcome: 'applied', repair });
  await repairs.beginRepair(repair);
  for (const { legId } of await repairs.readRepairLegs(repair)) await send(ref, legId);
  return repair;
}

it('late money that was refunded is credited by a note of its own, once, when the cancellation is proven anew', async () => {
  const ref = await settled('slow', [captured('cap_paid')]);
  const before = await readCreditNotes(desk.db, ref);
  expect(before.corrections).toEqual([]);
  await desk.db
    .insertInto('authorizations')
    .values({ shop_id: ref.shopId, order_id: 'slow', tender_id: 't_1', authorization_id: 'auth_slow', amount: 4_500 })
    .execute();
  const repair = await comesLate(ref, 'cap_slow', 'auth_slow');
  expect((await readCreditNotes(desk.db, ref)).corrections).toEqual([]);
  await Promise.all([repairs.proveRepair(repair), repairs.proveRepair(repair)]);
  const { credit, corrections } = await readCreditNotes(desk.db, ref);
  expect(credit).toEqual(before.credit);
  expect(corrections.map(({ note }) => note)).toMatchObject([
    {
      ...{ kind: 'CORRECTION', corrects: credit?.note.number, cause: 'LATE_MONEY', subject: 'cap_slow' },
      ...{ total: 4_500, tenders: [{ kind: 'refund', amount: 4_500, reference: `re_${refunds}` }] },
    },
  ]);
});

it('money captured of what the note names as released is credited already', async () => {
  const capture = { captureId: 'cap_part', amount: 500, capturedAt: new Date('2026-03-01T10:00:05Z') };
  const authorization = { authorizationId: 'auth_rest', amount: 4_500, state: 'OPEN' as const };
  const ref = await settled('released', [tender({ captures: [capture], authorizations: [authorization] })]);
  expect((await readCreditNotes(desk.db, ref)).credit?.note.tenders.map(({ kind }) => kind)).toContain('void');
  const repair = await comesLate(ref, 'cap_rest', 'auth_rest');
  expect(await repairs.proveRepair(repair)).toMatchObject({ outcome: 'settled' });
  expect((await readCreditNotes(desk.db, ref)).corrections).toEqual([]);
});

it('money captured of what was merely authorized has no note to correct, and gets one of its own', async () => {
  const ref = await settled('unpaid', [authorized({ auth_all: 4_500 })]);
  expect(await readCreditNotes(desk.db, ref)).toEqual({ corrections: [] });
  const repair = await comesLate(ref, 'cap_all', 'auth_all');
  expect(await repairs.proveRepair(repair)).toMatchObject({ outcome: 'settled' });
  const { corrections } = await readCreditNotes(desk.db, ref);
  expect(corrections).toMatchObject([{ note: { subject: 'cap_all', total: 4_500 } }]);
  expect(corrections[0]?.note).not.toHaveProperty('corrects');
});

it('late money that others gave back before we could is proven, and credited by nobody', async () => {
  const ref = await settled('taken', [authorized({ auth_taken: 4_500 })]);
  const news = paymentNews({ kind: 'CAPTURED', sourceId: 'cap_taken', authorizationId: 'auth_taken' });
  await desk.refunds.receivePaymentNews(news);
  const repair = { ...ref, subject: 'cap_taken' };
  await repairs.beginRepair(repair);
  const [leg] = await repairs.readRepairLegs(repair);
  await desk.refunds.receivePaymentNews(paymentNews({ kind: 'EXTERNAL_REFUND', sourceId: 'cap_taken' }));
  expect(await desk.begin(ref, leg?.legId ?? '')).toMatchObject({ leg: { code: 'REFUNDED_ELSEWHERE' } });
  expect(await repairs.readRepairLegs(repair)).toEqual([]);
  expect(await repairs.proveRepair(repair)).toMatchObject({ outcome: 'settled' });
  expect((await readCreditNotes(desk.db, ref)).corrections).toEqual([]);
});

it('a refund that came back and was paid again changes no amount', async () => {
  const ref = await settled('again', [captured('cap_back')]);
  const legId = `${ref.cancellationId}/1`;
  const { idempotency_key: reference } = await desk.leg(legId);
  const answer = { outcome: 'failed' as const };
  await desk.refunds.receiveEvent({ source: 'sandbox', eventId: 'back', body: {}, reference, answer });
  const repair = { ...ref, subject: legId };
  await repairs.beginRepair(repair);
  await desk.book.flag({ ...ref, cause: 'REFUND_RETURNED', step: 'repairMoney' });
  await desk.book.pullLever({ ...ref, lever: { kind: 'retryRefund', legId }, actor: SUPPORT });
  for (const leg of await repairs.readRepairLegs(repair)) await send(ref, leg.legId);
  expect(await repairs.proveRepair(repair)).toMatchObject({ outcome: 'settled' });
  expect((await readCreditNotes(desk.db, ref)).corrections).toEqual([]);
});
