import type { CreditNote } from '../domain/credit-note';
import type { Locale } from '../domain/explain/wording';

/** A note that was issued, and the SHA-256 of its canonical JSON, hex. */
export interface IssuedCreditNote {
  readonly note: CreditNote;
  readonly hash: string;
}

/** What was issued for one cancellation: its note, and the corrections of it, oldest first. */
export interface CreditNotesOf {
  readonly credit?: IssuedCreditNote;
  readonly corrections: readonly IssuedCreditNote[];
}

/** Writes a note as a PDF; the same note in the same language gives the same bytes. */
export type PrintCreditNote = (note: CreditNote, locale: Locale) => Promise<Buffer>;
