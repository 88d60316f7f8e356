import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../temporary-folder';

/** What Schemathesis' own report says; more is in it. */
export interface SchemathesisReport {
  readonly stop_reason: string;
  readonly operations: { readonly selected: number; readonly tested: number };
  readonly test_cases: { readonly generated: number };
  readonly failures: readonly { readonly title: string; readonly count: number }[];
  readonly errors: readonly { readonly title: string; readonly count: number }[];
  /** Seconds. */
  readonly running_time: number;
  /** By operation and phase: how many requests were answered 2xx. */
  readonly valid_rates: Readonly<Record<string, Readonly<Record<string, { readonly accepted: number }>>>>;
}

export interface SchemathesisRun {
  readonly python: string;
  readonly url: string;
  /** What the API is said to do, as an OpenAPI document. */
  readonly description: unknown;
  readonly bearer: string;
  /** A whole schemathesis.toml. */
  readonly config: string;
  readonly args: readonly string[];
  /** It is ended after this, ms. */
  readonly withinMs: number;
}

/**
 * Runs Schemathesis against an API, and gives back its report with all that it printed.
 * @throws Error with what it printed, where it made no report
 */
export async function runSchemathesis(run: SchemathesisRun): Promise<{ report: SchemathesisReport; printed: string }> {
  using folder = temporaryFolder();
  const at = (name: string) => path.join(folder.path, name);
  writeFileSync(at('openapi.json'), JSON.stringify(run.description));
  writeFileSync(at('schemathesis.toml'), run.config);
  const args = [
    ...['-m', 'schemathesis.cli', '--config-file', at('schemathesis.toml'), '--no-color', 'run', at('openapi.json')],
    ...['--url', run.url, '--report', 'json', '--report-json-path', at('report.json'), ...run.args],
  ];
  const env = { ...process.env, SCHEMATHESIS_BEARER: run.bearer };
  const child = spawn(run.python, args, { cwd: folder.path, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const late = setTimeout(kill, run.withinMs);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  }
  await new Promise<void>((resolve, reject) => child.once('close', () => resolve()).once('error', reject));
  clearTimeout(late);
  process.removeListener('exit', kill);
  try {
    return { report: JSON.parse(readFileSync(at('report.json'), 'utf8')) as SchemathesisReport, printed };
  } catch (cause) {
    throw new Error(`Schemathesis made no report:\n${printed.slice(-4_000)}`, { cause });
  }
}
