import './global-setup';

/** Stops what the run started, and removes its data. */
export default async function globalTeardown(): Promise<void> {
  const found = globalThis.rescindTestRun;
  if (found === undefined) return;
  found.broker.close();
  found.broker.closeAllConnections();
  await found.run.stop();
}
