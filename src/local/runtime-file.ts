import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { liveOwner } from './run-record';

/** Where the parts of a running `npm start` are; for the CLI, the demo and the doctor. */
export interface Runtime {
  apiUrl: string;
  webUiUrl?: string;
  temporalAddress: string;
  namespace: string;
  databaseUrl: string;
  sandboxes: { payments: string; carrier: string; shop: string };
  apiKey: string;
}

const fileIn = (stateFolder: string) => path.join(stateFolder, 'runtime.json');

/** Writes it, readable by us only: it holds the database's password and an API key. */
export function writeRuntime(stateFolder: string, runtime: Runtime): void {
  const draft = `${fileIn(stateFolder)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(runtime, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, fileIn(stateFolder));
}

/** Forgets it when everything was stopped. */
export function removeRuntime(stateFolder: string): void {
  rmSync(fileIn(stateFolder), { force: true });
}

/** Where the parts of this clone run; undefined when `npm start` isn't running or isn't ready yet. */
export function readRuntime(stateFolder: string): Runtime | undefined {
  if (liveOwner(stateFolder) === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(fileIn(stateFolder), 'utf8')) as Runtime;
  } catch {
    return undefined;
  }
}
