import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Launch } from '../child-process';
import { freePort } from '../ports';
import type { StartedServer } from './start-built';

/** A `temporal` CLI: its path or name, and what it says of its versions. */
export interface TemporalCli {
  command: string;
  version: string;
}

/** The CLI under this name or path; undefined when none runs. */
export function findCli(command = 'temporal'): TemporalCli | undefined {
  const result = spawnSync(command, ['--version'], { encoding: 'utf8', cwd: '/' });
  if (result.error !== undefined || result.status !== 0) return undefined;
  return { command, version: result.stdout.trim().replace(/^temporal version /, '') };
}

/** How the CLI's development server is started. */
export interface CliServerOptions {
  stateFolder: string;
  launch: Launch;
  preferredPort?: number;
  preferredUiPort?: number;
}

/**
 * Starts the CLI's development server, with its Web UI, on a SQLite file in the
 * state folder. It answers a moment later.
 */
export async function startCliServer(
  cli: TemporalCli,
  options: CliServerOptions,
): Promise<StartedServer & { webUiUrl: string }> {
  const port = await freePort(options.preferredPort);
  const uiPort = await freePort(options.preferredUiPort);
  const program = options.launch({
    name: 'temporal',
    stage: 'temporal',
    command: cli.command,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)],
      ...['--db-filename', path.join(options.stateFolder, 'temporal.db'), '--log-level', 'warn'],
      ...['--dynamic-config-value', 'system.forceSearchAttributesCacheRefreshOnRead=true'],
      ...['--dynamic-config-value', 'frontend.namespaceRPS.visibility=200'],
    ],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    stopSignal: 'SIGTERM',
    patienceMs: 15_000,
  });
  return { address: `127.0.0.1:${port}`, webUiUrl: `http://127.0.0.1:${uiPort}`, program };
}
