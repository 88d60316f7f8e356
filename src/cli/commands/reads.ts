import { InvalidArgumentError, Option } from 'commander';
import { CANCELLATION_STATES, type CancellationState, type WaitingOn } from '../../domain/cancellation';
import type { CancellationView } from '../../domain/cancellation-view';
import { explain } from '../../domain/explain/explain';
import { formatInstant } from '../../domain/explain/instant';
import type { Locale } from '../../domain/explain/wording';
import { formatMinor } from '../../domain/money';
import { orderIdOf } from '../../domain/request';
import type { CancellationListItem, TimelineEntry } from '../../ports/cancellation-reader';
import { REASON_CODES, type Reason } from '../../domain/reasons';
import type { ListFilter } from '../../sdk/http-client';
import { EXIT } from '../exit-codes';
import type { AddCommands } from '../add-commands';
import { wholeNumber } from '../whole-number';
import { showRefusal } from '../refused';
import { table } from '../table';
import { show } from '../terminal';
import { cancellationIdOf } from '../act';

const WAITING_ON = [
  'CUSTOMER',
  'MERCHANT',
  'CARRIER',
  'SHOP',
  'PAYMENT',
  'OPERATOR',
  'NONE',
] as const satisfies WaitingOn[];

interface ShowArguments {
  readonly locale: Locale;
  readonly shop?: string;
  readonly json: boolean;
}

interface ListArguments {
  readonly order?: string;
  readonly state?: readonly CancellationState[];
  readonly merchant?: string;
  readonly waitingOn?: WaitingOn;
  readonly reason?: Reason;
  readonly needsHuman?: true;
  readonly lateRefunds?: true;
  readonly find?: string;
  readonly before?: string;
  readonly active?: true;
  readonly sort: 'newest' | 'deadline';
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
    .description('lists cancellations, newest or soonest deadline first')
    .option('--order <id>')
    .option('--find <text>', 'whose order or cancellation id begins so')
    .addOption(new Option('--state <state...>', 'any of these').choices(CANCELLATION_STATES))
    .option('--needs-human', 'those that need a person')
    .option('--late-refunds', 'those with a refund that the customer should have by now')
    .addOption(new Option('--waiting-on <whom>').choices(WAITING_ON))
    .option('--merchant <id>', 'those with a part of this merchant')
    .addOption(new Option('--reason <reason>').choices(REASON_CODES))
    .option('--before <instant>', 'whose clock runs out before, ISO 8601', instantOf)
    .option('--active', 'without those that have ended')
    .addOption(new Option('--sort <order>').choices(['newest', 'deadline']).default('newest'))
    .option('--limit <n>', 'at most so many', wholeNumber(1), 20)
    .option('--shop <id>', 'needed where several shops have cancellations')
    .option('--json', 'print JSON', false)
    .action(async ({ order, limit, shop, json, ...asked }: ListArguments) => {
      const doors = await openDoors({
        ...(shop !== undefined && { shop }),
        ...(order !== undefined && { orderId: order }),
      });
      try {
        const filter = { ...filterOf(asked), ...(order !== undefined && { orderId: order }) };
        const items = await doors.cancellations.list(filter, limit);
        show(terminal, json, { data: { shopId: doors.shopId, items }, lines: listLines(items) });
        done(EXIT.DONE);
      } finally {
        await doors.close();
      }
    });
};

function filterOf(asked: Omit<ListArguments, 'order' | 'limit' | 'shop' | 'json'>): Omit<ListFilter, 'limit'> {
  const { state, merchant, waitingOn, reason, needsHuman, lateRefunds, find, before, active, sort } = asked;
  return {
    ...(state !== undefined && { state }),
    ...(merchant !== undefined && { merchantId: merchant }),
    ...(waitingOn !== undefined && { waitingOn }),
    ...(reason !== undefined && { reason }),
    ...(needsHuman !== undefined && { needsHuman }),
    ...(lateRefunds !== undefined && { lateRefunds }),
    ...(find !== undefined && { q: find }),
    ...(before !== undefined && { deadlineBefore: before }),
    ...(active !== undefined && { active }),
    ...(sort !== 'newest' && { sort }),
  };
}

/** An instant as the API takes it. */
function instantOf(text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('An instant such as 2026-03-01T12:00:00Z is needed.');
  return new Date(at).toISOString();
}

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
