import { Inject, Injectable } from '@nestjs/common';
import type { Locale } from '../../domain/explain/wording';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { CreditNotesOf, IssuedCreditNote } from '../../ports/credit-notes';
import { API_PARTS, type ApiParts } from '../api-parts';
import { problemOf } from '../problem/problem';
import type { CreditNotesBody } from './credit-note.schemas';
import { visibleTo } from './view-body';

interface PrintAsk {
  readonly cancellationId: string;
  readonly locale: Locale;
  readonly number: string | undefined;
}

@Injectable()
export class CreditNoteService {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  async read(caller: KeyIdentity, cancellationId: string): Promise<CreditNotesBody> {
    const { credit, corrections } = await this.notesFor(caller, cancellationId);
    return {
      ...(credit === undefined ? {} : { credit: bodyOf(credit) }),
      corrections: corrections.map(bodyOf),
    };
  }

  async print(caller: KeyIdentity, ask: PrintAsk): Promise<{ readonly file: Buffer; readonly name: string }> {
    const { credit, corrections } = await this.notesFor(caller, ask.cancellationId);
    const all = [...(credit === undefined ? [] : [credit]), ...corrections];
    const asked = ask.number === undefined ? all[0] : all.find(({ note }) => note.number === ask.number);
    if (asked === undefined) throw problemOf(refused('CREDIT_NOTE_NOT_FOUND'));
    return { file: await this.parts.printCreditNote(asked.note, ask.locale), name: asked.note.number };
  }

  /** A merchant reads what it sold alone: of several merchants' order the note names the others' lines. */
  private async notesFor(caller: KeyIdentity, cancellationId: string): Promise<CreditNotesOf> {
    const ref = { shopId: caller.shopId, cancellationId };
    const view = await this.parts.reader.readView(ref);
    const visible = view === undefined ? undefined : visibleTo(caller, view);
    if (view === undefined || visible === undefined) throw problemOf(refused('CANCELLATION_NOT_FOUND'));
    const notes = await this.parts.reader.readCreditNotes(ref);
    const isEmpty = notes.credit === undefined && notes.corrections.length === 0;
    if (isEmpty || visible.parts.length < view.parts.length) throw problemOf(refused('CREDIT_NOTE_NOT_FOUND'));
    return notes;
  }
}

function bodyOf({ note, hash }: IssuedCreditNote): CreditNotesBody['corrections'][number] {
  return { ...note, lines: [...note.lines], tenders: [...note.tenders], hash };
}
