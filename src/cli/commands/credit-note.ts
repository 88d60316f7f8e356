import { writeFile } from 'node:fs/promises';
import { Option } from 'commander';
import { printCreditNote } from '../../adapters/documents/credit-note-pdf';
import type { CreditNote } from '../../domain/credit-note';
import { formatInstant } from '../../domain/explain/instant';
import type { Locale } from '../../domain/explain/wording';
import { formatMinor } from '../../domain/money';
import { refused } from '../../domain/refusals';
import { orderIdOf } from '../../domain/request';
import type { AddCommands } from '../add-commands';
import { EXIT } from '../exit-codes';
import { showRefusal } from '../refused';
import { table } from '../table';
import { show } from '../terminal';
import { cancellationIdOf } from '../act';

interface Arguments {
  readonly pdf?: string;
  readonly number?: string;
  readonly locale: Locale;
  readonly shop?: string;
  readonly json: boolean;
}

/** `credit-note`: what was credited, and by which number; as a PDF too. */
export const addCreditNote: AddCommands = (program, { terminal, openDoors, done }) => {
  program
    .command('credit-note')
    .description('shows the credit note of a cancellation and its corrections, or writes one as a PDF')
    .argument('<cancellationId>', undefined, cancellationIdOf)
    .option('--pdf <file>', 'write it there as a PDF')
    .option('--number <number>', 'which one to write; left out: the credit note itself')
    .addOption(new Option('--locale <locale>', 'language of the PDF').choices(['en', 'zh']).default('en'))
    .option('--shop <id>', 'whose it is, where two shops have an order of that id')
    .option('--json', 'print JSON', false)
    .action(async (cancellationId: string, { pdf, number, locale, shop, json }: Arguments) => {
      const doors = await openDoors({ orderId: orderIdOf(cancellationId) ?? '', ...(shop !== undefined && { shop }) });
      try {
        const answer = await doors.cancellations.creditNotes(cancellationId);
        if ('outcome' in answer) {
          done(showRefusal(terminal, json, answer));
          return;
        }
        const notes = [...(answer.credit === undefined ? [] : [answer.credit]), ...answer.corrections];
        const asked = number === undefined ? notes : notes.filter((note) => note.number === number);
        const [first] = asked;
        if (first === undefined) {
          done(showRefusal(terminal, json, refused('CREDIT_NOTE_NOT_FOUND')));
          return;
        }
        if (pdf !== undefined) await writeFile(pdf, await printCreditNote(first, locale));
        const written = pdf === undefined ? [] : [`Written to ${pdf}`];
        show(terminal, json, { data: answer, lines: [...asked.flatMap(linesOf), ...written] });
        done(EXIT.DONE);
      } finally {
        await doors.close();
      }
    });
};

function linesOf(note: CreditNote): string[] {
  const { currency } = note;
  const money = (minor: number) => formatMinor(minor, currency);
  return [
    `${note.kind === 'CREDIT' ? 'Credit note' : 'Correction'} ${note.number} of ${formatInstant(note.issuedAt)}: ${money(note.total)}`,
    ...(note.lines.length === 0
      ? []
      : table([
          ['Line', 'Article', 'Units', 'Net', 'Tax', 'Gross'],
          ...note.lines.map(({ lineId, sku, units, net, tax, gross }) => [
            ...[lineId, sku, String(units), money(net), tax === undefined ? '-' : money(tax), money(gross)],
          ]),
        ])),
    ...[
      ['Shipping', note.shipping] as const,
      ['Adjustment', note.adjustment] as const,
      ['Fee kept', -note.feeKept] as const,
      ['Spent of bought gift cards', -(note.giftSpent ?? 0)] as const,
    ]
      .filter(([, amount]) => amount !== 0)
      .map(([name, amount]) => `${name}: ${money(amount)}`),
    ...note.tenders.map(
      ({ kind, tenderKind, channel, amount, reference }) =>
        `${kind} to ${tenderKind} via ${channel}: ${money(amount)}${reference === undefined ? '' : `, reference ${reference}`}`,
    ),
    '',
  ];
}
