import { Client, DatabaseError, escapeIdentifier } from 'pg';
import { LocalSetupError } from '../local-setup-error';

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.toString();
}

async function connected<T>(url: string, act: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

const hasCode = (error: unknown, code: string) => error instanceof DatabaseError && error.code === code;

/** Any database of the server that we may enter, to ask about the others. */
async function anyDatabase(url: string): Promise<string> {
  try {
    await connected(url, () => Promise.resolve());
    return url;
  } catch (error) {
    if (hasCode(error, '3D000')) return withDatabase(url, 'postgres');
    throw error;
  }
}

async function createMissing(client: Client, names: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database where datname = any($1)', [
    names,
  ]);
  const missing = names.filter((name) => !rows.some(({ datname }) => datname === name));
  for (const [index, name] of missing.entries()) {
    try {
      await client.query(`create database ${escapeIdentifier(name)}`);
    } catch (error) {
      // Another start was faster: 42P04, or 23505 when both were at it.
      if (hasCode(error, '42P04') || hasCode(error, '23505')) continue;
      if (!hasCode(error, '42501')) throw error;
      throw new LocalSetupError(
        'DATABASES_MISSING',
        `The user in DATABASE_URL may not create databases, and these do not exist: ${missing.slice(index).join(', ')}. ` +
          'Create them with this user as owner, or give it the right (ALTER ROLE … CREATEDB).',
      );
    }
  }
}

/**
 * Creates those of the named databases that don't exist on the server.
 * @throws {LocalSetupError} DATABASES_MISSING when some don't and the user may not create them; DATABASE_UNREACHABLE
 */
export async function ensureDatabases(url: string, names: readonly string[]): Promise<void> {
  try {
    await connected(await anyDatabase(url), (client) => createMissing(client, names));
  } catch (error) {
    if (error instanceof LocalSetupError) throw error;
    const { host } = new URL(url);
    throw new LocalSetupError(
      'DATABASE_UNREACHABLE',
      `The PostgreSQL at ${host} does not let us in: ${error instanceof Error ? error.message || error.name : String(error)}. ` +
        'Check DATABASE_URL, or unset it to use the PostgreSQL that comes with Rescind.',
    );
  }
}
