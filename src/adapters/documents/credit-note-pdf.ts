import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import type { CreditNote } from '../../domain/credit-note';
import { formatInstant } from '../../domain/explain/instant';
import type { Locale } from '../../domain/explain/wording';
import { WORDINGS } from '../../domain/explain/wordings';
import { formatMinor } from '../../domain/money';
import type { PrintCreditNote } from '../../ports/credit-notes';
import { projectRoot } from '../persistence/project-root';
import { CREDIT_NOTE_WORDS, type CreditNoteWords } from './credit-note-words';
import { openSheet, type Cell, type Sheet } from './sheet';

/** Letters, digits and the Chinese characters that a note needs; see docs/credit-notes.md. */
const FONT = join('src', 'adapters', 'documents', 'fonts', 'NotoSansSC-subset.ttf');

let font: Buffer | undefined;

/**
 * Prints a credit note as A4 pages with its font inside. Only the note decides the bytes: the same note in the same
 * language is the same file.
 * @throws Error when the font is missing from the installation.
 */
export const printCreditNote: PrintCreditNote = (note, locale) => {
  font ??= readFileSync(join(projectRoot(), FONT));
  const words = CREDIT_NOTE_WORDS[locale];
  const issuedAt = new Date(note.issuedAt);
  const document = new PDFDocument({
    size: 'A4',
    margin: 50,
    bufferPages: true,
    font: '',
    info: {
      Title: `${words.title[note.kind]} ${note.number}`,
      Producer: 'Rescind',
      Creator: 'Rescind',
      CreationDate: issuedAt,
    },
  });
  document.registerFont('text', font);
  document.font('text');
  const printed = new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => {
      resolve(Buffer.concat(chunks));
    });
    document.on('error', reject);
  });
  const sheet = openSheet(document);
  write(sheet, note, { words, locale });
  sheet.end(words.page);
  return printed;
};

interface Language {
  readonly words: CreditNoteWords;
  readonly locale: Locale;
}

function write(sheet: Sheet, note: CreditNote, language: Language): void {
  const { words } = language;
  sheet.title(words.title[note.kind]);
  for (const [name, value] of headOf(note, language)) sheet.row([left(name, 0, 150), left(value, 150, 345)]);
  sheet.gap();
  if (note.lines.length > 0) writeLines(sheet, note, words);
  for (const [name, amount] of totalsOf(note, words)) {
    sheet.row([left(name, 150, 200), right(formatMinor(amount, note.currency), 350, 145)]);
  }
  sheet.rule();
  sheet.row([left(words.totals.total, 150, 200), right(formatMinor(note.total, note.currency), 350, 145)]);
  sheet.gap();
  sheet.heading(words.tenders);
  for (const { kind, tenderKind, channel, amount, reference } of note.tenders) {
    const to = `${words.legKinds[kind]}, ${words.tenderKinds[tenderKind]} (${channel})`;
    sheet.row([left(to, 0, 350), right(formatMinor(amount, note.currency), 350, 145)]);
    if (reference !== undefined) sheet.row([left(`${words.reference} ${reference}`, 20, 475)]);
  }
  sheet.gap();
  sheet.row([left(words.noNames, 0, 495)]);
}

function headOf(note: CreditNote, { words, locale }: Language): [string, string][] {
  const { head } = words;
  return [
    [head.number, note.number],
    [head.issued, formatInstant(note.issuedAt)],
    [head.shop, note.shopId],
    [head.order, note.orderId],
    [head.placed, formatInstant(note.orderPlacedAt)],
    [head.cancellation, note.cancellationId],
    [head.requested, formatInstant(note.requestedAt)],
    [head.reason, WORDINGS[locale].reasons[note.reason]],
    ...(note.corrects === undefined ? [] : [[head.corrects, note.corrects] satisfies [string, string]]),
    ...(note.cause === undefined ? [] : [[head.cause, words.causes[note.cause]] satisfies [string, string]]),
  ];
}

function writeLines(sheet: Sheet, { lines, currency }: CreditNote, { columns }: CreditNoteWords): void {
  const rowOf = (cells: readonly [string, string, string, string, string, string]) => {
    const [line, sku, units, net, tax, gross] = cells;
    sheet.row([
      ...[left(line, 0, 75), left(sku, 80, 110), right(units, 190, 35)],
      ...[right(net, 230, 90), right(tax, 322, 80), right(gross, 404, 91)],
    ]);
  };
  rowOf([columns.line, columns.sku, columns.units, columns.net, columns.tax, columns.gross]);
  sheet.rule();
  for (const { lineId, sku, units, net, tax, gross } of lines) {
    const amounts = [net, tax, gross].map((amount) => (amount === undefined ? '–' : formatMinor(amount, currency)));
    const [netText = '', taxText = '', grossText = ''] = amounts;
    rowOf([lineId, sku, String(units), netText, taxText, grossText]);
  }
  sheet.rule();
}

function totalsOf({ shipping, adjustment, feeKept, giftSpent = 0 }: CreditNote, { totals }: CreditNoteWords) {
  const all: [string, number][] = [
    [totals.shipping, shipping],
    [totals.adjustment, adjustment],
    [totals.feeKept, -feeKept],
    [totals.giftSpent, -giftSpent],
  ];
  return all.filter(([, amount]) => amount !== 0);
}

function left(text: string, x: number, width: number): Cell {
  return { text, x, width, align: 'left' };
}

function right(text: string, x: number, width: number): Cell {
  return { text, x, width, align: 'right' };
}
