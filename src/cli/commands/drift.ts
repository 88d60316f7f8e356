import { Option } from 'commander';
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
  readonly state: 'open' | 'closed' | 'all';
  readonly limit: number;
  readonly shop?: string;
  readonly json: boolean;
}

/** `drift`: differences between providers' books and ours, and between our own. */
export const addDrift: AddCommands = (program, { terminal, openDoors, done }) => {
  program
    .command('drift')
    .description('lists differences that reconciliation has found, newest first')
    .option('--channel <name>', 'of one channel; books: of our own')
    .addOption(new Option('--kind <kind>').choices(DRIFT_KINDS))
    .addOption(new Option('--state <state>').choices(['open', 'closed', 'all']).default('open'))
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
