import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../../src/local/folders';

/** The Python that has Schemathesis, or why there is none. */
export type Installed = { readonly python: string } | { readonly missing: string };

const REQUIREMENTS = path.join(__dirname, 'requirements.txt');
const OLDEST: readonly [number, number] = [3, 10];

/** For all packages together, ms: whoever can't reach them is not to wait for long. */
const INSTALL_MS = 180_000;

/**
 * Installs the pinned Schemathesis into an environment of its own, once per clone and per pin, under node_modules/.cache. Where that can't be done,
 * says why instead of throwing: Python is no part of what Rescind needs.
 */
export function installedSchemathesis(): Installed {
  const version = run('python3', ['-c', 'import sys; print(*sys.version_info[:2])']);
  if ('missing' in version) return { missing: `there is no python3 (${version.missing})` };
  const [major = 0, minor = 0] = version.said.split(' ').map(Number);
  if (major !== OLDEST[0] || minor < OLDEST[1]) {
    return { missing: `python3 is ${major}.${minor}, and ${OLDEST.join('.')} is the oldest that will do` };
  }
  const folder = path.join(projectRoot(), 'node_modules', '.cache', folderName(`${major}.${minor}`));
  const missing = existsSync(folder) ? undefined : install(folder);
  return missing === undefined ? { python: pythonIn(folder) } : { missing };
}

function folderName(python: string): string {
  const requirements = readFileSync(REQUIREMENTS, 'utf8');
  const [, version = ''] = /^schemathesis==(\S+)$/m.exec(requirements) ?? [];
  const hash = createHash('sha256').update(requirements).digest('hex').slice(0, 8);
  return `schemathesis-${version}-${hash}-python-${python}`;
}

function pythonIn(folder: string): string {
  return path.join(folder, 'bin', 'python');
}

/** What is half installed has another name, and another run may be as quick. */
function install(folder: string): string | undefined {
  mkdirSync(path.dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-new-`);
  try {
    const made = run('python3', ['-m', 'venv', draft]);
    if ('missing' in made) return `no environment can be made (${made.missing})`;
    const options = ['--quiet', '--disable-pip-version-check', '--no-input', '--retries', '0', '--timeout', '15'];
    const filled = run(pythonIn(draft), ['-m', 'pip', 'install', ...options, '--requirement', REQUIREMENTS]);
    if ('missing' in filled) return `its packages can't be had (${filled.missing})`;
    renameSync(draft, folder);
    return undefined;
  } catch (error) {
    return existsSync(folder) ? undefined : String(error);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[]): { readonly said: string } | { readonly missing: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: INSTALL_MS });
  if (status === 0) return { said: stdout.trim() };
  const last = (error?.message ?? stderr).trim().split('\n').at(-1) ?? '';
  return { missing: last.slice(0, 300) };
}
