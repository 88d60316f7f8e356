import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { STOP_ORDER, killGroup } from './child-process';
import { LocalSetupError } from './local-setup-error';
import { processIdentity } from './process-identity';
import { waitUntil } from './wait-until';

/** A process as written down when it was started; it is ours while its identity still reads the same. */
interface Recorded {
  pid: number;
  identity: string;
}

/** A recorded child, with what is needed to end it in good order. */
export interface RecordedChild extends Recorded {
  name: string;
  stage: (typeof STOP_ORDER)[number];
  stopSignal: 'SIGTERM' | 'SIGINT';
  patienceMs: number;
}

/** Who started what from a folder. */
interface RunRecord {
  owner: Recorded;
  children: RecordedChild[];
}

const recordFile = (folder: string) => path.join(folder, 'run.json');
const isAlive = ({ pid, identity }: Recorded) => processIdentity(pid) === identity;

function read(folder: string): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(folder), 'utf8')) as RunRecord;
  } catch {
    return undefined;
  }
}

function write(folder: string, record: RunRecord): void {
  const draft = `${recordFile(folder)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(record, null, 2), { mode: 0o600 });
  renameSync(draft, recordFile(folder));
}

/** Whether a folder was ever claimed and not released. */
export function hasRecord(folder: string): boolean {
  return read(folder) !== undefined;
}

/** Process id of the run that owns a folder, while it lives. */
export function liveOwner(folder: string): number | undefined {
  const record = read(folder);
  return record !== undefined && isAlive(record.owner) ? record.owner.pid : undefined;
}

async function end(child: RecordedChild): Promise<void> {
  try {
    process.kill(child.pid, child.stopSignal);
    await waitUntil(`${child.name} ends`, { withinMs: child.patienceMs, everyMs: 50 }, () =>
      Promise.resolve(isAlive(child) ? undefined : true),
    );
  } catch {
    if (isAlive(child)) killGroup(child.pid);
  }
}

/**
 * Ends what a run left that was killed itself, in the usual order, and returns the names. Touches
 * only processes that are provably ours.
 */
async function sweep(record: RunRecord): Promise<string[]> {
  const left = record.children.filter(isAlive);
  for (const stage of STOP_ORDER) await Promise.all(left.filter((child) => child.stage === stage).map(end));
  return left.map(({ name }) => name);
}

/**
 * Makes this process the owner of a folder, after ending what a killed owner left running.
 * @returns names of the processes that were ended.
 * @throws {LocalSetupError} ALREADY_RUNNING while another owner lives.
 */
export async function claimRun(folder: string): Promise<string[]> {
  const earlier = read(folder);
  if (earlier !== undefined && isAlive(earlier.owner)) {
    throw new LocalSetupError(
      'ALREADY_RUNNING',
      `Rescind already runs from this clone (process ${earlier.owner.pid}, data in ${folder}). Use it, or stop it with Ctrl-C there ` +
        `(or kill ${earlier.owner.pid}).`,
    );
  }
  const swept = earlier === undefined ? [] : await sweep(earlier);
  const identity = processIdentity(process.pid) ?? '';
  write(folder, { owner: { pid: process.pid, identity }, children: [] });
  return swept;
}

/** Writes a started child down. */
export function recordChild(folder: string, child: Omit<RecordedChild, 'identity'>): void {
  const record = read(folder);
  const identity = processIdentity(child.pid);
  // A child without identity has ended already: there is nothing to sweep.
  if (record === undefined || identity === undefined) return;
  write(folder, { ...record, children: [...record.children, { ...child, identity }] });
}

/** Forgets the run: everything was stopped. */
export function releaseRun(folder: string): void {
  rmSync(recordFile(folder), { force: true });
}
