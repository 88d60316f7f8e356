import { spawn } from 'node:child_process';

const LONGEST_START_MS = 60_000;

/** A program that a test runs, and what it said when it was ready. */
export interface PeerProcess {
  readonly ready: RegExpExecArray;
  readonly stop: () => Promise<void>;
}

export interface PeerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** What it writes once it listens. */
  readonly ready: RegExp;
}

/**
 * Starts a program and waits until it says that it is ready; it never outlives the test's own process.
 * @throws Error with the program's last words when it ends, or says nothing for 60 s
 */
export function startPeer({ command, args, env, ready }: PeerCommand): Promise<PeerProcess> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    process.removeListener('exit', kill);
    kill();
    await ended;
  };
  let said = '';
  return new Promise((resolve, reject) => {
    const giveUp = (why: string) => {
      clearTimeout(timer);
      void stop();
      reject(new Error(`${command} ${why}: ${said.slice(-2_000)}`));
    };
    const timer = setTimeout(giveUp, LONGEST_START_MS, 'is not ready in time');
    const listen = (chunk: Buffer) => {
      if (said.length > 1_000_000) return;
      said += chunk.toString('utf8');
      const found = ready.exec(said);
      if (found === null) return;
      clearTimeout(timer);
      resolve({ ready: found, stop });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', (error) => giveUp(error.message));
    child.once('exit', (code) => giveUp(`ended with ${String(code)}`));
  });
}
