import { sql } from 'kysely';
import { createCancellationReader } from '../../../../src/adapters/persistence/cancellation-reader';
import { openDatabase, type Database } from '../../../../src/adapters/persistence/database';
import { pageQuery } from '../../../../src/adapters/persistence/listing/page-query';
import type { CancellationFilter, CancellationReader, ListSort } from '../../../../src/ports/cancellation-reader';
import { createTestDatabase, type TestDatabase } from '../../../support/test-database';
import { insertMany, SHOP } from './many-cancellations';

const MANY = 24_000;

let database: TestDatabase;
let db: Database;
let reader: CancellationReader;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 4 });
  reader = createCancellationReader(db);
  await insertMany(db, MANY);
}, 120_000);
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

interface Ask {
  readonly filter: CancellationFilter;
  readonly sort?: ListSort;
}

async function planOf({ filter, sort = 'newest' }: Ask, after?: { at: string; id: string }): Promise<string> {
  const query = pageQuery({ shopId: SHOP, filter, sort, after, rows: 101 });
  const { rows } = await sql<Record<string, string>>`explain ${query}`.execute(db);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

async function all({ filter, sort }: Ask, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await reader.list({
      ...{ shopId: SHOP, filter, limit },
      ...(sort === undefined ? {} : { sort }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    pages.push(page.items.map(({ view }) => view.orderId));
    cursor = page.next;
  } while (cursor !== undefined);
  return pages;
}

/** What the database says without any paging. */
async function expected(where: string, order: string): Promise<string[]> {
  const { rows } = await sql<{ order_id: string }>`select c.order_id from cancellations c
    where shop_id = ${SHOP} and ${sql.raw(where)} order by ${sql.raw(order)}`.execute(db);
  return rows.map(({ order_id }) => order_id);
}

const NEWEST = 'requested_at desc, cancellation_id desc';
const SOONEST = 'deadline asc nulls last, cancellation_id';
const INBOX: Ask = { filter: { waitingOn: 'MERCHANT', merchantId: 'm_100' }, sort: 'deadline' };

it.each<[string, Ask, string]>([
  ['newest', { filter: {} }, 'cancellations_newest'],
  ['soonest deadline', { filter: {}, sort: 'deadline' }, 'cancellations_by_deadline'],
  ['what waits for merchants', { filter: { waitingOn: 'MERCHANT' }, sort: 'deadline' }, 'cancellations_by_waiting'],
  ['one merchant’s inbox', INBOX, 'cancellation_parts_inbox'],
  ['what needs a person', { filter: { needsHuman: true } }, 'cancellations_by_state'],
  ['ids by their beginning', { filter: { prefix: 'o_01234' } }, 'cancellations_by_id'],
  ['late refunds', { filter: { lateRefunds: true } }, 'refund_legs_late'],
  ['what has not ended', { filter: { active: {} } }, 'cancellations_active'],
])('%s: by an index, never through the whole table', async (_name, ask, index) => {
  const plan = await planOf(ask);
  expect(plan).not.toContain('Seq Scan on cancellations');
  expect(plan).not.toContain('Seq Scan on cancellation_parts');
  expect(plan).not.toContain('Seq Scan on refund_legs');
  expect(plan).toContain(index);
  const after = {
    at: ask.sort === 'deadline' ? '2026-03-02T00:00:00.000000Z' : '2026-01-01T01:00:00.000000Z',
    id: 'o_1',
  };
  expect(await planOf(ask, after)).not.toContain('Seq Scan on cancellation');
});

it('the two orders sort nothing: the index has them so', async () => {
  for (const ask of [{ filter: {} }, { filter: {}, sort: 'deadline' } as const, { ...INBOX }]) {
    expect(await planOf(ask)).not.toContain('Sort');
  }
});

it.each<[string, Ask, string, string]>([
  ['newest, two of each instant', { filter: { prefix: 'o_0001' } }, "order_id like 'o\\_0001%'", NEWEST],
  [
    'what waits, those without a deadline last',
    { filter: { waitingOn: 'MERCHANT' }, sort: 'deadline' },
    "waiting_on = 'MERCHANT'",
    SOONEST,
  ],
  ['what needs a person', { filter: { needsHuman: true } }, "state = 'NEEDS_HUMAN'", NEWEST],
  [
    'several states and a reason',
    { filter: { states: ['NEEDS_HUMAN', 'AWAITING_DECISION'], reason: 'CHANGED_MIND' } },
    "state in ('NEEDS_HUMAN', 'AWAITING_DECISION') and reason = 'CHANGED_MIND'",
    NEWEST,
  ],
  [
    'deadlines before an instant',
    { filter: { deadlineBefore: '2026-03-01T12:00:00Z' }, sort: 'deadline' },
    "deadline < '2026-03-01T12:00:00Z'",
    SOONEST,
  ],
  ['what has not ended', { filter: { active: {} } }, "state in ('NEEDS_HUMAN', 'AWAITING_DECISION')", NEWEST],
  [
    'late refunds',
    { filter: { lateRefunds: true } },
    "cancellation_id in (select cancellation_id from refund_legs where leg_id like '%/late%')",
    NEWEST,
  ],
])('gives every row once, in its order, however long the pages are: %s', async (_name, ask, ...asSql) => {
  const whole = await expected(...asSql);
  expect(whole.length).toBeGreaterThan(5);
  for (const limit of [7, 50, 100]) expect((await all(ask, limit)).flat()).toEqual(whole);
});

it('a merchant’s inbox goes by its own clock, and has only what it has not decided', async () => {
  const { rows } = await sql<{
    order_id: string;
  }>`select c.order_id from cancellation_parts p join cancellations c using (shop_id, cancellation_id)
    where p.merchant_id = 'm_1' and p.state = 'PENDING' and c.waiting_on = 'MERCHANT'
    order by p.deadline asc nulls last, p.cancellation_id`.execute(db);
  const own = rows.map(({ order_id }) => order_id);
  expect(own.length).toBeGreaterThan(10);
  const asked = await all({ filter: { waitingOn: 'MERCHANT', merchantId: 'm_1' }, sort: 'deadline' }, 9);
  expect(asked.flat()).toEqual(own);
  const decided = await all({ filter: { merchantId: 'm_1', states: ['AWAITING_DECISION'] } }, 100);
  expect(decided.flat().length).toBeGreaterThan(own.length);
  const newest = await all({ filter: { waitingOn: 'MERCHANT', merchantId: 'm_1' } }, 9);
  expect([...newest.flat()].sort()).toEqual([...own].sort());
});

it('lists as many with late refunds as the desk counts, each once however many of its refunds are late', async () => {
  const { lateRefunds } = await reader.countForDesk({ shopId: SHOP, withNoShop: false });
  const listed = (await all({ filter: { lateRefunds: true } }, 7)).flat();
  expect(lateRefunds).toBe(listed.length);
  expect(new Set(listed).size).toBe(listed.length);
  const { rows } = await sql`select from refund_legs where leg_id like '%/late%'`.execute(db);
  expect(rows.length).toBeGreaterThan(listed.length);
});

it('keeps what ended a while ago off the active list, and nowhere else', async () => {
  await sql`update cancellations set updated_at = now() - interval '3 days' where order_id = 'o_000002'`.execute(db);
  const ids = async (filter: CancellationFilter) =>
    (await all({ filter: { ...filter, prefix: 'o_000002' } }, 9)).flat();
  expect(await ids({ active: { endedWithinDays: 4 } })).toEqual(['o_000002']);
  expect(await ids({ active: { endedWithinDays: 2 } })).toEqual([]);
  expect(await ids({ active: {} })).toEqual([]);
  expect(await ids({})).toEqual(['o_000002']);
});

it('takes a cursor of another order, or one that is none, for none', async () => {
  const { next = '' } = await reader.list({ shopId: SHOP, filter: {}, limit: 2 });
  const first = (await reader.list({ shopId: SHOP, filter: {}, sort: 'deadline', limit: 2 })).items;
  for (const cursor of [next, 'nonsense', Buffer.from('["deadline","infinitely","x"]').toString('base64url')]) {
    const page = await reader.list({ shopId: SHOP, filter: {}, sort: 'deadline', limit: 2, cursor });
    expect(page.items).toEqual(first);
  }
});

it('asks the database three times for a page, however long it is', async () => {
  const asked: string[] = [];
  const spied = db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      asked.push(queryId.queryId);
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  await createCancellationReader(spied).list({ shopId: SHOP, filter: {}, limit: 100 });
  // The ids, and side by side what is shown and how many units there are.
  expect(asked).toHaveLength(3);
});
