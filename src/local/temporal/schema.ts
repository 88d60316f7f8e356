import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { LocalSetupError } from '../local-setup-error';
import { databaseAddress } from './database-address';
import { TEMPORAL_DATABASES } from './server-config';

const run = promisify(execFile);
const FOLDERS = ['postgresql/v12/temporal', 'postgresql/v12/visibility'];

async function hasSchema(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ found: boolean }>(
      "select to_regclass('schema_version') is not null as found",
    );
    return rows[0]?.found === true;
  } finally {
    await client.end();
  }
}

/**
 * Forgets the members of earlier runs. A new run uses other ports, and would otherwise wait about 40 s for the old ones
 * to be declared dead before it gives work to its own.
 */
async function forgetEarlierMembers(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("delete from cluster_membership where rpc_address = '127.0.0.1'");
  } finally {
    await client.end();
  }
}

/**
 * Brings Temporal's schema in its two databases (they must exist) to what this server needs. Repeating it does nothing.
 * No server may be running on them.
 * @param urlOf gives the URL of a database by name.
 * @throws {LocalSetupError} TEMPORAL_SCHEMA
 */
export async function updateTemporalSchema(sqlTool: string, urlOf: (database: string) => string): Promise<void> {
  const update = async (database: string, folder: string) => {
    const address = databaseAddress(urlOf(database));
    const env = {
      SQL_PLUGIN: 'postgres12',
      SQL_HOST: address.host,
      SQL_PORT: address.port,
      SQL_USER: address.user,
      SQL_PASSWORD: address.password,
      SQL_DATABASE: database,
      ...(address.tls === undefined
        ? {}
        : { SQL_TLS: 'true', SQL_TLS_DISABLE_HOST_VERIFICATION: String(!address.tls.verifyHost) }),
    };
    if (!(await hasSchema(urlOf(database)))) await run(sqlTool, ['setup-schema', '-v', '0.0'], { env });
    await run(sqlTool, ['update-schema', '--schema-name', folder], { env });
  };
  try {
    await Promise.all(TEMPORAL_DATABASES.map((database, index) => update(database, FOLDERS[index] ?? '')));
    await forgetEarlierMembers(urlOf(TEMPORAL_DATABASES[0]));
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1);
    throw new LocalSetupError(
      'TEMPORAL_SCHEMA',
      `Temporal's schema could not be brought up to date: ${said ?? String(error)}`,
    );
  }
}
