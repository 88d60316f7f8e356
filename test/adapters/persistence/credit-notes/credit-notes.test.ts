import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { issueCorrection } from '../../../../src/adapters/persistence/credit-notes/issue-correction';
import { readCreditNotes } from '../../../../src/adapters/persistence/credit-notes/read-credit-notes';
import { lockCancellation } from '../../../../src/adapters/persistence/lock-cancellation';
import { canonicalJson } from '../../../../src/domain/policy-snapshot';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import type { NewOrder } from '../../../../src/ports/order-book';
import { line, tender } from '../orders/new-order';
import { openDesk, type Desk } from '../money/refund-desk';
import { SHOP } from '../steps/bookshop';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const series = `CN-${new Date().getUTCFullYear()}`;

/** A cancellation whose only refund the channel has taken on: it may close. */
async function closable(over: Partial<NewOrder>): Promise<CancellationRef> {
  const { ref, legs } = await desk.committed(over);
  for (const { legId } of legs) await desk.send(ref, legId, { outcome: 'pending', providerRef: `re-${legId}` });
  return ref;
}

const notes = () => desk.db.selectFrom('credit_notes').selectAll().orderBy('number').execute();

it('is issued with the close, once, says what was credited, and can be checked by its hash', async () => {
  const lines = [
    line({ lineId: 'a', quantity: 2, tax: 380 }),
    line({ lineId: 'b', unitPrice: 2_000, merchantId: 'm_2' }),
  ];
  const captures = [{ captureId: 'cap_1', amount: 4_860, capturedAt: new Date('2026-03-01T10:00:05Z') }];
  const ref = await closable({ orderId: 'o_1', lines, tenders: [tender({ captures })] });
  expect(await notes()).toEqual([]);
  await Promise.all([desk.book.close(ref), desk.book.close(ref)]);
  const { credit, corrections } = await readCreditNotes(desk.db, ref);
  expect(corrections).toEqual([]);
  expect(credit?.note).toEqual({
    number: `${series}-000001`,
    kind: 'CREDIT',
    shopId: SHOP,
    orderId: 'o_1',
    cancellationId: ref.cancellationId,
    currency: 'EUR',
    reason: 'CHANGED_MIND',
    orderPlacedAt: '2026-03-01T10:00:00.000Z',
    requestedAt: '2026-03-01T12:00:00.000Z',
    issuedAt: expect.stringMatching(/Z$/) as string,
    lines: [
      { lineId: 'a', merchantId: 'm_1', sku: 'sku_a', units: 2, net: 2_000, tax: 380, gross: 2_380 },
      { lineId: 'b', merchantId: 'm_2', sku: 'sku_a', units: 1, net: 2_000, gross: 2_000 },
    ],
    shipping: 500,
    adjustment: -20,
    feeKept: 0,
    total: 4_860,
    tenders: [
      {
        ...{ tenderId: 't_1', tenderKind: 'CARD', channel: 'sandbox', kind: 'refund', amount: 4_860 },
        reference: `re-${ref.cancellationId}/1`,
      },
    ],
  });
  expect(credit?.hash).toBe(createHash('sha256').update(canonicalJson(credit?.note)).digest('hex'));
  expect((await desk.events(ref.cancellationId)).filter((event) => event === 'CREDIT_NOTE_ISSUED')).toHaveLength(1);
  await expect(sql`update credit_notes set hash = 'x'`.execute(desk.db)).rejects.toThrow();
  await expect(sql`delete from credit_notes`.execute(desk.db)).rejects.toThrow();
});

it('fifty at once have the numbers one to fifty', async () => {
  const refs = [];
  for (let number = 1; number <= 50; number += 1) refs.push(await closable({ orderId: `many-${number}` }));
  await Promise.all(refs.map((ref) => desk.book.close(ref)));
  expect((await notes()).map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

it('leaves no gap where a close is rolled back', async () => {
  const [first, second] = [await closable({ orderId: 'rolled' }), await closable({ orderId: 'kept' })];
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$`.execute(
    desk.db,
  );
  await sql`create trigger refusing before insert on credit_notes for each row execute function refuse()`.execute(
    desk.db,
  );
  await expect(desk.book.close(first)).rejects.toThrow('refused');
  expect(await desk.row(first.cancellationId)).toMatchObject({ closed_at: null });
  await sql`drop trigger refusing on credit_notes`.execute(desk.db);
  await desk.book.close(second);
  await desk.book.close(first);
  expect((await notes()).map(({ number, cancellation_id }) => [number, cancellation_id])).toEqual([
    [1, second.cancellationId],
    [2, first.cancellationId],
  ]);
});

it('is not issued for what was only authorized, or cost nothing', async () => {
  const authorizations = [{ authorizationId: 'auth_1', amount: 4_500, state: 'OPEN' as const }];
  const voided = await closable({ orderId: 'voided', tenders: [tender({ captures: [], authorizations })] });
  await desk.book.close(voided);
  const { ref: free } = await desk.committed({ orderId: 'free', tenders: [] }, []);
  await desk.book.close(free);
  expect(await notes()).toEqual([]);
});

it('of a part whose shipping fee is kept adds up all the same', async () => {
  await desk.putMerchant('m_1', {
    shippingFee: 'NONE',
    fees: [{ fromMinutes: 0, basisPoints: 1_000, fixed: 0, cap: null, faults: ['BUYER'] }],
  });
  await desk.putOrder({ orderId: 'part' });
  const selection = { kind: 'LINES' as const, lines: [{ lineId: 'a', quantity: 1 }] };
  const accepted = await desk.accepted('part', { selection });
  const ref = { shopId: SHOP, cancellationId: accepted.cancellationId };
  await desk.decide(ref, { m_1: 'APPROVED' });
  const result = await desk.book.commit(ref);
  if (result.outcome !== 'committed') throw new Error(result.outcome);
  await desk.send(ref, `${ref.cancellationId}/1`, { outcome: 'succeeded', providerRef: 're_1' });
  await desk.book.close(ref);
  const { credit } = await readCreditNotes(desk.db, ref);
  expect(credit?.note).toMatchObject({
    lines: [{ lineId: 'a', units: 1, net: 1_000, gross: 1_000 }],
    ...{ shipping: 0, adjustment: 0, feeKept: 100, total: 900 },
  });
});

it('is corrected by another note in the same series, once for each subject', async () => {
  const ref = await closable({ orderId: 'corrected' });
  await desk.book.close(ref);
  const correct = (subject: string) =>
    desk.db.transaction().execute(async (tx) =>
      issueCorrection(tx, await lockCancellation(tx, ref), {
        cause: 'LATE_MONEY',
        subject,
        amount: 700,
        tenders: [],
      }),
    );
  const [first, again] = [await correct('cap_2'), await correct('cap_2')];
  expect(again).toEqual(first);
  expect(first.note).toMatchObject({
    ...{ number: `${series}-000002`, kind: 'CORRECTION', corrects: `${series}-000001` },
    ...{ cause: 'LATE_MONEY', subject: 'cap_2', adjustment: 700, total: 700, lines: [] },
  });
  await correct('cap_3');
  const { credit, corrections } = await readCreditNotes(desk.db, ref);
  expect(credit?.note.number).toBe(`${series}-000001`);
  expect(corrections.map(({ note }) => note.number)).toEqual([`${series}-000002`, `${series}-000003`]);
});

it('names nobody', async () => {
  const ref = await closable({ orderId: 'anonymous' });
  await desk.book.close(ref);
  const { credit } = await readCreditNotes(desk.db, ref);
  const { actor_id } = await desk.row(ref.cancellationId);
  expect(JSON.stringify(credit)).not.toContain(actor_id);
});
