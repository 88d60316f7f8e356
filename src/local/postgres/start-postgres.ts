import { existsSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import type { ChildProgram, Launch } from '../child-process';
import { freePort } from '../ports';
import { waitUntil } from '../wait-until';
import { postgresAccount } from './account';
import { findPostgresPackage, usableBinaries } from './binaries';
import { initializeData } from './initialize';
import { openOwnedFolder, postgresHome } from './owned-folder';
import { DATABASE_USER, createPassword, resetPassword, storedPassword } from './password';

/** A running PostgreSQL of this machine. */
export interface LocalPostgres {
  port: number;
  version: string;
  dataFolder: string;
  program: ChildProgram;
  /** The URL of one of its databases, password included. */
  url: (database: string) => string;
}

/** What to start, where. */
export interface PostgresOptions {
  /** The clone, for its node_modules. */
  root: string;
  /** Where data and password are kept; see openStateFolder. */
  stateFolder: string;
  launch: Launch;
  preferredPort?: number;
  /**
   * False only for data that are thrown away: a crash of the machine may then lose or
   * damage them, and everything is faster.
   */
  durable: boolean;
}

const READY = { withinMs: 60_000, everyMs: 40 };

function settings(port: number, durable: boolean): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
}

/** Opens one connection and asks it something: the only proof that a database answers. */
async function answers(url: string): Promise<true> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Starts the PostgreSQL that npm installed, creating its data at the first start, and returns when it answers.
 * @throws {LocalSetupError} when the programs, the folder or its owner are not as they must be.
 */
export async function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  const source = findPostgresPackage(options.root);
  const account = postgresAccount();
  const home = postgresHome(options.stateFolder, account);
  openOwnedFolder(home, account);
  const binaries = usableBinaries(source, account, home);
  const place = { data: path.join(home, 'data'), account };
  let password = storedPassword(options.stateFolder);
  if (!existsSync(path.join(place.data, 'PG_VERSION'))) {
    password ??= createPassword(options.stateFolder);
    initializeData(binaries, place, password);
  } else if (password === undefined) {
    password = createPassword(options.stateFolder);
    resetPassword(binaries, place, password);
  }

  const port = await freePort(options.preferredPort);
  const program = options.launch({
    name: 'postgres',
    stage: 'database',
    command: path.join(binaries, 'postgres'),
    args: [
      '-D',
      place.data,
      ...Object.entries(settings(port, options.durable)).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ],
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    cwd: '/',
    ...(account.dropped ? { account: { uid: account.uid, gid: account.gid } } : {}),
    // Fast shutdown: sessions are ended, nothing is lost.
    stopSignal: 'SIGINT',
    patienceMs: 20_000,
  });
  const url = (database: string) => `postgres://${DATABASE_USER}:${password}@127.0.0.1:${port}/${database}`;
  try {
    await waitUntil('PostgreSQL answers', READY, async () => {
      program.assertRunning();
      return answers(url('postgres'));
    });
  } catch (error) {
    await program.stop();
    throw error;
  }
  return { port, version: source.version, dataFolder: place.data, program, url };
}
