import { randomUUID } from 'node:crypto';
import { Option } from 'commander';
import { REASON_CODES, REASONS, type Reason } from '../../domain/reasons';
import type { RequestAccepted } from '../../domain/request';
import { EXIT } from '../exit-codes';
import type { AddCommands } from '../add-commands';
import { addLine, selectionOf, type LineArgument } from '../line-argument';
import { quoteLines } from '../quote-lines';
import { showRefusal } from '../refused';
import { show } from '../terminal';

interface CancelArguments {
  readonly reason: Reason;
  readonly line: readonly LineArgument[];
  readonly key?: string;
  readonly shop?: string;
  readonly json: boolean;
}

/** `cancel`: asks for a cancellation. */
export const addRequest: AddCommands = (program, { terminal, openDoors, done }) => {
  program
    .command('cancel')
    .description('asks for the cancellation of an order, or of some of it')
    .argument('<orderId>')
    .addOption(new Option('--reason <code>', 'why').choices(REASON_CODES).default('CHANGED_MIND'))
    .option('--line <id:quantity>', 'only so many of this line; may be repeated', addLine, [])
    .option('--key <key>', 'idempotency key: the same key again gets the same answer')
    .option('--shop <id>', 'whose order it is, where two shops have one of that id')
    .option('--json', 'print JSON', false)
    .action(async (orderId: string, { reason, line, key, shop, json }: CancelArguments) => {
      const doors = await openDoors({ orderId, ...(shop !== undefined && { shop }) });
      try {
        // Who asks is the first of those who may give the reason.
        const [initiator] = REASONS[reason].initiators;
        const selection = selectionOf(line);
        const answer = await doors.cancellations.request(
          { orderId, reason, initiator, selection },
          key ?? randomUUID(),
        );
        if (answer.outcome === 'refused') {
          done(showRefusal(terminal, json, answer));
          return;
        }
        show(terminal, json, { data: answer, lines: acceptedLines(answer) });
        done(EXIT.DONE);
      } finally {
        await doors.close();
      }
    });
};

function acceptedLines({ cancellationId, state, quote, deadline, onTimeout }: RequestAccepted): string[] {
  const clock = deadline === undefined ? [] : [`decided by ${deadline}, else ${String(onTimeout)}`];
  return [
    `Accepted: ${cancellationId}`,
    [state, ...clock].join(', '),
    ...quoteLines(quote, 'comes back'),
    `Follow it: rescind show ${cancellationId}`,
  ];
}
