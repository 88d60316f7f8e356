import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { OlistError } from './olist-error';

/** A row that can't be used: which, why, and the order it belongs to where that can be read. */
export interface RowProblem {
  readonly file: string;
  /** From 1, the header's included. */
  readonly line: number;
  readonly what: string;
  readonly orderId?: string;
}

/** Reads one row, or throws `UnreadableRow`. */
export type RowReader<T> = (row: Readonly<Record<string, string>>) => T;

/** Why a row can't be used. */
export class UnreadableRow extends Error {
  override readonly name = 'UnreadableRow';
}

export interface RowSource<T> {
  readonly file: string;
  readonly columns: readonly string[];
  readonly read: RowReader<T>;
  readonly onProblem: (problem: RowProblem) => void;
}

interface ParsedRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Streams the rows of one file, plain or gzipped; a row that can't be read is told and left out. Quotes are
 * taken off by hand, field by field: Olist quotes no comma and no line break, and so a stray quote spoils its
 * own row and not the rest of the file.
 * @throws OlistError FILE_UNREADABLE, COLUMNS_MISSING
 */
export async function* readRows<T>({ file, columns, read, onProblem }: RowSource<T>): AsyncGenerator<T> {
  const name = path.basename(file);
  let header: readonly string[] | undefined;
  for await (const { record, info } of parsedRows(file)) {
    const fields = record.map(unquoted);
    if (header === undefined) {
      header = fields;
      const missing = columns.filter((column) => !fields.includes(column));
      if (missing.length > 0) throw new OlistError('COLUMNS_MISSING', `${name} has no column ${missing.join(', ')}`);
      continue;
    }
    const row = Object.fromEntries(header.map((column, index) => [column, fields[index] ?? '']));
    try {
      if (fields.length !== header.length) {
        throw new UnreadableRow(`${fields.length} fields where ${header.length} belong`);
      }
      yield read(row);
    } catch (error) {
      if (!(error instanceof UnreadableRow)) throw error;
      const orderId = row['order_id'];
      onProblem({ file: name, line: info.lines, what: error.message, ...(orderId && { orderId }) });
    }
  }
  if (header === undefined) throw new OlistError('COLUMNS_MISSING', `${name} is empty`);
}

async function* parsedRows(file: string): AsyncGenerator<ParsedRow> {
  const parser = parse({ bom: true, quote: false, relax_column_count: true, skip_empty_lines: true, info: true });
  const input = createReadStream(file);
  const bytes = file.endsWith('.gz') ? input.pipe(createGunzip()) : input;
  const fail = (error: Error) => parser.destroy(error);
  input.on('error', fail);
  bytes.on('error', fail);
  bytes.pipe(parser);
  try {
    yield* parser as AsyncIterable<ParsedRow>;
  } catch (error) {
    throw new OlistError('FILE_UNREADABLE', `${path.basename(file)} can't be read: ${(error as Error).message}`);
  } finally {
    input.destroy();
  }
}

function unquoted(field: string): string {
  const trimmed = field.trim();
  return trimmed.length >= 2 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed;
}
