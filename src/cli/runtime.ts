import path from 'node:path';
import { projectRoot } from '../local/folders';
import { readRuntime, type Runtime } from '../local/runtime-file';
import { CliError, EXIT } from './exit-codes';

/** Where the data of `rescind start` are. */
export function stateFolder(): string {
  return path.join(projectRoot(), '.rescind');
}

/**
 * Where the parts of this machine run, and with which key they are reached.
 * @throws CliError UNREACHABLE when nothing runs
 */
export function requireRuntime(folder = stateFolder()): Runtime {
  const runtime = readRuntime(folder);
  if (runtime === undefined) {
    throw new CliError(EXIT.UNREACHABLE, 'Rescind does not run here (or is not ready yet). Start it with: npm start');
  }
  return runtime;
}
