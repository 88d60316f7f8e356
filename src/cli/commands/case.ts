import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { orderIdOf } from '../../domain/request';
import { type Shared, withShared } from '../act';
import type { AddCommands, CliParts } from '../add-commands';
import { caseOf, readCase } from '../case/case-file';
import { differenceOf } from '../case/differing-event';
import { CliError, EXIT, type ExitCode } from '../exit-codes';
import { showRefusal } from '../refused';
import { show } from '../terminal';

interface ExportArguments extends Shared {
  readonly out?: string;
}

/** `case export`, `case replay`: one cancellation taken along, and tried against this build's code. */
export const addCase: AddCommands = (program, parts) => {
  const { done } = parts;
  const cases: Command = program.command('case').description('takes a cancellation along, and replays it');
  withShared(cases.command('export'), 'writes where it stands, its timeline and its history as one JSON document')
    .option('--out <file>', 'write it there; left out: to standard output')
    .action(async (cancellationId: string, options: ExportArguments) => {
      done(await exportCase(parts, cancellationId, options));
    });
  cases
    .command('replay')
    .description('replays the history of a case against the workflow code of this build')
    .argument('<file>', 'what case export wrote')
    .option('--json', 'print JSON', false)
    .action(async (file: string, { json }: { readonly json: boolean }) => {
      done(await replayCase(parts, file, json));
    });
};

async function exportCase(
  { terminal, openDoors }: CliParts,
  cancellationId: string,
  { out, shop, json }: ExportArguments,
): Promise<ExitCode> {
  const doors = await openDoors({ orderId: orderIdOf(cancellationId) ?? '', ...(shop !== undefined && { shop }) });
  try {
    const view = await doors.cancellations.get(cancellationId);
    if ('outcome' in view) return showRefusal(terminal, json, view);
    const timeline = await doors.cancellations.timeline(cancellationId);
    if ('outcome' in timeline) return showRefusal(terminal, json, timeline);
    const run = await doors.cancellations.history(cancellationId);
    if (run === undefined) {
      throw new CliError(EXIT.REFUSED, `Temporal keeps no history of ${cancellationId} any more`);
    }
    const document = JSON.stringify(caseOf(view, timeline, run), null, 2);
    if (out === undefined) {
      terminal.out(document);
      return EXIT.DONE;
    }
    await written(out, document);
    const events = run.history.events.length;
    show(terminal, json, { data: { file: out, events }, lines: [`Written to ${out}: ${events} events`] });
    return EXIT.DONE;
  } finally {
    await doors.close();
  }
}

async function written(file: string, document: string): Promise<void> {
  try {
    await writeFile(file, `${document}\n`);
  } catch (error) {
    throw new CliError(EXIT.USAGE, `${file} can't be written: ${(error as Error).message}`);
  }
}

async function replayCase({ terminal }: CliParts, file: string, json: boolean): Promise<ExitCode> {
  const found = await readCase(file);
  if (terminal.progress.isTTY) terminal.err(`Replaying ${found.history.events.length} events`);
  const { replayHistory } = await import('../../worker/replay-history.js');
  const replayed = await replayHistory(found).catch((error: unknown) => {
    throw new CliError(EXIT.USAGE, `${file} can't be replayed: ${(error as Error).message}`);
  });
  if (replayed.outcome === 'replays') {
    show(terminal, json, { data: replayed, lines: ['replays'] });
    return EXIT.DONE;
  }
  const difference = differenceOf(found, replayed.detail);
  show(terminal, json, { data: { outcome: 'differs', difference }, lines: [difference] });
  return EXIT.REFUSED;
}
