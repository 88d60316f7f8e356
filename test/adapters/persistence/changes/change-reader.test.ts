import { sql } from 'kysely';
import { Client } from 'pg';
import { createChangeReader } from '../../../../src/adapters/persistence/changes/change-reader';
import type { ChangeReader } from '../../../../src/ports/change-reader';
import { createTestDatabase, type TestDatabase } from '../../../support/test-database';
import { openDatabase, type Database } from '../../../../src/adapters/persistence/database';
import { insertMany, SHOP } from '../listing/many-cancellations';

const ID = 'o_000001.0123456789abcdef';

let database: TestDatabase;
let db: Database;
let reader: ChangeReader;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 4 });
  reader = createChangeReader(db);
  await insertMany(db, 3);
}, 60_000);
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** A transaction on a connection of its own that tells events when it is told to. */
async function begin() {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query('begin');
  return {
    tell: async (details: object = {}): Promise<number> => {
      const { rows } = await client.query<{ event_id: string }>(
        `insert into outbox (shop_id, cancellation_id, type, body) values ($1, $2, 'cancellation.test', $3) returning event_id`,
        [SHOP, ID, JSON.stringify(details)],
      );
      return Number(rows[0]?.event_id);
    },
    end: async (how: 'commit' | 'rollback') => {
      await client.query(how);
      await client.end();
    },
  };
}

/**
 * The last event so far. A position is held back by whatever transaction is under way in the cluster, other tests'
 * databases included, so that events from before it may be told again.
 */
async function lastEvent(): Promise<number> {
  const { last } = await db
    .selectFrom('outbox')
    .select(({ fn }) => fn.coalesce(fn.max('event_id'), sql<number>`0`).as('last'))
    .executeTakeFirstOrThrow();
  return last;
}

/** Reads on and on from where it stands, as a poller does; what is new since then. */
async function follow() {
  const last = await lastEvent();
  let position = await reader.position();
  const told = new Map<number, number>();
  return async (): Promise<number[]> => {
    const read = await reader.read({ from: position, told: [...told.keys()], limit: 500 });
    for (const { eventId, txid } of read.items) told.set(eventId, txid);
    position = read.position;
    for (const [eventId, txid] of told) if (txid < position) told.delete(eventId);
    return read.items.map(({ eventId }) => eventId).filter((eventId) => eventId > last);
  };
}

it('tells an event whose transaction ended after that of a later one', async () => {
  const next = await follow();
  const [slow, quick] = [await begin(), await begin()];
  const early = await slow.tell();
  const late = await quick.tell();
  expect(early).toBeLessThan(late);
  await quick.end('commit');
  expect(await next()).toEqual([late]);
  await slow.end('commit');
  expect(await next()).toEqual([early]);
  expect(await next()).toEqual([]);
});

it('tells every event of transactions that end in any order once, and none of those that were rolled back', async () => {
  const next = await follow();
  const kept: number[] = [];
  const seen: number[] = [];
  let open: { tx: Awaited<ReturnType<typeof begin>>; ids: number[] }[] = [];
  // A small generator of its own, so that a failure can be run again.
  let state = 7;
  const random = (below: number) => {
    state = (state * 16_807) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
  for (let step = 0; step < 300; step += 1) {
    const at = random(open.length + 1);
    const one = open[at];
    if (open.length < 2 || (one === undefined && open.length < 6)) open.push({ tx: await begin(), ids: [] });
    else if (one === undefined) continue;
    else if (random(4) > 0) one.ids.push(await one.tx.tell());
    else {
      const how = random(4) === 0 ? 'rollback' : 'commit';
      await one.tx.end(how);
      if (how === 'commit') kept.push(...one.ids);
      open = open.filter((other) => other !== one);
    }
    if (random(3) === 0) seen.push(...(await next()));
  }
  for (const { tx, ids } of open) {
    await tx.end('commit');
    kept.push(...ids);
  }
  seen.push(...(await next()));
  expect(kept.length).toBeGreaterThan(20);
  expect([...seen].sort((a, b) => a - b)).toEqual([...kept].sort((a, b) => a - b));
}, 60_000);

it('gives whoever comes back all that began to be told where it stood', async () => {
  const slow = await begin();
  const early = await slow.tell();
  const stood = await reader.position();
  const quick = await begin();
  const late = await quick.tell();
  await quick.end('commit');
  await slow.end('commit');
  const { items } = await reader.read({ from: stood, told: [], limit: 500 });
  expect(items.map(({ eventId }) => eventId)).toEqual(expect.arrayContaining([early, late]));
});

it('tells the state as it is now, whose it is, and what is about one merchant’s part alone', async () => {
  const [last, from] = [await lastEvent(), await reader.position()];
  const newOnes = async (shopId: string) =>
    (await reader.read({ from, told: [], limit: 500, shopId })).items.filter(({ eventId }) => eventId > last);
  const tx = await begin();
  await tx.tell({ merchantId: 'm_1', from: 'AWAITING_DECISION', to: 'AWAITING_DECISION' });
  await tx.tell({ merchantId: 'm_1', from: 'AWAITING_DECISION', to: 'REFUNDING' });
  await tx.end('commit');
  const items = await newOnes(SHOP);
  const about = {
    shopId: SHOP,
    cancellationId: ID,
    orderId: 'o_000001',
    state: 'NEEDS_HUMAN',
    merchantIds: ['m_1', 'm_2'],
  };
  expect(items).toMatchObject([{ ...about, aboutMerchant: 'm_1' }, about]);
  expect(items[1]).not.toHaveProperty('aboutMerchant');
  expect(await newOnes('shop_2')).toEqual([]);
});

it('leaves out what carries numbers that no transaction here has had yet', async () => {
  const [last, from] = [await lastEvent(), await reader.position()];
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `insert into outbox (shop_id, cancellation_id, type, body, txid) values ($1, $2, 't', '{}', '9000000000000')`,
    [SHOP, ID],
  );
  await client.end();
  const { items } = await reader.read({ from, told: [], limit: 500 });
  expect(items.filter(({ eventId }) => eventId > last)).toEqual([]);
});
