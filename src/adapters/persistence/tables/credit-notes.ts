import type { Generated, JSONColumnType } from 'kysely';
import type { CreditNote } from '../../../domain/credit-note';

export interface CreditNoteSeriesTable {
  shop_id: string;
  /** `CN-<year>`. */
  series: string;
  last_number: Generated<number>;
}

export interface CreditNoteTable {
  shop_id: string;
  series: string;
  number: number;
  cancellation_id: string;
  kind: CreditNote['kind'];
  body: JSONColumnType<CreditNote>;
  hash: string;
  issued_at: Generated<Date>;
}

export interface CreditNoteTables {
  credit_note_series: CreditNoteSeriesTable;
  credit_notes: CreditNoteTable;
}
