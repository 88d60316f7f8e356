import { parseMinor, type Minor } from '../../../domain/money';
import { ReportProblem } from './report-problem';

/** The fields of a line, by its column. @throws ReportProblem REPORT_ROW_UNREADABLE for a field that can't be read */
export interface ReportRow {
  readonly line: number;
  /** Empty where the file has no such column. */
  readonly field: (column: string) => string;
  /** The same, where it must be there. */
  readonly id: (column: string) => string;
  /** Decimal, in minor units; zeros beyond the currency's decimals are left out. */
  readonly amount: (column: string, currency: string) => Minor;
  /** `2026-06-05 16:01:38` at this offset from UTC, minutes. */
  readonly time: (column: string, offsetMinutes: number) => Date;
}

/** @throws ReportProblem REPORT_COLUMNS_MISSING */
export function requireColumns(header: readonly string[], columns: readonly string[], line: number): void {
  const missing = columns.find((column) => !header.includes(column));
  if (missing !== undefined) throw new ReportProblem('REPORT_COLUMNS_MISSING', { line, what: missing });
}

/** @throws ReportProblem REPORT_ROW_UNREADABLE where there are more or fewer fields than columns */
export function reportRow(header: readonly string[], fields: readonly string[], line: number): ReportRow {
  if (fields.length !== header.length) throw new ReportProblem('REPORT_ROW_UNREADABLE', { line });
  const field = (column: string) => (fields[header.indexOf(column)] ?? '').trim();
  const unreadable = (what: string) => new ReportProblem('REPORT_ROW_UNREADABLE', { line, what });
  return {
    line,
    field,
    id: (column) => {
      const id = field(column);
      if (!/^[\x21-\x7e]{1,128}$/.test(id)) throw unreadable(column);
      return id;
    },
    amount: (column, currency) => {
      const minor = parseMinor(withoutTrailingZeros(field(column)), currency, { signed: true });
      if (minor === undefined) throw unreadable(column);
      return minor;
    },
    time: (column, offsetMinutes) => {
      const at = instantOf(field(column), offsetMinutes);
      if (at === undefined) throw unreadable(column);
      return at;
    },
  };
}

/** `12.00` is `12`, `12.50` is `12.5`: currencies without decimals may be written with some. */
function withoutTrailingZeros(decimal: string): string {
  return /^-?\d+\.\d+$/.test(decimal) ? decimal.replace(/\.?0+$/, '') : decimal;
}

/**
 * Reads `2026-06-05 16:01:38` at this offset from UTC, minutes; undefined for
 * anything else, such as the 30th of February.
 */
export function instantOf(text: string, offsetMinutes: number): Date | undefined {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text);
  if (parts === null) return undefined;
  const [, day = '', time = ''] = parts;
  const local = new Date(`${day}T${time}Z`);
  if (Number.isNaN(local.getTime()) || !local.toISOString().startsWith(`${day}T${time}`)) return undefined;
  return new Date(local.getTime() - offsetMinutes * 60_000);
}
