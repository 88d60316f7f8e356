import { parse, CsvError } from 'csv-parse';
import { Readable } from 'node:stream';
import type { RefundReport, ReportedRefund } from '../../../ports/refund-report';
import { ReportProblem, refusingOnProblem } from '../report/report-problem';
import { reportRow, requireColumns, type ReportRow } from '../report/report-row';
import { linesOf } from '../report/report-text';
import { ZONE_MINUTES } from './time-zones';

const HOUR_MS = 3_600_000;

const ACCOUNT = 'Merchant Account';
const COLUMNS = [
  ...[ACCOUNT, 'Psp Reference', 'Type', 'Modification Reference', 'Creation Date', 'TimeZone'],
  ...['Gross Currency', 'Gross Debit (GC)', 'Gross Credit (GC)'],
];

/** Our key, where the report has that column; else a refund is known by Adyen's own reference. */
const KEY = 'Modification Merchant Reference';

/** Money that went out, and money that came back because it could not be paid. */
const AMOUNT_OF: ReadonlyMap<string, string> = new Map([
  ['Refunded', 'Gross Debit (GC)'],
  ['RefundedReversed', 'Gross Credit (GC)'],
]);

/**
 * Reads Adyen's settlement details report: refunds, and those that came back; rows of other merchant accounts are
 * passed over. Amounts are decimals, to which Adyen's own minor units don't apply. The period begins with the earliest
 * payment of the batch and ends an hour before its latest refund, since abbreviations of time zones are loose.
 */
export function readAdyenReport(chunks: AsyncIterable<Uint8Array>, merchantAccount: string): RefundReport {
  return refusingOnProblem(read(chunks, merchantAccount));
}

async function* read(chunks: AsyncIterable<Uint8Array>, merchantAccount: string): RefundReport {
  // One that came back is told last, whatever the order: it is how the refund ended.
  const reversed: ReportedRefund[] = [];
  const seen = { rows: 0, own: 0, from: Infinity, to: -Infinity };
  for await (const row of rowsOf(chunks)) {
    seen.rows += 1;
    if (row.field(ACCOUNT) !== merchantAccount) continue;
    seen.own += 1;
    if (row.field('Psp Reference') === '') continue;
    const at = row.time('Creation Date', offsetOf(row));
    seen.from = Math.min(seen.from, at.getTime());
    const amountColumn = AMOUNT_OF.get(row.field('Type'));
    if (amountColumn === undefined) continue;
    const refund = refundOf(row, { amountColumn, at });
    seen.to = Math.max(seen.to, at.getTime() - HOUR_MS);
    if (refund.outcome === 'failed') reversed.push(refund);
    else yield refund;
  }
  if (seen.rows > 0 && seen.own === 0) throw new ReportProblem('REPORT_OTHER_ACCOUNT');
  yield* reversed;
  const period = seen.to > seen.from ? { period: { from: new Date(seen.from), to: new Date(seen.to) } } : {};
  return { outcome: 'read', rows: seen.rows, ...period };
}

async function* rowsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReportRow> {
  let header: readonly string[] | undefined;
  const input = Readable.from(withLineEnds(chunks));
  const parser = parse({ relax_column_count: true, skip_empty_lines: true, info: true, max_record_size: 64 * 1024 });
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (header === undefined) {
        header = record.map((column) => column.trim());
        requireColumns(header, COLUMNS, info.lines);
      } else yield reportRow(header, record, info.lines);
    }
  } catch (error) {
    if (error instanceof CsvError) throw new ReportProblem('REPORT_ROW_UNREADABLE', lineOf(error));
    throw error;
  } finally {
    input.destroy();
  }
  if (header === undefined) throw new ReportProblem('REPORT_EMPTY');
}

function lineOf(error: CsvError): { readonly line?: number } {
  const { lines } = error as { readonly lines?: unknown };
  return typeof lines === 'number' ? { line: lines } : {};
}

async function* withLineEnds(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const { text } of linesOf(chunks)) yield `${text}\n`;
}

function offsetOf(row: ReportRow): number {
  const offset = ZONE_MINUTES.get(row.field('TimeZone'));
  if (offset === undefined) throw new ReportProblem('REPORT_TIME_ZONE_UNKNOWN', { line: row.line, what: 'TimeZone' });
  return offset;
}

function refundOf(row: ReportRow, { amountColumn, at }: { amountColumn: string; at: Date }): ReportedRefund {
  const currency = row.id('Gross Currency');
  const amount = row.amount(amountColumn, currency);
  if (amount <= 0) throw new ReportProblem('REPORT_ROW_UNREADABLE', { line: row.line, what: amountColumn });
  const reference = row.field(KEY);
  return {
    providerRef: row.id('Modification Reference'),
    ...(reference !== '' && { reference }),
    sourceId: row.id('Psp Reference'),
    ...{ amount, currency, outcome: row.field('Type') === 'Refunded' ? 'succeeded' : 'failed', at },
  };
}
