import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheFolder, openCacheFolder, openStateFolder } from '../../src/local/folders';
import { freePort } from '../../src/local/ports';
import { temporaryFolder } from '../support/temporary-folder';

const whenRoot = process.getuid?.() === 0 ? it : it.skip;

describe('openStateFolder', () => {
  whenRoot('lets the account that root runs PostgreSQL as get to its data', () => {
    using folder = temporaryFolder(0o700);
    openStateFolder(folder.path);
    expect(statSync(folder.path).mode & 0o777).toBe(0o711);
  });

  whenRoot('refuses the folder of another user, and says what to do', () => {
    using folder = temporaryFolder();
    chownSync(folder.path, 1_234, 1_234);
    expect(() => openStateFolder(folder.path)).toThrow(/belongs to uid 1234.*chown.*remove it/);
  });
});

describe('cacheFolder', () => {
  it('is XDG_CACHE_HOME, else under the home folder, else the folder of the system', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/x', HOME: '/home/u' })).toBe('/x/rescind');
    expect(cacheFolder({ XDG_CACHE_HOME: 'relative', HOME: '/home/u' })).toMatch(/\.cache\/rescind$/);
    expect(cacheFolder({}).startsWith(tmpdir())).toBe(true);
  });

  it('is refused where others could put programs into it', () => {
    using folder = temporaryFolder();
    const open = path.join(folder.path, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    expect(() => openCacheFolder(open)).toThrow(/yours alone/);
  });
});

describe('freePort', () => {
  it('gives the preferred port only when it is free', async () => {
    const preferred = await freePort();
    expect(await freePort(preferred)).toBe(preferred);
    const { createServer } = await import('node:net');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(preferred, '127.0.0.1', resolve));
    const other = await freePort(preferred);
    await new Promise((resolve) => server.close(resolve));
    expect(other).not.toBe(preferred);
  });
});
