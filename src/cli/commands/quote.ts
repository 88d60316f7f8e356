import { Option } from 'commander';
import type { Quote } from '../../domain/quote';
import { REASON_CODES, REASONS, type Reason } from '../../domain/reasons';
import type { QuoteAnswer } from '../../sdk/generated/api-types';
import type { AddCommands } from '../add-commands';
import { EXIT } from '../exit-codes';
import { addLine, selectionOf, type LineArgument } from '../line-argument';
import { quoteLines } from '../quote-lines';
import { showRefusal } from '../refused';
import { show } from '../terminal';

interface QuoteArguments {
  readonly reason: Reason;
  readonly line: readonly LineArgument[];
  readonly shop?: string;
  readonly json: boolean;
}

/** `quote`: what a cancellation would return. Nothing is asked for. */
export const addQuote: AddCommands = (program, { terminal, openDoors, done }) => {
  program
    .command('quote')
    .description('says what would come back, to which tender, when, less which fee, and who would decide')
    .argument('<orderId>')
    .addOption(new Option('--reason <code>', 'why').choices(REASON_CODES).default('CHANGED_MIND'))
    .option('--line <id:quantity>', 'only so many of this line; may be repeated', addLine, [])
    .option('--shop <id>', 'whose order it is, where two shops have one of that id')
    .option('--json', 'print JSON', false)
    .action(async (orderId: string, { reason, line, shop, json }: QuoteArguments) => {
      const doors = await openDoors({ orderId, ...(shop !== undefined && { shop }) });
      try {
        const [initiator] = REASONS[reason].initiators;
        const answer = await doors.cancellations.quote({ orderId, reason, initiator, selection: selectionOf(line) });
        if (answer.outcome === 'refused') {
          done(showRefusal(terminal, json, answer));
          return;
        }
        show(terminal, json, { data: answer, lines: linesOf(answer) });
        done(EXIT.DONE);
      } finally {
        await doors.close();
      }
    });
};

function linesOf({ quote, approval, statutory, expiresAt }: QuoteAnswer): string[] {
  const { benefits = [] } = quote;
  return [
    ...quoteLines(quote as Quote, 'would come back'),
    ...benefits.map(({ kind, benefitId, movement, amount }) => `  ${kind} ${benefitId}: ${movement} (${amount})`),
    ...approval.map(({ merchantId, by }) =>
      by === 'MERCHANT' ? `${merchantId} would decide` : `${merchantId}: no decision needed, a rule approves`,
    ),
    ...(statutory === true ? ['A right to withdraw: no approval, no offer, no fee'] : []),
    `Good until ${expiresAt}`,
  ];
}
