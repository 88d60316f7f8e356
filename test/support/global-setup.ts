import type { Server } from 'node:http';
import { openBroker } from './broker';
import { browserBinary } from './browser-binary';
import { type Run, buildBeforehand, prepareRun } from './run-parts';

/** What teardown needs; Jest runs both in the same process, but not in the same module registry. */
declare global {
  var rescindTestRun: { run: Run; broker: Server } | undefined;
}

/**
 * Once for a test run: the real server is built if it never was, and a broker starts PostgreSQL, Temporal and the rest
 * as the test files ask for them. However the run ends, nothing is left running.
 */
export default async function globalSetup(): Promise<void> {
  // Named on the command line and in the settings, Jest would run it twice.
  if (globalThis.rescindTestRun !== undefined) return;
  const run = await prepareRun();
  process.once('exit', run.kill);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void run.stop().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
    });
  }
  try {
    // Without Go only the suites on the real server fail, and they say why.
    await buildBeforehand().catch(() => undefined);
    // Likewise the suites with a browser.
    await browserBinary().catch(() => undefined);
    globalThis.rescindTestRun = { run, broker: await openBroker(run.parts) };
  } catch (error) {
    await run.stop();
    throw error;
  }
}
