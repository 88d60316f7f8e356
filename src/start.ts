import path from 'node:path';
import { migrate } from './adapters/persistence/migrate';
import { EnvironmentError } from './config/environment-error';
import { type LocalSettings, readLocalSettings } from './config/local-settings';
import { readMailSettings } from './config/mail-settings';
import { readSettings } from './config/settings';
import { openStateFolder, projectRoot } from './local/folders';
import { keptDataKey, keptLinkKey, keptSecret } from './local/kept-secret';
import { type LocalDatabase, openLocalDatabase } from './local/local-database';
import { localSignInLines } from './local/sign-in-links';
import { LocalSetupError } from './local/local-setup-error';
import { type RunningProcess, startOwnProcess, whenHealthy } from './local/own-process';
import { freePort } from './local/ports';
import { ensureDatabases } from './local/postgres/databases';
import { type Report, streamReport } from './local/report';
import { type Runtime, removeRuntime, writeRuntime } from './local/runtime-file';
import { type StopRequest, listenForStop } from './local/stop-request';
import { type Supervisor, supervise } from './local/supervisor';
import { type RunningTemporal, startTemporal } from './local/temporal/start-temporal';

/** What every step of a start works with. */
interface Machine {
  root: string;
  stateFolder: string;
  settings: LocalSettings;
  supervisor: Supervisor;
  stop: StopRequest;
  report: Report;
}

interface Secrets {
  apiKey: string;
  webhookSecret: string;
  dataKeys: string;
  linkKeys: string;
}

type SandboxName = 'payments' | 'carrier' | 'shop';
type Sandboxes = Record<SandboxName, RunningProcess>;

/** A worker waits for its activities, which give up after 10 s, and for what they must write down. */
const WORKER_PATIENCE_MS = 25_000;
const PATIENCE_MS = 10_000;

const plainPath = () => ({ PATH: process.env['PATH'], HOME: process.env['HOME'] });

async function startSandboxes(
  { root, supervisor }: Machine,
  { database, apiUrl, secrets }: { database: LocalDatabase; apiUrl: string; secrets: Secrets },
): Promise<Sandboxes> {
  const env = {
    ...plainPath(),
    SANDBOX_DATABASE_URL: database.urlOf('sandbox'),
    RESCIND_API_URL: apiUrl,
    RESCIND_WEBHOOK_SECRET: secrets.webhookSecret,
  };
  const start = async (name: SandboxName) => {
    const program = { name: `sandbox-${name}`, stage: 'sandbox' as const, entry: `sandbox/${name}.js` };
    const running = await startOwnProcess(
      { ...program, env, patienceMs: PATIENCE_MS },
      { root, launch: supervisor.launch },
    );
    await whenHealthy(running);
    return running;
  };
  const [payments, carrier, shop] = await Promise.all([start('payments'), start('carrier'), start('shop')]);
  return { payments, carrier, shop };
}

async function startOwnTemporal(machine: Machine, database: LocalDatabase): Promise<RunningTemporal> {
  const { root, stateFolder, settings, supervisor, report, stop } = machine;
  const address = settings.temporalAddress ?? '127.0.0.1:7233';
  const { temporal } = readSettings({ ...process.env, DATABASE_URL: database.url, TEMPORAL_ADDRESS: address });
  return startTemporal({
    root,
    stateFolder,
    settings,
    target: temporal,
    launch: supervisor.launch,
    report,
    signal: stop.signal,
    databases: async (names) => {
      await ensureDatabases(database.url, names);
      return database.urlOf;
    },
  });
}

function environmentOf(
  { database, temporal, sandboxes }: { database: LocalDatabase; temporal: RunningTemporal; sandboxes: Sandboxes },
  { apiUrl, secrets }: { apiUrl: string; secrets: Secrets },
): Record<string, string | undefined> {
  return {
    RESCIND_PUBLIC_URL: apiUrl,
    RESCIND_TEMPORAL_UI_URL: temporal.webUiUrl,
    // `rescind webhooks listen` is told of events on this machine.
    RESCIND_WEBHOOKS_ALLOW_LOOPBACK: 'true',
    ...process.env,
    // Everything on one machine is for trying and developing, whatever the shell says:
    // loopback only, with a key made at the start.
    NODE_ENV: 'development',
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporal.target.address,
    TEMPORAL_NAMESPACE: temporal.target.namespace,
    RESCIND_PAYMENTS_URL: sandboxes.payments.url,
    RESCIND_CARRIER_URL: sandboxes.carrier.url,
    RESCIND_SHOP_URL: sandboxes.shop.url,
    RESCIND_WEBHOOK_SECRET: secrets.webhookSecret,
    RESCIND_API_KEY: secrets.apiKey,
    RESCIND_DATA_KEYS: secrets.dataKeys,
    RESCIND_LINK_KEYS: secrets.linkKeys,
  };
}

/** Starts everything, independent parts side by side, and returns when all of it is ready. */
async function startAll(machine: Machine): Promise<Runtime> {
  const { root, stateFolder, settings, supervisor, report } = machine;
  const { launch } = supervisor;
  const secrets = {
    apiKey: settings.apiKey ?? keptSecret(stateFolder, 'api-key', 'rk_'),
    webhookSecret: keptSecret(stateFolder, 'webhook-secret'),
    dataKeys: process.env['RESCIND_DATA_KEYS'] ?? keptDataKey(stateFolder),
    linkKeys: process.env['RESCIND_LINK_KEYS'] ?? keptLinkKey(stateFolder),
  };
  const database = await openLocalDatabase(settings.databaseUrl, { root, stateFolder, launch });
  report.line(`  PostgreSQL  ${database.description}`);

  const apiPort = await freePort(settings.apiPort);
  if (apiPort !== settings.apiPort) report.line(`  Port ${settings.apiPort} is taken; the API uses ${apiPort}`);
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const [temporal, sandboxes] = await Promise.all([
    startOwnTemporal(machine, database),
    startSandboxes(machine, { database, apiUrl, secrets }),
    migrate(database.url),
  ]);
  report.line(`  Temporal    ${temporal.target.address} (${temporal.way}), namespace ${temporal.target.namespace}`);

  const env = environmentOf({ database, temporal, sandboxes }, { apiUrl, secrets });
  // Only one process can have the port for metrics.
  const apiEnv = { ...env, METRICS_PORT: undefined };
  const api = { name: 'api', stage: 'api' as const, entry: 'main.js', env: apiEnv, preferredPort: apiPort };
  const worker = { name: 'worker', stage: 'worker' as const, entry: 'worker.js', env };
  const running = await Promise.all([
    startOwnProcess({ ...api, patienceMs: PATIENCE_MS }, { root, launch }),
    startOwnProcess({ ...worker, patienceMs: WORKER_PATIENCE_MS }, { root, launch }),
  ]);
  await Promise.all(running.map(whenHealthy));

  const { payments, carrier, shop } = sandboxes;
  return {
    apiUrl,
    ...(temporal.webUiUrl === undefined ? {} : { webUiUrl: temporal.webUiUrl }),
    temporalAddress: temporal.target.address,
    namespace: temporal.target.namespace,
    databaseUrl: database.url,
    sandboxes: { payments: payments.url, carrier: carrier.url, shop: shop.url },
    apiKey: secrets.apiKey,
  };
}

function describe(runtime: Runtime, { stateFolder, startedAt }: { stateFolder: string; startedAt: number }): string[] {
  const webUi =
    runtime.webUiUrl === undefined ? [] : [`  Web UI      ${runtime.webUiUrl}/namespaces/${runtime.namespace}`];
  return [
    `  API         ${runtime.apiUrl}/docs`,
    ...webUi,
    ...keptMailLines(runtime.apiUrl),
    ...localSignInLines({
      apiUrl: runtime.apiUrl,
      publicUrl: process.env['RESCIND_PUBLIC_URL'] ?? runtime.apiUrl,
      linkKeys: process.env['RESCIND_LINK_KEYS'] ?? keptLinkKey(stateFolder),
      keyFile: path.join(stateFolder, 'api-key'),
    }),
    `  Logs        ${path.join(stateFolder, 'logs')}`,
    '',
    `Ready after ${((Date.now() - startedAt) / 1000).toFixed(1)} s. Try next, in another terminal:`,
    '',
    '  npm run demo -- --orders 20',
    '',
    'Ctrl-C stops everything; the data stay.',
  ];
}

/** Where mails are shown that nobody sends. */
function keptMailLines(apiUrl: string): string[] {
  return readMailSettings(process.env) === undefined ? [`  Mails       ${apiUrl}/dev/mails`] : [];
}

async function stopAll({ supervisor, stateFolder, report }: Machine): Promise<void> {
  removeRuntime(stateFolder);
  await supervisor.stopAll((name, how) => {
    if (how === 'killed') report.line(`  ${name} did not end in time and was killed`);
  });
}

/** What a person needs to read: our own errors explain themselves, others come with their stack. */
function messageOf(error: unknown): string {
  if (error instanceof LocalSetupError || error instanceof EnvironmentError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Starts, waits for the wish to stop or for a fault, and says what happened; the exit code. */
async function runUntilStopped(machine: Machine): Promise<number> {
  const { supervisor, stop, report, stateFolder } = machine;
  const startedAt = Date.now();
  const failed = supervisor.failure.then((message) => {
    throw new LocalSetupError('CHILD_ENDED', message);
  });
  const stopped = stop.requested.then(() => undefined);
  const starting = startAll(machine);
  // Where stopping comes first, what start-up then stumbles over is of no interest.
  starting.catch(() => undefined);
  try {
    const runtime = await Promise.race([starting, stopped, failed]);
    if (runtime !== undefined) {
      writeRuntime(stateFolder, runtime);
      for (const line of describe(runtime, { stateFolder, startedAt })) report.line(line);
      await Promise.race([stopped, failed]);
    }
    report.line('Stopping.');
    return 0;
  } catch (error) {
    if (stop.signal.aborted) return 0;
    report.line(messageOf(error));
    report.line('Stopping everything.');
    return 1;
  } finally {
    await stopAll(machine);
    report.line('All stopped.');
  }
}

/**
 * `npm start`: PostgreSQL, Temporal, the sandboxes, the API and the worker on this machine,
 * until Ctrl-C or until one of them fails.
 * @returns the exit code.
 * @throws {LocalSetupError | EnvironmentError} when nothing could be started at all; their messages are for people.
 */
export async function start(report: Report = streamReport(process.stdout)): Promise<number> {
  const root = projectRoot();
  const settings = readLocalSettings();
  const stateFolder = openStateFolder(path.join(root, '.rescind'));
  const supervisor = await supervise(stateFolder);
  removeRuntime(stateFolder);
  process.once('exit', supervisor.killAll);
  if (supervisor.swept.length > 0)
    report.line(`  Ended what an earlier start had left: ${supervisor.swept.join(', ')}`);
  using stop = listenForStop();
  return await runUntilStopped({ root, stateFolder, settings, supervisor, stop, report });
}
