import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../local/folders';
import { CliError, EXIT } from './exit-codes';

const url = z.string().min(1);
const runtime = z.object({
  apiUrl: url,
  webUiUrl: url.optional(),
  temporalAddress: z.string().min(1),
  namespace: z.string().min(1),
  databaseUrl: url,
  sandboxes: z.object({ payments: url, carrier: url, shop: url }),
  apiKey: z.string().min(16),
});

/** Where the parts that `rescind start` runs are reached, and with which key. */
export type Runtime = z.infer<typeof runtime>;

/** Written by `rescind start` while it runs. */
export function runtimeFile(): string {
  return path.join(projectRoot(), '.rescind', 'runtime.json');
}

/**
 * Reads where everything is.
 * @throws CliError UNREACHABLE when nothing runs
 */
export function readRuntime(file = runtimeFile()): Runtime {
  if (!existsSync(file)) {
    throw new CliError(EXIT.UNREACHABLE, 'Rescind does not run on this machine. Start it with: npm start');
  }
  const parsed = runtime.safeParse(readJson(file));
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path: at }) => at.join('.')).join(', ');
    throw new CliError(EXIT.UNREACHABLE, `${file} is not usable (${fields}). Start Rescind again with: npm start`);
  }
  return parsed.data;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
