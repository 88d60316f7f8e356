import { Option, type Command } from 'commander';
import { formatInstant } from '../../domain/explain/instant';
import { DRIFT_KINDS, type DriftKind } from '../../ports/drift-book';
import type { DriftCase } from '../../sdk/drift-case';
import type { AddCommands } from '../add-commands';
import { EXIT } from '../exit-codes';
import { table } from '../table';
import { show } from '../terminal';
import { wholeNumber } from '../whole-number';

interface DriftArguments {
  readonly channel?: string;
  readonly kind?: DriftKind;
  readonly state: 'open' | 'resolved' | 'closed' | 'all';
  readonly limit: number;
  readonly shop?: string;
  readonly json: boolean;
}

interface ResolveArguments {
  readonly note: string;
  readonly shop?: string;
  readonly json: boolean;
}

/** `drift`, `drift resolve`: differences between providers' books and ours, and between our own. */
export const addDrift: AddCommands = (program, { terminal, openDoors, done }) => {
  const drift = program
    .command('drift')
    .description('lists differences that reconciliation has found, newest first')
    .option('--channel <name>', 'of one channel; books: of our own')
    .addOption(new Option('--kind <kind>').choices(DRIFT_KINDS))
    .addOption(new Option('--state <state>').choices(['open', 'resolved', 'closed', 'all']).default('open'))
    .option('--limit <n>', 'at most so many', wholeNumber(1), 50)
    .option('--shop <id>', 'needed where several shops have cancellations')
    .option('--json', 'print JSON', false)
    .action(async ({ channel, kind, state, limit, shop, json }: DriftArguments) => {
      const doors = await openDoors({ ...(shop !== undefined && { shop }) });
      try {
        const filter = { state, ...(channel !== undefined && { channel }), ...(kind !== undefined && { kind }) };
        const items = await doors.drift(filter, limit);
        show(terminal, json, { data: { shopId: doors.shopId, items }, lines: linesOf(items) });
        done(EXIT.DONE);
      } finally {
        await doors.close();
      }
    });
  drift
    .command('resolve')
    .description('takes a difference off the list, with what was found out')
    .argument('<case>', 'its number', wholeNumber(1))
    .requiredOption('--note <text>', 'what was found out; 500 characters at most')
    .option('--shop <id>', 'needed where several shops have cancellations')
    .option('--json', 'print JSON', false)
    .action(async (caseId: number, _own: object, command: Command) => {
      const { note, shop, json } = command.optsWithGlobals<ResolveArguments>();
      const doors = await openDoors({ ...(shop !== undefined && { shop }) });
      try {
        const answer = await doors.resolveDrift(caseId, note);
        if ('outcome' in answer) {
          show(terminal, json, { data: answer, lines: [`Refused (${answer.code}): ${answer.detail}`] });
          done(EXIT.REFUSED);
          return;
        }
        show(terminal, json, { data: answer, lines: [`Case ${caseId} is off the list.`] });
        done(EXIT.DONE);
      } finally {
        await doors.close();
      }
    });
};

function linesOf(items: readonly DriftCase[]): string[] {
  if (items.length === 0) return ['None.'];
  return table([
    ['Case', 'Channel', 'Kind', 'Of', 'Ours', 'Theirs', 'Since', 'Last seen'],
    ...items.map(({ caseId, channel, kind, subject, ours, theirs, openedAt, seenAt, closedAt }) => [
      ...[caseId, channel, kind, subject, factsOf(ours), factsOf(theirs), formatInstant(openedAt)],
      closedAt === undefined ? formatInstant(seenAt) : `gone ${formatInstant(closedAt)}`,
    ]),
  ]);
}

function factsOf(facts: DriftCase['ours']): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
