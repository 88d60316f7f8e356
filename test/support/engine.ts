import type { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Worker } from '@temporalio/worker';
import type { Activities } from '../../activities/contract';
import { openDatabase } from '../../src/adapters/persistence/database';
import type { Database } from '../../src/adapters/persistence/database';
import { openChannels } from '../../src/adapters/refund/open-channels';
import { startCarrierSandbox } from '../../src/sandbox/carrier';
import { startPaymentsSandbox, type PaymentsSandboxOptions } from '../../src/sandbox/payments';
import type { Sandbox } from '../../src/sandbox/service/sandbox';
import { startShopSandbox } from '../../src/sandbox/shop';
import { openRuns } from '../../src/client/repairs';
import { composeActivities } from '../../src/worker/compose-activities';
import { createWorkers } from '../../src/worker/create-workers';
import { realServer, workflowBundle } from './temporal-environment';
import { createEmptyDatabase, createTestDatabase } from './test-database';
import type { TestDatabase } from './test-database';

/**
 * The whole engine in the test's own process: real Temporal, real PostgreSQL, the
 * sandboxes, and workers that can be replaced.
 */
export interface Engine {
  readonly temporal: TestWorkflowEnvironment;
  readonly client: Client;
  readonly db: Database;
  readonly databaseUrl: string;
  readonly peers: { readonly payments: Sandbox; readonly carrier: Sandbox; readonly shop: Sandbox };
  readonly startWorkers: (wishes?: WorkerWishes) => Promise<RunningWorkers>;
  readonly stop: () => Promise<void>;
}

/** What is special about some workers. */
export interface WorkerWishes {
  /** 0 replays every task. */
  readonly maxCachedWorkflows?: number;
  /** Their own way to the database, instead of the engine's pool. */
  readonly databaseUrl?: string;
  /** Activities as they are to see them. */
  readonly wrap?: (activities: Activities) => Activities;
}

export interface RunningWorkers {
  readonly stop: () => Promise<void>;
}

async function runWorkers(
  { temporal, db, peers: { payments, carrier, shop } }: Pick<Engine, 'temporal' | 'db' | 'peers'>,
  { databaseUrl, wrap = (activities) => activities, ...options }: WorkerWishes,
): Promise<RunningWorkers> {
  const own = databaseUrl === undefined ? undefined : openDatabase(databaseUrl);
  const { channels } = openChannels({ RESCIND_PAYMENTS_URL: payments.url }, own ?? db);
  const activities = composeActivities(own ?? db, {
    ...{ channels, carrierUrl: carrier.url, shopUrl: shop.url },
    runs: openRuns(temporal.client),
  });
  const workers = await createWorkers({
    connection: temporal.nativeConnection,
    namespace: temporal.namespace ?? 'default',
    activities: wrap(activities),
    channels,
    workflows: { workflowBundle: await workflowBundle() },
    shutdownGraceMs: 5_000,
    ...options,
  });
  const runs = Promise.all(workers.map((worker: Worker) => worker.run()));
  return {
    stop: async () => {
      for (const worker of workers) worker.shutdown();
      await runs;
      await own?.destroy();
    },
  };
}

/** A test may have closed it, to let a provider be away. */
function closedOnce(sandbox: Sandbox): Sandbox {
  let closed: Promise<void> | undefined;
  return { ...sandbox, close: () => (closed ??= sandbox.close()) };
}

/** Starts an engine of the test file's own, without workers. `stop()` it at the end. */
export async function startEngine(
  options: Pick<PaymentsSandboxOptions, 'webhookUrl' | 'webhookSecret' | 'settleAfterMs'> = {},
): Promise<Engine> {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const [temporal, database, books] = await Promise.all([realServer(), createTestDatabase(), createEmptyDatabase()]);
  const [payments, carrier, shop] = await Promise.all([
    startPaymentsSandbox({ databaseUrl: books.url, settleAfterMs: 200, ...options }),
    startCarrierSandbox({ databaseUrl: books.url }),
    startShopSandbox({ databaseUrl: books.url }),
  ]);
  const peers = { payments: closedOnce(payments), carrier, shop };
  const db = openDatabase(database.url);
  const started = new Set<RunningWorkers>();
  return {
    temporal,
    client: temporal.client,
    db,
    databaseUrl: database.url,
    peers,
    startWorkers: async (workerOptions = {}) => {
      const running = await runWorkers({ temporal, db, peers }, workerOptions);
      const tracked = {
        stop: async () => {
          if (started.delete(tracked)) await running.stop();
        },
      };
      started.add(tracked);
      return tracked;
    },
    stop: async () => {
      await Promise.all([...started].map((running) => running.stop()));
      await temporal.teardown();
      await Promise.all([peers.payments.close(), carrier.close(), shop.close()]);
      await db.destroy();
      await Promise.all([database, books].map((one: TestDatabase) => one.drop()));
    },
  };
}
