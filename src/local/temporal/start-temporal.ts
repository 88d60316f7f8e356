import path from 'node:path';
import type { LocalSettings, TemporalWay } from '../../config/local-settings';
import type { TemporalTarget } from '../../../temporal-config/connection';
import type { ChildProgram, Launch } from '../child-process';
import { LocalSetupError } from '../local-setup-error';
import type { Report } from '../report';
import { waitUntil } from '../wait-until';
import { buildServer } from './built-server';
import { checkCluster } from './check-cluster';
import { findCli, startCliServer } from './cli';
import { downloadCli } from './download-cli';
import { type StartedServer, startBuiltServer, startBuiltWebUi } from './start-built';
import { examineWays, rememberWay } from './ways';
import { prepareNamespace, whenServing } from './when-serving';

/** What starting Temporal needs to know. */
export interface TemporalOptions {
  root: string;
  stateFolder: string;
  settings: LocalSettings;
  /** Address, namespace and keys of TEMPORAL_*; the address counts only for the way of that name. */
  target: TemporalTarget;
  /** Makes sure that databases exist and gives the URL of each. */
  databases: (names: readonly string[]) => Promise<(database: string) => string>;
  launch: Launch;
  report: Report;
  signal: AbortSignal;
}

/** A Temporal that takes calls, in a namespace that is ready. */
export interface RunningTemporal {
  way: TemporalWay;
  target: TemporalTarget;
  webUiUrl?: string;
}

const PREFERRED_PORT = 7233;
const PREFERRED_UI_PORT = 8233;

type Started = StartedServer & { webUiUrl: string };

async function startBuilt(options: TemporalOptions): Promise<Started> {
  const { root, stateFolder, launch, report, signal, target } = options;
  const built = await buildServer(root, { report, signal });
  const urlOf = await options.databases(['temporal', 'temporal_visibility']);
  const folder = path.join(stateFolder, 'temporal');
  const server = await startBuiltServer(built, { urlOf, folder, launch, preferredPort: PREFERRED_PORT });
  const ui = await startBuiltWebUi(built, {
    temporalAddress: server.address,
    namespace: target.namespace,
    folder,
    launch,
    preferredPort: PREFERRED_UI_PORT,
  });
  return { ...server, webUiUrl: ui.url };
}

async function startCli(way: 'cli' | 'download', options: TemporalOptions): Promise<Started> {
  const { stateFolder, launch, report } = options;
  const cli = way === 'cli' ? findCli() : await downloadCli(report);
  if (cli === undefined) throw new LocalSetupError('TEMPORAL_CLI_MISSING', 'no temporal CLI on the PATH');
  return startCliServer(cli, {
    stateFolder,
    launch,
    preferredPort: PREFERRED_PORT,
    preferredUiPort: PREFERRED_UI_PORT,
  });
}

async function whenReady(started: Started, namespace: string, program: ChildProgram): Promise<void> {
  const connection = await whenServing(started.address, program);
  try {
    await prepareNamespace(connection, namespace);
  } finally {
    await connection.close();
  }
  await waitUntil('The Web UI answers', { withinMs: 30_000, everyMs: 50 }, async () => {
    program.assertRunning();
    return (await fetch(started.webUiUrl)).ok ? true : undefined;
  });
}

async function startBy(way: TemporalWay, options: TemporalOptions): Promise<RunningTemporal> {
  if (way === 'address') {
    await checkCluster(options.target);
    return { way, target: options.target };
  }
  const started = await (way === 'built' ? startBuilt(options) : startCli(way, options));
  const { namespace } = options.target;
  await whenReady(started, namespace, started.program);
  return { way, target: { address: started.address, namespace }, webUiUrl: started.webUiUrl };
}

/**
 * Failures of a way that leave the next one a chance. Others, a cluster without the
 * namespace for one, are the user's to mend.
 */
const PASS_OVER = new Set(['GO_BUILD_FAILED', 'TEMPORAL_DOWNLOAD_FAILED', 'TEMPORAL_CLI_MISSING']);

/**
 * Starts Temporal, or checks the one that is given, by the first way that works; why
 * others were passed over is reported.
 * @throws {LocalSetupError} NO_TEMPORAL with every way and what it would take; or the error of the way that was chosen.
 */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const { root, settings, stateFolder, report } = options;
  const reasons: string[] = [];
  const passOver = (way: TemporalWay, reason: string) => {
    reasons.push(`${way}: ${reason}`);
    if (way !== 'address' || settings.forcedWay !== undefined)
      report.line(`  Temporal, way "${way}" passed over: ${reason}`);
  };
  for (const { way, usable, note } of examineWays(root, settings, stateFolder)) {
    if (!usable) {
      passOver(way, note);
      continue;
    }
    try {
      const running = await startBy(way, options);
      rememberWay(stateFolder, way);
      return running;
    } catch (error) {
      if (!(error instanceof LocalSetupError) || !PASS_OVER.has(error.code)) throw error;
      passOver(way, error.message);
    }
  }
  throw new LocalSetupError(
    'NO_TEMPORAL',
    [
      'No Temporal server can be had:',
      ...reasons.map((reason) => `  ${reason}`),
      'One of these is enough: set TEMPORAL_ADDRESS to a cluster; install the temporal CLI; install Go, from which the server is built ' +
        'once; or let this machine reach the network for the CLI to be downloaded.',
    ].join('\n'),
  );
}
