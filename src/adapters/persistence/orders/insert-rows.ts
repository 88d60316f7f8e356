import { sql } from 'kysely';
import type { Database, Tables, Transaction } from '../database';

export type Row = Readonly<Record<string, unknown>>;

export interface RowSet {
  readonly table: keyof Tables;
  readonly rows: readonly Row[];
  readonly onConflict?: 'do nothing';
}

/**
 * Inserts any number of rows of one table in one statement with one parameter, so that five hundred orders cost as many
 * round trips as one. All rows have the columns of the first.
 */
export async function insertRows(db: Database | Transaction, { table, rows, onConflict }: RowSet): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)));
  const target = sql.table(table);
  await sql`insert into ${target} (${columns})
    select ${columns} from json_populate_recordset(null::${target}, ${JSON.stringify(rows)}::json)
    ${onConflict === undefined ? sql`` : sql`on conflict do nothing`}`.execute(db);
}
