import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ChildProgram, Launch } from '../child-process';
import { freePort, freePorts } from '../ports';
import { databaseAddress } from './database-address';
import type { BuiltServer } from './built-server';
import { updateTemporalSchema } from './schema';
import { PORTS_NEEDED, dynamicConfig, serverConfig } from './server-config';

/** A Temporal server that was started (it may not answer yet; see whenServing). */
export interface StartedServer {
  address: string;
  program: ChildProgram;
}

/** What to start the built server on. */
export interface BuiltServerOptions {
  /** The URL of a database by name; `temporal` and `temporal_visibility` must exist. */
  urlOf: (database: string) => string;
  /** Where its configuration is written. */
  folder: string;
  launch: Launch;
  preferredPort?: number;
}

function writeSecret(file: string, text: string): string {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

/** Starts the built Temporal server on PostgreSQL: schema, configuration, process. */
export async function startBuiltServer(built: BuiltServer, options: BuiltServerOptions): Promise<StartedServer> {
  await updateTemporalSchema(built.sqlTool, options.urlOf);
  const port = await freePort(options.preferredPort);
  const others = (await freePorts(PORTS_NEEDED)).filter((other) => other !== port);
  const ports = [port, ...others].slice(0, PORTS_NEEDED);
  const dynamicConfigFile = writeSecret(path.join(options.folder, 'dynamic-config.yaml'), dynamicConfig());
  const configFile = writeSecret(
    path.join(options.folder, 'server.yaml'),
    serverConfig({ database: databaseAddress(options.urlOf('temporal')), ports, dynamicConfigFile }),
  );
  const program = options.launch({
    name: 'temporal',
    stage: 'temporal',
    command: built.server,
    args: ['--config-file', configFile, '--allow-no-auth', 'start'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    stopSignal: 'SIGTERM',
    patienceMs: 15_000,
  });
  return { address: `127.0.0.1:${port}`, program };
}

/** Where the Web UI goes and what it shows. */
export interface WebUiOptions {
  temporalAddress: string;
  namespace: string;
  folder: string;
  launch: Launch;
  preferredPort?: number;
}

/** Starts the built Web UI; it answers a moment later. */
export async function startBuiltWebUi(
  built: BuiltServer,
  options: WebUiOptions,
): Promise<{ url: string; program: ChildProgram }> {
  const port = await freePort(options.preferredPort);
  const config = {
    temporalGrpcAddress: options.temporalAddress,
    host: '127.0.0.1',
    port,
    enableUi: true,
    defaultNamespace: options.namespace,
  };
  writeSecret(path.join(options.folder, 'web-ui', 'development.yaml'), JSON.stringify(config));
  const program = options.launch({
    name: 'web-ui',
    stage: 'web-ui',
    command: built.ui,
    args: ['--root', options.folder, '--config', 'web-ui', '--env', 'development', 'start'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    stopSignal: 'SIGTERM',
    patienceMs: 5_000,
  });
  return { url: `http://127.0.0.1:${port}`, program };
}
