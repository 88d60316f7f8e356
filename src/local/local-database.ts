import { ensureDatabases, withDatabase } from './postgres/databases';
import { type PostgresOptions, startPostgres } from './postgres/start-postgres';

/** The PostgreSQL that everything on this machine uses. */
export interface LocalDatabase {
  /** One line for people; no password. */
  description: string;
  /** Rescind's own database. */
  url: string;
  /** Any database of the same server, by name. */
  urlOf: (database: string) => string;
}

const OWN = 'rescind';
const PREFERRED_PORT = 54_329;

function given(databaseUrl: string): LocalDatabase {
  const { host, pathname } = new URL(databaseUrl);
  const name = pathname === '' || pathname === '/' ? OWN : decodeURIComponent(pathname.slice(1));
  return {
    description: `${host}, database ${name} (DATABASE_URL)`,
    url: withDatabase(databaseUrl, name),
    urlOf: (database) => withDatabase(databaseUrl, database),
  };
}

async function started(options: Omit<PostgresOptions, 'durable'>): Promise<LocalDatabase> {
  const postgres = await startPostgres({ preferredPort: PREFERRED_PORT, ...options, durable: true });
  return {
    description: `${postgres.version.replace(/-.*/, '')} on 127.0.0.1:${postgres.port}, data in ${postgres.dataFolder}`,
    url: postgres.url(OWN),
    urlOf: postgres.url,
  };
}

/**
 * The PostgreSQL of DATABASE_URL, else the one that npm installed, with the databases of Rescind and of its sandboxes.
 * @throws {LocalSetupError} DATABASES_MISSING names those that a user without CREATEDB needs to have created.
 */
export async function openLocalDatabase(
  databaseUrl: string | undefined,
  options: Omit<PostgresOptions, 'durable'>,
): Promise<LocalDatabase> {
  const database = databaseUrl === undefined ? await started(options) : given(databaseUrl);
  const name = decodeURIComponent(new URL(database.url).pathname.slice(1));
  await ensureDatabases(database.url, [name, 'sandbox']);
  return database;
}
