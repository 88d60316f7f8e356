import { InvalidArgumentError } from 'commander';
import type { Selection } from '../domain/quote';

/** So many units of a line. */
export interface LineArgument {
  readonly lineId: string;
  readonly quantity: number;
}

/** Reads `<line id>:<quantity>` of an option that may be repeated; anything else is a usage error. */
export function addLine(text: string, earlier: readonly LineArgument[]): LineArgument[] {
  const [, lineId, quantity] = /^(.+):([1-9]\d{0,5})$/.exec(text) ?? [];
  if (lineId === undefined) throw new InvalidArgumentError('A line is <line id>:<quantity>, such as 1:2.');
  return [...earlier, { lineId, quantity: Number(quantity) }];
}

/** What is asked for: these lines, or all that is left of the order where none was said. */
export function selectionOf(lines: readonly LineArgument[]): Selection {
  return lines.length === 0 ? { kind: 'ORDER' } : { kind: 'LINES', lines };
}
