import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '../adapters/persistence/migrate';
import { openStateFolder, projectRoot } from '../local/folders';
import { whenHealthy, startOwnProcess } from '../local/own-process';
import type { RunningProcess } from '../local/own-process';
import { ensureDatabases } from '../local/postgres/databases';
import { startPostgres } from '../local/postgres/start-postgres';
import type { Report } from '../local/report';
import { supervise } from '../local/supervisor';
import { buildServer } from '../local/temporal/built-server';
import { TEMPORAL_DATABASES } from '../local/temporal/server-config';
import { startBuiltServer } from '../local/temporal/start-built';
import { prepareNamespace, whenServing } from '../local/temporal/when-serving';

/** Parts of the benchmark's own, started for it and thrown away after it: nothing else shares them. */
export interface BenchParts {
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly databaseUrl: string;
  readonly paymentsUrl: string;
  readonly carrierUrl: string;
  readonly startWorker: (entry: string, env?: Record<string, string>) => Promise<RunningProcess>;
  readonly startApi: () => Promise<RunningProcess>;
  readonly stop: () => Promise<void>;
}

const NAMESPACE = 'bench';
const PATIENCE_MS = 25_000;

/**
 * The built Temporal server on PostgreSQL, both with a production's durability, and the
 * sandboxes as processes of their own.
 */
export async function startBenchParts(report: Report): Promise<BenchParts> {
  const root = projectRoot();
  const folder = openStateFolder(mkdtempSync(path.join(tmpdir(), 'rescind-bench-')));
  const supervisor = await supervise(folder);
  process.once('exit', supervisor.killAll);
  const { launch } = supervisor;
  const built = await buildServer(root, { report });
  const postgres = await startPostgres({ root, stateFolder: folder, launch, durable: true });
  await ensureDatabases(postgres.url('postgres'), ['rescind', 'sandbox', ...TEMPORAL_DATABASES]);
  await migrate(postgres.url('rescind'));
  const { address, program } = await startBuiltServer(built, { urlOf: postgres.url, folder, launch });
  const connection = await whenServing(address, program);
  await prepareNamespace(connection, NAMESPACE);
  await connection.close();

  const start = async (
    part: { name: string; stage: 'sandbox' | 'worker' | 'api'; entry: string },
    env: Record<string, string>,
  ): Promise<RunningProcess> => {
    const own = { ...part, env: { PATH: process.env['PATH'], ...env }, patienceMs: PATIENCE_MS };
    const running = await startOwnProcess(own, { root, launch });
    await whenHealthy(running);
    return running;
  };
  const sandboxEnv = { SANDBOX_DATABASE_URL: postgres.url('sandbox') };
  const sandbox = (name: string) =>
    start({ name: `sandbox-${name}`, stage: 'sandbox', entry: `sandbox/${name}.js` }, sandboxEnv);
  const [payments, carrier, shop] = await Promise.all([sandbox('payments'), sandbox('carrier'), sandbox('shop')]);
  const workerEnv = {
    DATABASE_URL: postgres.url('rescind'),
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: NAMESPACE,
    RESCIND_PAYMENTS_URL: payments.url,
    RESCIND_CARRIER_URL: carrier.url,
    RESCIND_SHOP_URL: shop.url,
    LOG_LEVEL: 'warn',
  };
  return {
    temporalAddress: address,
    namespace: NAMESPACE,
    databaseUrl: postgres.url('rescind'),
    paymentsUrl: payments.url,
    carrierUrl: carrier.url,
    startWorker: (entry, env = {}) => start({ name: 'worker', stage: 'worker', entry }, { ...workerEnv, ...env }),
    startApi: () => start({ name: 'api', stage: 'api', entry: 'main.js' }, workerEnv),
    stop: async () => {
      await supervisor.stopAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
