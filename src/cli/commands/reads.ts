import { Option } from 'commander';
import { CANCELLATION_STATES, type CancellationState } from '../../domain/cancellation';
import type { CancellationView } from '../../domain/cancellation-view';
import { explain } from '../../domain/explain/explain';
import { formatInstant } from '../../domain/explain/instant';
import type { Locale } from '../../domain/explain/wording';
import { formatMinor } from '../../domain/money';
import { orderIdOf } from '../../domain/request';
import type { CancellationListItem, TimelineEntry } from '../../ports/cancellation-reader';
import { EXIT } from '../exit-codes';
import type { AddCommands } from '../add-commands';
import { wholeNumber } from '../whole-number';
import { showRefusal } from '../refused';
import { table } from '../table';
import { show } from '../terminal';
import { cancellationIdOf } from './acts';

interface ShowArguments {
  readonly locale: Locale;
  readonly shop?: string;
  readonly json: boolean;
}

interface ListArguments {
  readonly order?: string;
  readonly state?: CancellationState;
  readonly merchant?: string;
  readonly limit: number;
  readonly shop?: string;
  readonly json: boolean;
}

/** `show`, `list`: where cancellations stand. */
export const addReads: AddCommands = (program, { terminal, openDoors, done }) => {
  program
    .command('show')
    .description('tells the story of one cancellation: where it stands, and everything that happened')
    .argument('<cancellationId>', undefined, cancellationIdOf)
    .addOption(new Option('--locale <locale>', 'language').choices(['en', 'zh']).default('en'))
    .option('--shop <id>', 'whose it is, where two shops have an order of that id')
    .option('--json', 'print JSON', false)
    .action(async (cancellationId: string, { locale, shop, json }: ShowArguments) => {
      const doors = await openDoors({ orderId: orderIdOf(cancellationId) ?? '', ...(shop !== undefined && { shop }) });
      try {
        const { cancellations } = doors;
        const [view, entries] = await Promise.all([
          cancellations.get(cancellationId),
          cancellations.timeline(cancellationId),
        ]);
        if ('outcome' in view) {
          done(showRefusal(terminal, json, view));
          return;
        }
        const timeline = 'outcome' in entries ? [] : entries;
        const explanation = explain(view, locale, 'support');
        show(terminal, json, {
          data: { ...view, explanation, timeline },
          lines: [
            explanation.headline,
            ...explanation.details.map((line) => `  ${line}`),
            '',
            ...timelineLines(view, timeline),
          ],
        });
        done(EXIT.DONE);
      } finally {
        await doors.close();
      }
    });
  program
    .command('list')
    .description('lists cancellations, newest first')
    .option('--order <id>')
    .addOption(new Option('--state <state>').choices(CANCELLATION_STATES))
    .option('--merchant <id>', 'those with a part of this merchant')
    .option('--limit <n>', 'at most so many', wholeNumber(1), 20)
    .option('--shop <id>', 'needed where several shops have cancellations')
    .option('--json', 'print JSON', false)
    .action(async ({ order, state, merchant, limit, shop, json }: ListArguments) => {
      const doors = await openDoors({
        ...(shop !== undefined && { shop }),
        ...(order !== undefined && { orderId: order }),
      });
      try {
        const filter = {
          ...(order !== undefined && { orderId: order }),
          ...(state !== undefined && { state }),
          ...(merchant !== undefined && { merchantId: merchant }),
        };
        const items = await doors.cancellations.list(filter, limit);
        show(terminal, json, { data: { shopId: doors.shopId, items }, lines: listLines(items) });
        done(EXIT.DONE);
      } finally {
        await doors.close();
      }
    });
};

function timelineLines({ currency }: CancellationView, entries: readonly TimelineEntry[]): string[] {
  return table([
    ['When', 'What', 'By', 'Details'],
    ...entries.map(({ at, event, actor, from, to, reason, details }) => [
      formatInstant(at),
      to !== undefined && to !== from && to !== event ? `${event}: ${to}` : event,
      `${actor.role} ${actor.id}`,
      [reason ?? '', detailsText(details, currency)].filter((text) => text !== '').join(', '),
    ]),
  ]);
}

const AMOUNTS: readonly string[] = ['amount', 'refund', 'fee', 'quoted'];

function detailsText(details: TimelineEntry['details'], currency: string): string {
  return Object.entries(details)
    .filter(([name, value]) => name !== 'currency' && value !== '' && isPlain(value))
    .map(([name, value]) =>
      AMOUNTS.includes(name) && typeof value === 'number'
        ? `${name} ${formatMinor(value, currency)}`
        : `${name} ${String(value)}`,
    )
    .join(', ');
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function listLines(items: readonly CancellationListItem[]): string[] {
  if (items.length === 0) return ['None.'];
  return table([
    ['Cancellation', 'State', 'Waits for', 'Refund', 'Reason', 'Requested', 'Deadline'],
    ...items.map(({ cancellationId, state, waitingOn, refund, currency, reason, requestedAt, deadline }) => [
      ...[cancellationId, state, waitingOn, formatMinor(refund, currency), reason],
      ...[formatInstant(requestedAt), deadline === undefined ? '' : formatInstant(deadline)],
    ]),
  ]);
}
