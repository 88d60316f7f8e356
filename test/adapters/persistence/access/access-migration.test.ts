import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { verifyTimeline } from '../../../../src/adapters/persistence/access/verify-timeline';
import { openDatabase } from '../../../../src/adapters/persistence/database';
import { migrate, migrationNames } from '../../../../src/adapters/persistence/migrate';
import { createEmptyDatabase, type TestDatabase } from '../../../support/test-database';

const FOLDER = join(__dirname, '../../../../src/adapters/persistence/migrations');
const ACCESS = '0008-access';

let database: TestDatabase;
let client: Client;
beforeEach(async () => {
  database = await createEmptyDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

it('runs for an owner who may do nothing else', async () => {
  const role = `owner_${randomBytes(4).toString('hex')}`;
  await client.query(`create role ${role} nosuperuser nocreaterole nocreatedb`);
  await client.query(`alter schema public owner to ${role}; grant create on database ${database.name} to ${role}`);
  const url = new URL(database.url);
  url.searchParams.set('options', `-c role=${role}`);
  try {
    expect((await migrate(url.href)).applied).toContain(ACCESS);
    const { rows } = await client.query("select tableowner from pg_tables where tablename = 'timeline'");
    expect(rows).toEqual([{ tableowner: role }]);
  } finally {
    await client.query(`drop owned by ${role}; drop role ${role}`);
  }
});

it('chains what was written before it', async () => {
  const before = (await migrationNames()).filter((name) => name < ACCESS);
  for (const name of before) await client.query(readFileSync(join(FOLDER, `${name}.sql`), 'utf8'));
  await client.query(`insert into timeline (shop_id, cancellation_id, actor_id, actor_role, event, details)
    select 'shop_1', 'o_' || n % 7 || '.' || lpad(to_hex(n % 3), 16, '0'), 's', 'service', 'NOTED', jsonb_build_object('n', n)
    from generate_series(1, 200) n`);
  await client.query(`begin; ${readFileSync(join(FOLDER, `${ACCESS}.sql`), 'utf8')}; commit`);
  await client.query(`insert into timeline (shop_id, cancellation_id, actor_id, actor_role, event)
    values ('shop_1', 'o_1.0000000000000001', 's', 'service', 'NOTED')`);
  await expect(client.query("update timeline set event = 'X'")).rejects.toThrow('append-only');
  const db = openDatabase(database.url, { max: 1 });
  try {
    expect(await verifyTimeline(db)).toEqual({ orders: 7, entries: 201, broken: [] });
  } finally {
    await db.destroy();
  }
});
