import { sql } from 'kysely';
import { createDriftBook } from '../../../../src/adapters/persistence/drift/drift-book';
import { createDriftReader } from '../../../../src/adapters/persistence/drift/list-drift';
import type { ChannelCheck } from '../../../../src/ports/channel-check';
import type { DriftBook, DriftFilter } from '../../../../src/ports/drift-book';
import type { ProviderRefund } from '../../../../src/ports/refund-channel';
import { SHOP } from '../steps/bookshop';
import { openDesk, type Desk } from './refund-desk';

const HOUR = 3_600_000;

let desk: Desk;
let drift: DriftBook;
beforeEach(async () => {
  desk = await openDesk();
  drift = createDriftBook(desk.db);
});
afterEach(() => desk.close());

interface Sent {
  readonly legId: string;
  readonly refund: ProviderRefund;
}

let orders = 0;

/** A leg that was sent an hour ago and answered, and how its provider lists it. */
async function sent(outcome: 'succeeded' | 'pending' | 'failed' | 'ambiguous'): Promise<Sent> {
  orders += 1;
  const { ref } = await desk.committed({ orderId: `drift-${orders}` });
  const legId = `${ref.cancellationId}/1`;
  const providerRef = `rf_${orders}`;
  await desk.send(ref, legId, { outcome, ...(outcome === 'failed' ? {} : { providerRef }) });
  const at = new Date(Date.now() - HOUR);
  await sql`update refund_legs set submitted_at = ${at} where leg_id = ${legId}`.execute(desk.db);
  const { idempotency_key: reference, capture_id, amount, currency } = await desk.leg(legId);
  const sourceId = capture_id ?? '';
  return { legId, refund: { providerRef, reference, sourceId, amount, currency, outcome: 'succeeded', at } };
}

let passes = 0;
function checkOf(over: Partial<ChannelCheck> = {}): ChannelCheck {
  passes += 1;
  const from = new Date(Date.now() - 24 * HOUR).toISOString();
  return { pass: `pass-${passes}`, channel: 'sandbox', mode: 'list', from, to: new Date().toISOString(), ...over };
}

/** One pass over this list, and what is open then. */
async function compare(refunds: readonly ProviderRefund[], over: Partial<ChannelCheck> = {}) {
  const check = checkOf(over);
  await drift.keepListed(check, [], { first: true });
  await drift.keepListed(check, refunds, { first: false });
  const counts = await drift.compareListed(check);
  return { counts, cases: await open() };
}

async function open(filter: DriftFilter = {}) {
  const { items } = await createDriftReader(desk.db).list({ shopId: SHOP, withNoShop: true, filter, limit: 100 });
  return items.map(({ kind, subject, ours, theirs, closedAt }) => ({
    ...{ kind, subject, ours, theirs },
    ...(closedAt === undefined ? {} : { closedAt }),
  }));
}

it('finds nothing where both books agree, in whatever way a refund is known by', async () => {
  const [first, second, third] = [await sent('succeeded'), await sent('pending'), await sent('succeeded')];
  const { counts } = await compare([
    first.refund,
    { ...second.refund, reference: second.legId, outcome: 'pending' },
    { ...third.refund, reference: 'somebody-else' },
  ]);
  expect(counts).toEqual({ opened: 0, open: 0, closed: 0 });
});

it('opens a case once for a refund that is missing there, keeps it, and closes it when it is listed', async () => {
  const { legId, refund } = await sent('succeeded');
  const first = await compare([]);
  expect(first.counts).toEqual({ opened: 1, open: 1, closed: 0 });
  expect(first.cases).toMatchObject([{ kind: 'MISSING_THERE', subject: legId, ours: { state: 'SUCCEEDED' } }]);
  expect((await compare([])).counts).toEqual({ opened: 0, open: 1, closed: 0 });
  const last = await compare([refund]);
  expect(last).toMatchObject({ counts: { opened: 0, open: 0, closed: 1 }, cases: [] });
  expect(await open({ state: 'closed' })).toMatchObject([
    { kind: 'MISSING_THERE', closedAt: expect.any(String) as string },
  ]);
});

it('says nothing of a leg that was just sent, of one that is unclear, nor of another time', async () => {
  const { legId } = await sent('succeeded');
  await sql`update refund_legs set submitted_at = now() where leg_id = ${legId}`.execute(desk.db);
  await sent('ambiguous');
  await sent('failed');
  expect((await compare([])).cases).toEqual([]);
  await sql`update refund_legs set submitted_at = now() - interval '1 hour' where leg_id = ${legId}`.execute(desk.db);
  expect((await compare([])).cases).toHaveLength(1);
  const later = await compare([], { from: new Date(Date.now() - HOUR / 2).toISOString() });
  expect(later).toMatchObject({ counts: { open: 0, closed: 0 }, cases: [{ kind: 'MISSING_THERE' }] });
});

it('finds a refund of another amount, currency or payment', async () => {
  const [one, two, three] = [await sent('succeeded'), await sent('succeeded'), await sent('succeeded')];
  const { cases } = await compare([
    { ...one.refund, amount: one.refund.amount - 1 },
    { ...two.refund, currency: 'JPY' },
    { ...three.refund, sourceId: 'other' },
  ]);
  expect(cases.map(({ kind, subject }) => [kind, subject]).sort()).toEqual(
    [one, two, three].map(({ legId }) => ['AMOUNT', legId]).sort(),
  );
});

it('finds states that contradict each other', async () => {
  const [failed, done] = [await sent('failed'), await sent('succeeded')];
  const { cases } = await compare([failed.refund, { ...done.refund, outcome: 'pending' }]);
  expect(cases).toHaveLength(2);
  expect(cases).toContainEqual(
    expect.objectContaining({ kind: 'STATUS', subject: failed.legId, ours: { state: 'FAILED', lateNews: null } }),
  );
});

it('takes over an outcome that our leg does not have, but none of another amount', async () => {
  const [unclear, wrong] = [await sent('ambiguous'), await sent('ambiguous')];
  const check = checkOf();
  await drift.keepListed(check, [unclear.refund, { ...wrong.refund, amount: 1 }], { first: true });
  expect(await drift.unheard(check)).toMatchObject([{ leg: { legId: unclear.legId }, outcome: 'succeeded' }]);
});

it('finds two refunds of one leg', async () => {
  const { legId, refund } = await sent('succeeded');
  const { cases } = await compare([refund, { ...refund, providerRef: 'rf_again' }]);
  expect(cases).toMatchObject([{ kind: 'TWICE', subject: legId, theirs: { refunds: [{}, {}] } }]);
});

it('finds a refund that we know nothing of, unless somebody has told of it', async () => {
  const { refund } = await sent('succeeded');
  const foreign = { ...refund, providerRef: 'rf_foreign', reference: 'dashboard', amount: 100 };
  const unknown = { ...foreign, providerRef: 'rf_nobody', sourceId: 'pay_of_nobody' };
  const first = await compare([refund, foreign, unknown, { ...foreign, providerRef: 'rf_bad', outcome: 'failed' }]);
  expect(first.cases.map(({ kind, subject }) => [kind, subject]).sort()).toEqual([
    ['MISSING_HERE', 'rf_foreign'],
    ['MISSING_HERE', 'rf_nobody'],
  ]);
  const own = await createDriftReader(desk.db).list({ shopId: SHOP, withNoShop: false, filter: {}, limit: 100 });
  expect(own.items.map(({ subject }) => subject)).toEqual(['rf_foreign']);
  await sql`update captures set committed = committed - 100, external = 100 where capture_id = ${refund.sourceId}`.execute(
    desk.db,
  );
  const last = await compare([refund, foreign, unknown]);
  expect(last.cases.map(({ subject }) => subject)).toEqual(['rf_nobody']);
});

it('asks a channel without a list about open legs, and compares what it says', async () => {
  const [done, open1] = [await sent('succeeded'), await sent('pending')];
  const check = checkOf({ mode: 'query' });
  const asked = await drift.legsToAsk(check);
  expect(asked.map(({ leg, isFinal }) => [leg.legId, isFinal])).toEqual([
    [open1.legId, false],
    [done.legId, true],
  ]);
  expect(asked[1]?.request).toMatchObject({ sourceId: done.refund.sourceId, amount: done.refund.amount });
  const said = { legId: done.legId, shopId: SHOP };
  await drift.compareQueried(check, [{ ...said, outcome: 'not_found' }]);
  expect(await open()).toMatchObject([{ kind: 'MISSING_THERE', subject: done.legId }]);
  await drift.compareQueried(checkOf({ mode: 'query' }), [{ ...said, outcome: 'ambiguous' }]);
  expect(await open()).toHaveLength(1);
  await drift.compareQueried(checkOf({ mode: 'query' }), [{ ...said, outcome: 'mismatch', code: 'AMOUNT_MISMATCH' }]);
  expect(await open()).toMatchObject([{ kind: 'AMOUNT' }]);
  await drift.compareQueried(checkOf({ mode: 'query' }), [{ ...said, outcome: 'succeeded' }]);
  expect(await open()).toEqual([]);
});

it('flags a refund that the customer should have by now, once, until it has arrived', async () => {
  const { legId } = await sent('pending');
  await sql`update refund_legs set expected_by = now()::date - 1 where leg_id = ${legId}`.execute(desk.db);
  expect(await drift.flagLate(new Date())).toMatchObject({ late: 1, newlyLate: 1 });
  expect(await drift.flagLate(new Date())).toMatchObject({ late: 1, newlyLate: 0 });
  const { cancellation_id: cancellationId } = await desk.leg(legId);
  expect((await desk.events(cancellationId)).filter((event) => event === 'LEG_LATE')).toHaveLength(1);
  expect(await open()).toMatchObject([{ kind: 'LATE', subject: legId }]);
  await desk.refunds.recordAnswer({
    shopId: SHOP,
    cancellationId,
    legId,
    attempt: 0,
    answer: { outcome: 'succeeded' },
  });
  expect(await drift.flagLate(new Date())).toMatchObject({ late: 0 });
  expect(await open()).toEqual([]);
});

it('tells of legs whose channel says nothing for long', async () => {
  const { legId } = await sent('ambiguous');
  await sql`update refund_legs set submitted_at = now() - interval '4 days', updated_at = now() - interval '4 days' where leg_id = ${legId}`.execute(
    desk.db,
  );
  expect(await drift.flagLate(new Date())).toMatchObject({ newlyLate: 1 });
  await sql`update refund_legs set updated_at = now() - interval '4 days' where leg_id = ${legId}`.execute(desk.db);
  expect(await drift.flagLate(new Date())).toMatchObject({ newlyLate: 0, stuck: [{ legId }] });
});

it('opens cases for what our own books contradict, by what they are about', async () => {
  const { legId } = await sent('succeeded');
  expect(await drift.compareOwnBooks()).toEqual({ opened: 0, open: 0, closed: 0 });
  await sql`update captures set committed = committed + 1 where capture_id = (select capture_id from refund_legs where leg_id = ${legId})
    and order_id = (select order_id from refund_legs where leg_id = ${legId})`
    .execute(desk.db)
    .catch(() => undefined);
  await sql`update orders set fees_kept = fees_kept + 1 where order_id = (select order_id from refund_legs where leg_id = ${legId})`.execute(
    desk.db,
  );
  await sql`update stock_items set reserved = reserved + 1 where sku = (select min(sku) from stock_items)`.execute(
    desk.db,
  );
  await drift.compareOwnBooks();
  const kinds = (await open({ channel: 'books' })).map(({ kind }) => kind);
  expect(new Set(kinds)).toEqual(new Set(['ORDER', 'STOCK', ...(kinds.includes('LEDGER') ? ['LEDGER'] : [])]));
  await sql`update orders set fees_kept = fees_kept - 1 where fees_kept > 0`.execute(desk.db);
  await sql`update stock_items set reserved = reserved - 1 where sku = (select min(sku) from stock_items)`.execute(
    desk.db,
  );
  await sql`update captures set committed = (select coalesce(sum(l.amount), 0) from refund_legs l where l.capture_id = captures.capture_id
    and l.order_id = captures.order_id)`.execute(desk.db);
  expect(await drift.compareOwnBooks()).toMatchObject({ open: 0 });
});

it('begins where the last pass ended, and looks at thirty days once a day', async () => {
  const now = new Date();
  const days = (from: Date) => (now.getTime() - from.getTime()) / (24 * HOUR);
  const first = await drift.windowOf('sandbox', now);
  expect(days(first.from)).toBeCloseTo(30);
  await compare([], { from: first.from.toISOString(), to: first.to.toISOString() });
  const second = await drift.windowOf('sandbox', new Date(now.getTime() + HOUR));
  expect(now.getTime() - second.from.getTime()).toBe(HOUR);
  expect(days((await drift.windowOf('sandbox', new Date(now.getTime() + 25 * HOUR))).from)).toBeCloseTo(29, 0);
});
