import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../src/adapters/persistence/project-root';

const ROOT = projectRoot();
const SOURCE = join(ROOT, 'src', 'console');
const BUILDS = join(ROOT, 'dist', 'console-of-tests');
const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
const KEPT_MS = 3_600_000;

/**
 * The pages as they are built for production, in a folder that their sources name: built once for all test files, and
 * never under the feet of one that still uses the build before.
 */
export async function buildPages(): Promise<string> {
  const folder = join(BUILDS, await hashOfSource());
  if (existsSync(folder)) return folder;
  await mkdir(BUILDS, { recursive: true });
  await removeOldBuilds();
  const unfinished = await mkdtemp(join(BUILDS, 'unfinished-'));
  const config = join(SOURCE, 'vite.config.mts');
  await promisify(execFile)(process.execPath, [
    VITE,
    'build',
    '--logLevel=error',
    '-c',
    config,
    '--outDir',
    unfinished,
  ]);
  // Another test file may have been faster: then its build stays.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }));
  return folder;
}

async function hashOfSource(): Promise<string> {
  const entries = await readdir(SOURCE, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const hash = createHash('sha256');
  for (const file of [...files, join(ROOT, 'package-lock.json')].sort()) {
    hash.update(file).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function removeOldBuilds(): Promise<void> {
  for (const name of await readdir(BUILDS)) {
    const { mtimeMs } = await stat(join(BUILDS, name));
    if (Date.now() - mtimeMs > KEPT_MS) await rm(join(BUILDS, name), { recursive: true, force: true });
  }
}
