import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../src/local/folders';
import { freePort } from '../../src/local/ports';
import type { Runtime } from '../../src/local/runtime-file';
import { waitUntil } from '../../src/local/wait-until';

const PARTS = ['bin', 'src', 'workflows', 'activities', 'temporal-config', 'docs/errors'];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.json'];

/** A copy of the repository, with the packages that are installed here: `npm start` in it disturbs no other. */
export function cloneRepository(): Disposable & { path: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'rescind-clone-'));
  chmodSync(folder, 0o755);
  for (const name of [...PARTS, ...FILES]) {
    cpSync(path.join(projectRoot(), name), path.join(folder, name), { recursive: true });
  }
  symlinkSync(path.join(projectRoot(), 'node_modules'), path.join(folder, 'node_modules'));
  return {
    path: folder,
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A running `npm start`, and what it has printed. */
export interface Started {
  child: ChildProcess;
  runtime: Runtime;
  printed: () => string;
  /** Process ids of everything that it started. */
  children: () => number[];
  /** Settles with the exit code. */
  ended: Promise<number | null>;
}

const READY = { withinMs: 180_000, everyMs: 200 };

/**
 * Runs what `npm start` runs, as the leader of a terminal's process group, and waits until it says that it is ready.
 */
export async function startClone(folder: string, more: NodeJS.ProcessEnv = {}): Promise<Started> {
  const env = {
    ...process.env,
    ...more,
    NODE_ENV: 'development',
    RESCIND_TEMPORAL: 'built',
    PORT: String(await freePort()),
  };
  const child = spawn(process.execPath, [path.join(folder, 'bin', 'rescind.js'), 'start'], { detached: true, env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const end = { seen: false };
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      end.seen = true;
      resolve(code);
    });
  });
  const state = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, '.rescind', name), 'utf8'));
  await waitUntil('npm start is ready', READY, () =>
    Promise.resolve(printed.includes('Ready after') || end.seen ? true : undefined),
  );
  if (end.seen) throw new Error(`npm start ended:\n${printed}`);
  return {
    child,
    runtime: state('runtime.json') as Runtime,
    printed: () => printed,
    children: () => (state('run.json') as { children: { pid: number }[] }).children.map(({ pid }) => pid),
    ended,
  };
}
