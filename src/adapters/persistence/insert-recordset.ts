import { sql, type RawBuilder } from 'kysely';
import type { Tables } from './database';

/**
 * An insert of any number of rows, none too, as a part of a larger statement, with one parameter.
 * All rows have the columns of the first.
 */
export function insertRecordset(
  table: keyof Tables,
  rows: readonly Readonly<Record<string, unknown>>[],
): RawBuilder<object> {
  const [first] = rows;
  if (first === undefined) return sql<object>`select where false`;
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)));
  const target = sql.table(table);
  return sql<object>`insert into ${target} (${columns})
    select ${columns} from json_populate_recordset(null::${target}, ${JSON.stringify(rows)}::json)`;
}
