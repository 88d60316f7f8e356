import { sql } from 'kysely';
import { Client } from 'pg';
import { openDatabase, type Database } from '../../../../src/adapters/persistence/database';
import { verifyTimeline } from '../../../../src/adapters/persistence/access/verify-timeline';
import { recordEvents } from '../../../../src/adapters/persistence/record-event';
import { runCommand } from '../../../cli/run-command';
import { createTestDatabase, type TestDatabase } from '../../../support/test-database';

const ACTOR = { id: 's_1', role: 'service' } as const;
const ENTRIES = 12;

let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 8 });
  for (const orderId of ['one', 'two']) await write(orderId, ENTRIES);
});
afterEach(async () => {
  await db.destroy();
  await database.drop();
});

const refOf = (orderId: string, run = 0) => ({
  shopId: 'shop_1',
  cancellationId: `${orderId}.${run.toString(16).padStart(16, '0')}`,
});

async function write(orderId: string, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_none, index) => ({
    ...{ event: 'NOTED', actor: ACTOR, reason: `r${index}`, details: { n: index, at: 1.5, text: 'ä"\\' } },
  }));
  // Two cancellations of an order, several entries in one statement: one chain.
  await db.transaction().execute(async (tx) => {
    await recordEvents(tx, refOf(orderId), events.slice(0, count / 2));
    await recordEvents(tx, refOf(orderId, 1), events.slice(count / 2));
  });
}

/** As somebody does who owns the database: without the triggers that keep the record. */
async function tamper(statement: string): Promise<void> {
  await db.connection().execute(async (own) => {
    await sql`set session_replication_role = replica`.execute(own);
    await sql.raw(statement).execute(own);
    await sql`set session_replication_role = default`.execute(own);
  });
}

it('chains an order’s entries, whichever of its cancellations they are of', async () => {
  expect(await verifyTimeline(db)).toEqual({ orders: 2, entries: 2 * ENTRIES, broken: [] });
  expect(await verifyTimeline(db, 'one')).toEqual({ orders: 1, entries: ENTRIES, broken: [] });
  const rows = await db
    .selectFrom('timeline')
    .select('position')
    .where('order_id', '=', 'one')
    .orderBy('entry_id')
    .execute();
  expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: ENTRIES }, (_none, index) => index + 1));
});

it('holds when many write about one order at once', async () => {
  await Promise.all(
    Array.from({ length: 24 }, (_none, run) =>
      db.transaction().execute((tx) =>
        recordEvents(tx, refOf('busy', run), [
          { event: 'NOTED', actor: ACTOR },
          { event: 'AGAIN', actor: ACTOR },
        ]),
      ),
    ),
  );
  expect(await verifyTimeline(db, 'busy')).toEqual({ orders: 1, entries: 48, broken: [] });
});

const CHANGES: Readonly<Record<string, string>> = {
  actor: "actor_id = 'x'",
  role: "actor_role = 'system'",
  event: "event = 'OTHER'",
  time: "at = at + interval '1 microsecond'",
  reason: 'reason = null',
  state: "to_state = 'SETTLED'",
  details: `details = details || '{"n": 99}'`,
  'a detail more': `details = details || '{"m": null}'`,
  cancellation: "cancellation_id = 'one.ffffffffffffffff'",
  hash: "hash = md5('x')",
};

it.each(Object.keys(CHANGES))('finds every entry whose %s was changed, and names the first', async (name) => {
  for (let position = ENTRIES; position >= 1; position -= 1) {
    await tamper(`update timeline set ${CHANGES[name] ?? ''} where order_id = 'one' and position = ${position}`);
    const { broken } = await verifyTimeline(db);
    expect(broken).toEqual([{ shopId: 'shop_1', orderId: 'one', position, cause: 'CONTENT_CHANGED' }]);
  }
});

it('finds what was removed: in the middle, at the end, all of it, and the end’s own record', async () => {
  await tamper("delete from timeline where order_id = 'one' and position = 5");
  expect((await verifyTimeline(db)).broken).toMatchObject([{ orderId: 'one', position: 5, cause: 'ENTRY_MISSING' }]);
  await tamper("delete from timeline where order_id = 'one' and position >= 5");
  expect((await verifyTimeline(db)).broken).toMatchObject([{ orderId: 'one', position: 5, cause: 'END_MISSING' }]);
  await tamper("delete from timeline where order_id = 'one'");
  expect((await verifyTimeline(db)).broken).toMatchObject([{ orderId: 'one', position: 1, cause: 'END_MISSING' }]);
  await tamper("delete from timeline_heads where order_id = 'two'");
  expect((await verifyTimeline(db, 'two')).broken).toMatchObject([{ orderId: 'two', cause: 'HEAD_MISSING' }]);
});

it('finds two entries that changed places', async () => {
  await tamper("update timeline set position = -3 where order_id = 'one' and position = 3");
  await tamper("update timeline set position = 3 where order_id = 'one' and position = 4");
  await tamper("update timeline set position = 4 where order_id = 'one' and position = -3");
  expect((await verifyTimeline(db)).broken).toMatchObject([{ orderId: 'one', position: 3 }]);
});

it('is told by the command line, with an exit code that a script can use', async () => {
  const verify = () => runCommand(['verify', 'timeline', '--json'], {}, { env: { DATABASE_URL: database.url } });
  expect((await verify()).exitCode).toBe(0);
  await tamper("update timeline set actor_id = 'x' where order_id = 'two' and position = 2");
  const { exitCode, out } = await verify();
  expect(exitCode).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ broken: [{ orderId: 'two', position: 2 }] });
});

it('lets nobody choose place or hash, and nobody change an entry', async () => {
  await sql`insert into timeline (shop_id, cancellation_id, actor_id, actor_role, event, order_id, position, hash)
    values ('shop_1', 'one.0000000000000009', 'x', 'system', 'FORGED', 'other', 1, 'x')`.execute(db);
  expect((await verifyTimeline(db, 'one')).broken).toEqual([]);
  await expect(sql`update timeline set event = 'X'`.execute(db)).rejects.toThrow('append-only');
});

it('gives a role that may write and not rewrite, whatever becomes of the triggers', async () => {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query('alter table timeline disable trigger timeline_append_only');
    await client.query('set role rescind_app');
    await client.query(`insert into timeline (shop_id, cancellation_id, actor_id, actor_role, event)
      values ('shop_1', 'one.0000000000000009', 'x', 'system', 'NOTED')`);
    const forbidden = [
      "update timeline set event = 'X'",
      'delete from timeline',
      'truncate timeline',
      "update timeline_heads set hash = 'x'",
      'delete from timeline_heads',
      'delete from ledger_entries',
    ];
    for (const statement of forbidden) await expect(client.query(statement)).rejects.toThrow('permission denied');
  } finally {
    await client.end();
  }
  expect((await verifyTimeline(db)).broken).toEqual([]);
});
