import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ChildProgram, Launch, STOP_ORDER } from './child-process';
import { LocalSetupError } from './local-setup-error';
import { freePort } from './ports';
import { waitUntil } from './wait-until';

/** One of Rescind's own processes. */
export interface OwnProcess {
  name: string;
  stage: (typeof STOP_ORDER)[number];
  /** Compiled file, relative to dist/src. */
  entry: string;
  env: Record<string, string | undefined>;
  preferredPort?: number;
  /** Milliseconds that it gets to end in good order. */
  patienceMs: number;
}

/** Where it listens. */
export interface RunningProcess {
  name: string;
  url: string;
  port: number;
  program: ChildProgram;
}

const READY = { withinMs: 60_000, everyMs: 50 };

/**
 * Starts one of our processes with its PORT and returns at once.
 * @throws {LocalSetupError} NOT_BUILT when its compiled file is missing.
 */
export async function startOwnProcess(
  { name, stage, entry, env, preferredPort, patienceMs }: OwnProcess,
  { root, launch }: { root: string; launch: Launch },
): Promise<RunningProcess> {
  const file = path.join(root, 'dist', 'src', entry);
  if (!existsSync(file)) throw new LocalSetupError('NOT_BUILT', `${file} is missing: run npm run build`);
  const port = await freePort(preferredPort);
  const program = launch({
    name,
    stage,
    command: process.execPath,
    args: ['--enable-source-maps', file],
    env: { ...env, PORT: String(port) },
    cwd: root,
    stopSignal: 'SIGTERM',
    patienceMs,
  });
  return { name, url: `http://127.0.0.1:${port}`, port, program };
}

/** Waits until a process of ours says that it is ready. */
export async function whenHealthy({ name, url, program }: RunningProcess): Promise<void> {
  await waitUntil(`The ${name} is ready`, READY, async () => {
    program.assertRunning();
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`/health/ready answers ${response.status}`);
    return true;
  });
}
