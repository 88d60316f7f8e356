import { Client } from 'pg';
import { ensureDatabases } from '../../src/local/postgres/databases';
import { createEmptyDatabase } from '../support/test-database';

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

describe('ensureDatabases', () => {
  it('creates what is missing, also when the database of the URL is, and when two do it at once', async () => {
    await using empty = await createEmptyDatabase();
    const name = `${empty.name}_new`;
    const url = empty.url.replace(empty.name, name);
    await Promise.all([ensureDatabases(url, [name]), ensureDatabases(url, [name])]);
    await expect(run(url, 'select 1')).resolves.toBeUndefined();
    await run(empty.url, `drop database ${name}`);
  });

  it('names the databases that a user without the right to create them needs', async () => {
    await using empty = await createEmptyDatabase();
    const role = `${empty.name}_role`;
    await run(empty.url, `create role ${role} login password 'secret'`);
    const url = new URL(empty.url);
    url.username = role;
    url.password = 'secret';
    await expect(ensureDatabases(url.toString(), [empty.name, 'missing_one', 'missing_two'])).rejects.toMatchObject({
      code: 'DATABASES_MISSING',
      message: expect.stringMatching(/missing_one, missing_two.*CREATEDB/) as string,
    });
    await run(empty.url, `drop role ${role}`);
  });

  it('says that nothing answers, without showing the password', async () => {
    const failure: unknown = await ensureDatabases('postgres://u:hidden@127.0.0.1:1/x', ['x']).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    expect(String(failure)).not.toContain('hidden');
  });
});
