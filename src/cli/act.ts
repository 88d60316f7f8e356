import { type Command, InvalidArgumentError } from 'commander';
import type { Refusal } from '../domain/refusals';
import { orderIdOf } from '../domain/request';
import type { CliParts } from './add-commands';
import type { CancellationsDoor } from './cancellations-door';
import { EXIT, type ExitCode } from './exit-codes';
import { showRefusal } from './refused';
import { show } from './terminal';

/** What every act on a cancellation takes. */
export interface Shared {
  readonly shop?: string;
  readonly json: boolean;
}

/** Gives a command its cancellation's id and what every act takes. */
export function withShared(command: Command, description: string): Command {
  return command
    .description(description)
    .argument('<cancellationId>', undefined, cancellationIdOf)
    .option('--shop <id>', 'whose it is, where two shops have an order of that id')
    .option('--json', 'print JSON', false);
}

/** Reads a cancellation's id, in which the order's is. */
export function cancellationIdOf(text: string): string {
  if (orderIdOf(text) === undefined) {
    throw new InvalidArgumentError(
      'A cancellation id is <order id>.<16 hex digits>; rescind cancel and rescind list print it.',
    );
  }
  return text;
}

interface Act {
  readonly cancellationId: string;
  readonly options: Shared;
  readonly call: (door: CancellationsDoor) => Promise<{ readonly outcome: string } | Refusal>;
  /** What is printed when it was done. */
  readonly said: string | ((answer: { readonly outcome: string }) => string);
}

/** Does one act through the door of the cancellation's shop, and tells what came of it. */
export async function act(
  { terminal, openDoors }: CliParts,
  { cancellationId, options, call, said }: Act,
): Promise<ExitCode> {
  const orderId = orderIdOf(cancellationId) ?? '';
  const doors = await openDoors({ orderId, ...(options.shop !== undefined && { shop: options.shop }) });
  try {
    const answer = await call(doors.cancellations);
    if (isRefusal(answer)) return showRefusal(terminal, options.json, answer);
    show(terminal, options.json, { data: answer, lines: [typeof said === 'string' ? said : said(answer)] });
    return EXIT.DONE;
  } finally {
    await doors.close();
  }
}

function isRefusal(answer: { readonly outcome: string }): answer is Refusal {
  return answer.outcome === 'refused';
}
