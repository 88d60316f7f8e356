import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../../src/local/folders';
import type { Engine } from './engine';

/** The worker's own program in a process of its own, which can be killed. */
export interface WorkerProcess {
  /** kill -9, and waits until it is gone. */
  readonly kill: () => Promise<void>;
}

/** Runs TypeScript as it is, as the tests do. */
const COMPILE = `
  const { readFileSync } = require('node:fs');
  const { transformSync } = require('@swc/core');
  const parser = { syntax: 'typescript', decorators: true };
  const jsc = { target: 'es2022', parser, transform: { legacyDecorator: true, decoratorMetadata: true } };
  require.extensions['.ts'] = (module, filename) => {
    const options = { filename, jsc, module: { type: 'commonjs' }, swcrc: false };
    module._compile(transformSync(readFileSync(filename, 'utf8'), options).code, filename);
  };`;

/** Starts the worker of `src/worker.ts` against an engine's parts. It polls some seconds later. */
export function startWorkerProcess({ temporal, databaseUrl, peers }: Engine): WorkerProcess {
  const program = path.join(projectRoot(), 'src', 'worker.ts');
  const child = spawn(process.execPath, ['-e', `${COMPILE} require(${JSON.stringify(program)});`], {
    cwd: projectRoot(),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      LOG_LEVEL: 'error',
      PORT: '0',
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace ?? 'default',
      RESCIND_PAYMENTS_URL: peers.payments.url,
      RESCIND_CARRIER_URL: peers.carrier.url,
      RESCIND_SHOP_URL: peers.shop.url,
    },
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
