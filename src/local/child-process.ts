import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { lastLines } from './log-tail';
import { StopWaiting } from './wait-until';

/** The order in which the parts of one machine are stopped: who asks before who answers. */
export const STOP_ORDER = ['worker', 'api', 'sandbox', 'web-ui', 'temporal', 'database'] as const;

/** A program to be started as a child that outlives the terminal's signals. */
export interface ProgramSpec {
  /** Names the log file and the child in messages. */
  name: string;
  stage: (typeof STOP_ORDER)[number];
  command: string;
  args: readonly string[];
  env: Record<string, string | undefined>;
  cwd?: string;
  /** Account to run as, when it is not ours. */
  account?: { uid: number; gid: number };
  /** The signal that asks it to end in good order. */
  stopSignal: 'SIGTERM' | 'SIGINT';
  /** Milliseconds that it gets for that before its whole process group is killed. */
  patienceMs: number;
}

/** How a child ended. */
export interface ProcessEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A running child. */
export interface ChildProgram {
  readonly name: string;
  readonly pid: number;
  readonly log: ChildLog;
  /** Settles when the child has ended; never rejects. */
  readonly ended: Promise<ProcessEnd>;
  readonly hasEnded: () => boolean;
  /** @throws {StopWaiting} with the last lines of its log when the child has ended: for use in a wait for readiness. */
  readonly assertRunning: () => void;
  /** Asks it to end, waits, and kills its group when patience is over. Safe to call twice. */
  readonly stop: () => Promise<'stopped' | 'killed'>;
}

/**
 * Starts a program and returns at once; the launchers take it as a parameter, so that a supervisor can keep records.
 */
export type Launch = (spec: ProgramSpec) => ChildProgram;

const MAX_LOG_BYTES = 10_000_000;

/** A log file, and where this run's part of it begins. */
export interface ChildLog {
  file: string;
  beginsAt: number;
}

function openLog(logFolder: string, name: string): ChildLog & { descriptor: number } {
  mkdirSync(logFolder, { recursive: true, mode: 0o700 });
  const file = path.join(logFolder, `${name}.log`);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
  return { file, beginsAt: size > MAX_LOG_BYTES ? 0 : size, descriptor: openSync(file, 'a', 0o600) };
}

/** Ends a process group at once; nothing happens when it is gone. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

/** Waits for a child to end for at most `patienceMs`, without keeping this process alive longer than needed. */
async function endsWithin(ended: Promise<unknown>, patienceMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, patienceMs, false);
  });
  const result = await Promise.race([ended.then(() => true), patience]);
  clearTimeout(timer);
  return result;
}

/**
 * A launcher whose children write to `<logFolder>/<name>.log` and lead their own session: Ctrl-C in the terminal
 * reaches only us, and we stop them in order.
 */
export function createLauncher(logFolder: string): Launch {
  return (spec) => {
    const log = openLog(logFolder, spec.name);
    const child = spawn(spec.command, spec.args, {
      detached: true,
      stdio: ['ignore', log.descriptor, log.descriptor],
      env: spec.env,
      ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
      ...(spec.account ?? {}),
    });
    closeSync(log.descriptor);
    let end: ProcessEnd | undefined;
    const ended = new Promise<ProcessEnd>((resolve) => {
      const settle = (code: number | null, signal: NodeJS.Signals | null) => {
        end = { code, signal };
        resolve(end);
      };
      child.once('exit', settle);
      child.once('error', () => {
        settle(127, null);
      });
    });
    const { pid } = child;
    if (pid === undefined) throw new Error(`${spec.name}: ${spec.command} could not be started`);
    return {
      name: spec.name,
      pid,
      log: { file: log.file, beginsAt: log.beginsAt },
      ended,
      hasEnded: () => end !== undefined,
      assertRunning: () => {
        if (end !== undefined) throw new StopWaiting(describeEnd(spec.name, end, log));
      },
      stop: async () => {
        if (end === undefined) child.kill(spec.stopSignal);
        const inTime = await endsWithin(ended, spec.patienceMs);
        if (!inTime) {
          killGroup(pid);
          await ended;
        }
        return inTime ? 'stopped' : 'killed';
      },
    };
  };
}

/** One message about a child that ended by itself: how, and the last lines of its log. */
export function describeEnd(name: string, end: ProcessEnd, log: ChildLog): string {
  const how = end.signal === null ? `with exit code ${String(end.code)}` : `by ${end.signal}`;
  const lines = lastLines(log.file, 12, log.beginsAt).map((line) => `  | ${line}`);
  return [`${name} ended ${how}. Its log, ${log.file}, ends:`, ...lines].join('\n');
}
