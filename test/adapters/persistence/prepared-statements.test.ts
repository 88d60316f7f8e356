import { sql } from 'kysely';
import { openDatabase, type Database } from '../../../src/adapters/persistence/database';
import { inTransaction } from '../../../src/adapters/persistence/in-transaction';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 1 });
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const readShop = (shopId: string) =>
  inTransaction(db, (tx) => tx.selectFrom('shops').selectAll().where('shop_id', '=', shopId).execute());

it('prepares a statement once and runs it with other values', async () => {
  await readShop('a');
  await readShop('b');
  const { rows } = await sql<{ statement: string; runs: number }>`
    select statement, (generic_plans + custom_plans)::int as runs from pg_prepared_statements`.execute(db);
  expect(rows).toEqual([{ statement: expect.stringContaining('from "shops"') as string, runs: 2 }]);
});

it('goes on with a new connection when a migration has made its plans stale', async () => {
  await readShop('a');
  await sql`alter table shops add column added_meanwhile text`.execute(db);
  await expect(readShop('a')).resolves.toEqual([]);
});
