import { verifyTimeline, type TimelineCheck } from '../../adapters/persistence/access/verify-timeline';
import { openDatabase } from '../../adapters/persistence/database';
import type { AddCommands } from '../add-commands';
import { EXIT } from '../exit-codes';
import { requireRuntime } from '../runtime';
import { show } from '../terminal';

const CAUSES = {
  CONTENT_CHANGED: 'was changed',
  ENTRY_MISSING: 'is missing',
  END_MISSING: 'and what follows is missing, or the end was moved',
  HEAD_MISSING: 'has no recorded end',
} as const;

/**
 * `verify timeline`: is every entry still as it was written? It belongs to `verify`, which must have been added before.
 */
export const addVerifyTimeline: AddCommands = (program, { terminal, done }) => {
  const verify = program.commands.find((command) => command.name() === 'verify') ?? program.command('verify');
  verify
    .command('timeline')
    .description('computes the chain of every order’s timeline anew, and names the first broken link')
    .argument('[order]', 'one order alone')
    .option('--json', 'print JSON', false)
    .action(async (orderId: string | undefined, { json }: { json: boolean }) => {
      const db = openDatabase(terminal.env['DATABASE_URL'] ?? requireRuntime().databaseUrl, { max: 1 });
      try {
        const check = await verifyTimeline(db, orderId);
        show(terminal, json, { data: check, lines: linesOf(check) });
        done(check.broken.length === 0 ? EXIT.DONE : EXIT.REFUSED);
      } finally {
        await db.destroy();
      }
    });
};

function linesOf({ orders, entries, broken }: TimelineCheck): string[] {
  const all = `${entries} entries of ${orders} orders`;
  if (broken.length === 0) return [`${all}: every one is as it was written.`];
  const links = broken.map(
    ({ shopId, orderId, position, cause }) => `  ${shopId} ${orderId}: entry ${position} ${CAUSES[cause]} (${cause})`,
  );
  return [`${all}: ${broken.length} orders have a broken link, the first of each:`, ...links];
}
