import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../src/local/folders';
import { postgresAccount } from '../../src/local/postgres/account';
import { findPostgresPackage, repairLinks, runsFrom, usableBinaries } from '../../src/local/postgres/binaries';
import { openOwnedFolder } from '../../src/local/postgres/owned-folder';
import { temporaryFolder } from '../support/temporary-folder';

const account = postgresAccount();
const installed = findPostgresPackage(projectRoot());

/** The package as npm installs it when install scripts are blocked: without symbolic links. */
function packageWithoutLinks(target: string): void {
  repairLinks(installed.folder);
  cpSync(installed.folder, target, { recursive: true, verbatimSymlinks: true });
  for (const link of ['libicui18n.so.60', 'libicuuc.so.60', 'libicudata.so.60', 'libpq.so.5']) {
    rmSync(path.join(target, 'native', 'lib', link), { force: true });
  }
}

describe('the programs of PostgreSQL', () => {
  it('run once the links that a blocked install script left out were created', () => {
    using folder = temporaryFolder();
    const target = path.join(folder.path, 'package');
    packageWithoutLinks(target);
    expect(runsFrom(target, account)).toBe(false);
    expect(repairLinks(target)).toBeGreaterThan(0);
    expect(runsFrom(target, account)).toBe(true);
    expect(repairLinks(target)).toBe(0);
  });

  (account.dropped ? it : it.skip)('are copied to the account when it can not reach them', () => {
    using closed = temporaryFolder(0o700);
    using open = temporaryFolder();
    const source = { ...installed, folder: path.join(closed.path, 'package') };
    packageWithoutLinks(source.folder);
    const home = path.join(open.path, 'postgres');
    openOwnedFolder(home, account);
    const first = usableBinaries(source, account, home);
    expect(first.startsWith(home)).toBe(true);
    expect(existsSync(path.join(first, 'initdb'))).toBe(true);
    expect(usableBinaries(source, account, home)).toBe(first);
  });

  it('are missed with a word on what to do where npm left them out', () => {
    using folder = temporaryFolder();
    mkdirSync(path.join(folder.path, 'node_modules'));
    expect(() => findPostgresPackage(folder.path)).toThrow(/npm install.*DATABASE_URL/s);
  });
});
