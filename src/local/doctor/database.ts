import { existsSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import type { LocalSettings } from '../../config/local-settings';
import { postgresAccount } from '../postgres/account';
import { findPostgresPackage, repairLinks, runsFrom } from '../postgres/binaries';
import { assertOwned, postgresHome } from '../postgres/owned-folder';
import { type Finding, finding } from './finding';

async function givenDatabase(url: string): Promise<Omit<Finding, 'part'>> {
  const { host } = new URL(url);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; creates: boolean }>(
      `select current_setting('server_version') as version, rolcreatedb or rolsuper as creates
         from pg_roles where rolname = current_user`,
    );
    const [row] = rows;
    const rights =
      row?.creates === true
        ? ''
        : '; its user may not create databases: sandbox, temporal and temporal_visibility must exist';
    return { state: 'ok', detail: `${row?.version ?? '?'} at ${host} (DATABASE_URL)${rights}` };
  } finally {
    await client.end().catch(() => undefined);
  }
}

function embeddedDatabase(root: string, stateFolder: string): Omit<Finding, 'part'> {
  const source = findPostgresPackage(root);
  const account = postgresAccount();
  const home = existsSync(stateFolder) ? postgresHome(stateFolder, account) : path.join(stateFolder, 'postgres');
  if (existsSync(home)) assertOwned(home, account);
  const version = source.version.replace(/-.*/, '');
  const asWhom = account.dropped ? `, as uid ${account.uid}` : '';
  let inPlace = false;
  try {
    repairLinks(source.folder);
    inPlace = runsFrom(source.folder, account);
  } catch {
    // Not ours to write: a start copies the programs.
  }
  const from = inPlace ? source.folder : `a copy of ${source.folder}`;
  return { state: 'ok', detail: `${version} from ${from}${asWhom}; data in ${home}` };
}

/** Which PostgreSQL is used, its version, and whether it can be. */
export async function checkDatabase(
  root: string,
  { databaseUrl }: LocalSettings,
  stateFolder: string,
): Promise<Finding> {
  return finding('PostgreSQL', () =>
    databaseUrl === undefined
      ? Promise.resolve().then(() => embeddedDatabase(root, stateFolder))
      : givenDatabase(databaseUrl),
  );
}
