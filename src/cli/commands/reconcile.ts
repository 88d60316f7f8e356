import { createReadStream, statSync } from 'node:fs';
import path from 'node:path';
import { Argument } from 'commander';
import { openDatabase } from '../../adapters/persistence/database';
import { compareReport, type ReportCompared } from '../../adapters/persistence/drift/compare-report';
import { createRefundBook } from '../../adapters/persistence/refund-book';
import { openReport, REPORTED_CHANNELS } from '../../adapters/refund/report/open-report';
import { formatInstant } from '../../domain/explain/instant';
import type { AddCommands } from '../add-commands';
import { tellRuns } from '../bank/tell-runs';
import { CliError, EXIT, type ExitCode } from '../exit-codes';
import { startProgress, type Progress } from '../progress';
import { showReportRefusal } from '../reconcile/report-refusals';
import { requireRuntime } from '../runtime';
import { table } from '../table';
import { show, type Terminal } from '../terminal';

/** It is read as a stream; this is where a wrong file is likelier than a large one. */
const MOST_BYTES = 1_000_000_000;

/** So many differences are shown to people; JSON has more. */
const SHOWN = 20;

interface FileToRead {
  readonly channel: string;
  readonly file: string;
  readonly json: boolean;
}

/** `reconcile`: compares a provider's own file with our refunds, where the provider has no list of them. */
export const addReconcile: AddCommands = (program, { terminal, done }) => {
  program
    .command('reconcile')
    .description("compares a provider's report file with our refunds, both ways (docs/reconciliation.md)")
    .addArgument(new Argument('<channel>').choices(REPORTED_CHANNELS))
    .argument('<file>', 'as it was downloaded')
    .option('--json', 'print JSON', false)
    .action(async (channel: string, file: string, { json }: { json: boolean }) => {
      done(await reconcile(terminal, { channel, file, json }));
    });
};

async function reconcile(terminal: Terminal, { channel, file, json }: FileToRead): Promise<ExitCode> {
  const read = openReport(channel, terminal.env);
  if ('missing' in read) {
    throw new CliError(EXIT.USAGE, `${read.missing} must say whose file it has to be (docs/channels/${channel}.md)`);
  }
  const size = sizeOf(file);
  if (size > MOST_BYTES) return showReportRefusal(terminal, json, { outcome: 'refused', code: 'REPORT_TOO_LARGE' });
  const db = openDatabase(terminal.env['DATABASE_URL'] ?? requireRuntime().databaseUrl, { max: 4 });
  const progress = startProgress('Bytes', size, terminal.progress);
  try {
    const report = read(chunksOf(file, progress));
    const compared = await compareReport({ db, refunds: createRefundBook(db) }, channel, report);
    progress.end();
    if (compared.outcome === 'refused') return showReportRefusal(terminal, json, compared);
    await tellRuns(terminal.env, { signals: compared.changed, repairs: [] });
    const { changed, ...rest } = compared;
    const data = { channel, file: path.basename(file), ...rest, changed: changed.map(({ legId }) => legId) };
    show(terminal, json, { data, lines: linesOf(channel, compared) });
    return compared.cases.open > 0 ? EXIT.REFUSED : EXIT.DONE;
  } finally {
    progress.end();
    await db.destroy();
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function* chunksOf(file: string, progress: Progress): AsyncGenerator<Uint8Array> {
  let done = 0;
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      done += chunk.length;
      progress.to(done);
      yield chunk;
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): CliError {
  return new CliError(EXIT.USAGE, `${file} can't be read: ${String((error as NodeJS.ErrnoException).code)}`);
}

function linesOf(channel: string, { rows, refunds, period, changed, cases, differences }: ReportCompared): string[] {
  const covers =
    period === undefined
      ? 'It does not say which time it covers: our own refunds were not looked for in it'
      : `It covers ${formatInstant(period.from.toISOString())} to ${formatInstant(period.to.toISOString())}`;
  return [
    `${rows} lines, ${refunds} refunds of ${channel}. ${covers}`,
    `${changed.length} of our refunds learned of their end by it`,
    `Differences: ${cases.open} open, ${cases.opened} of them new; ${cases.closed} closed`,
    ...(differences.length === 0
      ? []
      : table([
          ['Kind', 'Of', 'Shop'],
          ...differences.slice(0, SHOWN).map(({ kind, subject, shopId }) => [kind, subject, shopId]),
        ])),
    ...(cases.open > SHOWN ? [`${cases.open - SHOWN} more: rescind drift --channel ${channel}`] : []),
  ];
}
