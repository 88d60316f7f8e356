import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { readRuntime, type Runtime } from '../../local/runtime-file';
import { CliError, EXIT } from '../exit-codes';
import { stateFolder } from '../runtime';
import type { Terminal } from '../terminal';

/** The parts that run, and their end where we have started them ourselves. */
export interface RunningParts {
  readonly runtime: Runtime;
  readonly stop: () => Promise<void>;
}

/** The first start builds a server: minutes. */
const PATIENCE_MS = 20 * 60_000;
const POLL_MS = 200;
/** As shells say it of Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Takes the parts that run here; where none do, starts them for as long as they are needed.
 * @throws CliError UNREACHABLE when they can't be started
 */
export async function runningParts({ err }: Terminal): Promise<RunningParts> {
  const running = readRuntime(stateFolder());
  if (running !== undefined) return { runtime: running, stop: () => Promise.resolve() };
  err('Nothing runs here yet: starting everything for the length of the demo (npm start keeps it running).');
  const [, program = ''] = process.argv;
  // In a group of its own: it gets no Ctrl-C from the terminal, we stop it.
  const child = spawn(process.execPath, [program, 'start'], { stdio: ['ignore', 2, 2], detached: true });
  const onSignal = () => {
    void stop(child).finally(() => process.exit(INTERRUPTED));
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    const runtime = await whenReady(child);
    return {
      runtime,
      stop: async () => {
        await stop(child);
        process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
      },
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

async function whenReady(child: ChildProcess): Promise<Runtime> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (hasEnded(child))
      throw new CliError(EXIT.UNREACHABLE, 'The parts could not be started: see above, or ask rescind doctor');
    const runtime = readRuntime(stateFolder());
    if (runtime !== undefined) return runtime;
    await pause(POLL_MS);
  }
  throw new CliError(EXIT.UNREACHABLE, `The parts were not ready after ${PATIENCE_MS / 60_000} minutes`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
