import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { createLauncher } from '../../src/local/child-process';
import { projectRoot } from '../../src/local/folders';
import { type LocalPostgres, startPostgres } from '../../src/local/postgres/start-postgres';
import { temporaryFolder } from '../support/temporary-folder';

const isRoot = process.getuid?.() === 0;
const whenRoot = isRoot ? it : it.skip;

async function start(stateFolder: string, preferredPort?: number): Promise<LocalPostgres> {
  mkdirSync(stateFolder, { recursive: true, mode: 0o711 });
  const launch = createLauncher(path.join(stateFolder, 'logs'));
  const port = preferredPort === undefined ? {} : { preferredPort };
  return startPostgres({ root: projectRoot(), stateFolder, launch, durable: false, ...port });
}

async function ask<T extends object>(postgres: LocalPostgres, text: string): Promise<T[]> {
  const client = new Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

function uidOf(pid: number): number {
  return Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

describe('startPostgres', () => {
  it('answers on 127.0.0.1 alone, with a password, and finds the data of the start before', async () => {
    using folder = temporaryFolder();
    const first = await start(folder.path);
    await ask(first, 'create table kept (n int)');
    const [settings] = await ask<Record<string, string>>(
      first,
      "select current_setting('listen_addresses') as host, current_setting('unix_socket_directories') as socket, current_setting('max_connections') as connections",
    );
    expect(settings).toEqual({ host: '127.0.0.1', socket: '', connections: '200' });
    const wrong = new Client({ connectionString: first.url('postgres').replace(/:[^:@]+@/, ':wrong@') });
    await expect(wrong.connect()).rejects.toThrow(/password authentication failed/);
    expect(statSync(path.join(folder.path, 'postgres-password')).mode & 0o777).toBe(0o600);
    expect(statSync(first.dataFolder).mode & 0o077).toBe(0);
    expect(await first.program.stop()).toBe('stopped');

    const second = await start(folder.path);
    await expect(ask(second, 'select * from kept')).resolves.toEqual([]);
    await second.program.stop();
  });

  it('takes another port when the preferred one is taken', async () => {
    using folder = temporaryFolder();
    using other = temporaryFolder();
    const first = await start(folder.path);
    const second = await start(other.path, first.port);
    expect(second.port).not.toBe(first.port);
    await Promise.all([first.program.stop(), second.program.stop()]);
  });

  it('sets a new password when the file with the old one was lost', async () => {
    using folder = temporaryFolder();
    await (await start(folder.path)).program.stop();
    rmSync(path.join(folder.path, 'postgres-password'));
    const again = await start(folder.path);
    await expect(ask(again, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
    await again.program.stop();
  });

  whenRoot('gives up the rights of root', async () => {
    using folder = temporaryFolder();
    const postgres = await start(folder.path);
    expect(uidOf(postgres.program.pid)).toBe(65_534);
    expect(statSync(postgres.dataFolder).uid).toBe(65_534);
    await postgres.program.stop();
  });

  whenRoot('keeps its data in a folder of the system when its account can not get into the clone', async () => {
    using folder = temporaryFolder(0o700);
    const postgres = await start(path.join(folder.path, '.rescind'));
    const home = path.dirname(postgres.dataFolder);
    try {
      expect(home).toMatch(/^\/var\/tmp\/rescind-[0-9a-f]{16}$/);
      expect(statSync(home)).toMatchObject({ uid: 65_534, mode: 0o40700 });
      expect(existsSync(path.join(folder.path, '.rescind', 'postgres'))).toBe(false);
    } finally {
      await postgres.program.stop();
      rmSync(home, { recursive: true });
    }
  });

  whenRoot('refuses a data folder of another account, and says what to do', async () => {
    using folder = temporaryFolder();
    mkdirSync(path.join(folder.path, 'postgres'), { mode: 0o700 });
    chownSync(path.join(folder.path, 'postgres'), 1_234, 1_234);
    await expect(start(folder.path)).rejects.toMatchObject({
      code: 'DATA_FOLDER_OWNER',
      message: expect.stringMatching(/belongs to uid 1234.*chown -R 65534.*remove it/) as string,
    });
  });
});
