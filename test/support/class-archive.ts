import { spawnSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';

/** What the server needs to run; the archive only fits the same options and the same class path. */
export const JAVA_OPTIONS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
export const MAIN_CLASS = 'io.temporal.testserver.TestServer';
export const CLASS_ARCHIVE = 'classes.jsa';

/** Long enough to start on a busy machine. */
const START_MS = 5_000;

/**
 * Writes the server's loaded classes into an archive beside its jars, once: it then answers after about 0.5 s instead
 * of 2 s, and the SDK gives it 5 s however busy the machine is. Where it can't be written the server starts without.
 */
export function archiveClasses(folder: string): void {
  const archive = path.join(folder, CLASS_ARCHIVE);
  if (existsSync(archive)) return;
  const draft = `${archive}-${process.pid}`;
  const classPath = path.join(folder, 'lib', '*');
  // Port 0: any that is free. Ended by a signal, Java writes the archive.
  spawnSync('java', [...JAVA_OPTIONS, `-XX:ArchiveClassesAtExit=${draft}`, '-cp', classPath, MAIN_CLASS, '0'], {
    timeout: START_MS,
    killSignal: 'SIGTERM',
    stdio: 'ignore',
  });
  if (existsSync(draft)) renameSync(draft, archive);
}
