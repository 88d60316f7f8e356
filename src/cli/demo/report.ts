import { formatMinor } from '../../domain/money';
import { table } from '../table';
import type { Check } from './check/difference';
import type { DemoFigures } from './figures';

/** A request that was left to its merchant. */
export interface WaitingRequest {
  readonly orderId: string;
  readonly cancellationId: string;
  readonly merchantId: string;
  /** Until when the merchant may decide, ISO 8601. */
  readonly deadline?: string;
}

/** Table and check, as `--json` writes them. */
export interface DemoReport {
  readonly run: string;
  /** One whose cancellation was accepted, to look at. */
  readonly orderId?: string | undefined;
  /** What waits in a merchant's inbox now; left out where nothing was left to one. */
  readonly waiting?: readonly WaitingRequest[];
  readonly figures: DemoFigures;
  readonly checks: readonly Check[];
  readonly ok: boolean;
}

const SHOWN = 10;

/** The same for people. */
export function reportLines({ figures, checks, ok, waiting = [] }: DemoReport): string[] {
  const { orders, seconds, accept, whole, levers } = figures;
  return [
    '',
    ...table([
      ['Story', 'Ended', 'Orders'],
      ...figures.outcomes.map(({ story, state, count }) => [story, state, count]),
    ]),
    '',
    ...table([
      ['Tenders', 'Count', 'Planned', 'Refunded', 'By hand'],
      ...figures.money.map(({ currency, kind, tenders, planned, refunded, byHand }) => [
        kind,
        tenders,
        ...[planned, refunded, byHand].map((amount) => formatMinor(amount, currency)),
      ]),
    ]),
    '',
    ...table([
      ['Time', 'Count', 'p50', 'p99'],
      ['from asking to the answer', accept.count, `${accept.p50Ms} ms`, `${accept.p99Ms} ms`],
      ['from request to proof, nobody waited for', whole.count, `${whole.p50Ms} ms`, `${whole.p99Ms} ms`],
    ]),
    '',
    `${orders} cancellations in ${seconds.toFixed(1)} s (${(orders / seconds).toFixed(1)} a second), ${levers} levers pulled`,
    '',
    ...checks.flatMap(checkLines),
    '',
    ok ? 'All books agree.' : 'Something differs: see above.',
    ...waitingLines(waiting),
  ];
}

function checkLines({ name, compared, differences }: Check): string[] {
  const verdict = differences.length === 0 ? 'ok      ' : 'DIFFERS ';
  const more = differences.length > SHOWN ? [`    and ${differences.length - SHOWN} more`] : [];
  return [
    `${verdict}${name} (${compared} compared)`,
    ...differences.slice(0, SHOWN).map(({ id, expected, found }) => `    ${id}: expected ${expected}, found ${found}`),
    ...more,
  ];
}

function waitingLines(waiting: readonly WaitingRequest[]): string[] {
  if (waiting.length === 0) return [];
  const rows = waiting.map(({ orderId, merchantId, deadline }) => [orderId, merchantId, deadline ?? '']);
  return [
    '',
    'Left to the merchant, to be answered in its inbox:',
    '',
    ...table([['Order', 'Merchant', 'Until'], ...rows]),
  ];
}
