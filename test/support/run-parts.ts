import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '../../src/adapters/persistence/migrate';
import { openStateFolder, projectRoot } from '../../src/local/folders';
import { ensureDatabases } from '../../src/local/postgres/databases';
import { type LocalPostgres, startPostgres } from '../../src/local/postgres/start-postgres';
import { streamReport } from '../../src/local/report';
import { type Supervisor, supervise } from '../../src/local/supervisor';
import { type BuiltServer, buildServer } from '../../src/local/temporal/built-server';
import { TEMPORAL_DATABASES } from '../../src/local/temporal/server-config';
import { startBuiltServer } from '../../src/local/temporal/start-built';
import { prepareNamespace, whenServing } from '../../src/local/temporal/when-serving';
import { sweepKilledRuns } from './sweep-killed-runs';
import { type TimeSkippingServer, findTimeSkippingServer } from './time-skipping-server';
import { bundleWorkflows } from './bundle-workflows';

const TEMPLATE = 'rescind_template';
const report = streamReport(process.stderr);

/** What one test run has started; each part at the first question for it. */
export interface RunParts {
  /** URL of an administrative database of the run's PostgreSQL. */
  postgres: () => Promise<{ url: string }>;
  /** Name of a database with all migrations applied, to be copied. */
  template: () => Promise<{ url: string; template: string }>;
  temporal: () => Promise<{ address: string }>;
  timeSkipping: () => Promise<TimeSkippingServer>;
  workflowBundle: () => Promise<{ codePath: string }>;
}

/** The parts, and their end. */
export interface Run {
  parts: RunParts;
  stop: () => Promise<void>;
  /** For when the process must go at once: everything is ended, and its data are left to the next run's sweep. */
  kill: () => void;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

async function timed<T>(what: string, act: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  const result = await act();
  report.line(`  tests: ${what} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  return result;
}

async function startTemporal(
  postgres: LocalPostgres,
  { supervisor, folder }: { supervisor: Supervisor; folder: string },
) {
  const built = await buildServer(projectRoot(), { report });
  await ensureDatabases(postgres.url('postgres'), TEMPORAL_DATABASES);
  const { address, program } = await startBuiltServer(built, {
    urlOf: postgres.url,
    folder: path.join(folder, 'temporal'),
    launch: supervisor.launch,
  });
  const connection = await whenServing(address, program);
  try {
    await prepareNamespace(connection, 'first');
  } finally {
    await connection.close();
  }
  return { address };
}

/** Builds the server, if it never was: that takes minutes, which no test's time limit should have to cover. */
export async function buildBeforehand(): Promise<BuiltServer> {
  return buildServer(projectRoot(), { report });
}

/** Prepares a run with a folder of its own; nothing is started yet. */
export async function prepareRun(): Promise<Run> {
  await sweepKilledRuns();
  const folder = openStateFolder(mkdtempSync(path.join(tmpdir(), 'rescind-test-')));
  const supervisor = await supervise(folder);
  const startOwnPostgres = once(() =>
    timed('PostgreSQL answers', () =>
      startPostgres({ root: projectRoot(), stateFolder: folder, launch: supervisor.launch, durable: false }),
    ),
  );
  const parts: RunParts = {
    postgres: async () => ({ url: (await startOwnPostgres()).url('postgres') }),
    template: once(async () => {
      const postgres = await startOwnPostgres();
      await timed('migrations applied', async () => {
        await ensureDatabases(postgres.url('postgres'), [TEMPLATE]);
        await migrate(postgres.url(TEMPLATE));
      });
      return { url: postgres.url('postgres'), template: TEMPLATE };
    }),
    temporal: once(async () => {
      const postgres = await startOwnPostgres();
      return timed('Temporal takes calls', () => startTemporal(postgres, { supervisor, folder }));
    }),
    timeSkipping: once(() => findTimeSkippingServer(report)),
    workflowBundle: once(() => {
      const target = path.join(folder, 'bundle');
      if (!existsSync(target)) mkdirSync(target);
      return timed('workflows bundled', () => bundleWorkflows(path.join(target, 'workflows.js')));
    }),
  };
  return {
    parts,
    kill: supervisor.killAll,
    stop: async () => {
      await supervisor.stopAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
