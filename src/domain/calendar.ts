import { instantAt, wallAt } from './time-zone';

export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
type Weekday = (typeof WEEKDAYS)[number];

/** Opening hours by the wall clock. `to` may be `24:00`; not after `from`, it is on the next day. */
export interface OpenHours {
  readonly from: string;
  readonly to: string;
}

/** When a merchant is at work. A holiday (`YYYY-MM-DD`) closes the hours that begin on it. */
export interface Calendar {
  /** IANA name, such as `America/Sao_Paulo`. */
  readonly timeZone: string;
  readonly weekly: Readonly<Partial<Record<Weekday, readonly OpenHours[]>>>;
  readonly holidays: readonly string[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const MAX_DAYS = 3_660;

/**
 * When `ms` of business time after `from` are over: real time inside opening hours, also across changes of the
 * clocks, holidays and nights. Time that runs out as the shop closes ends then, not at the next opening. No
 * calendar: wall time, all of it counts. Throws RangeError for a calendar that is never open or can't be read,
 * or a deadline more than ten years off.
 */
export function deadlineOf(ask: {
  readonly from: Date;
  readonly ms: number;
  readonly calendar?: Calendar | null;
}): Date {
  const fromMs = ask.from.getTime();
  if (!Number.isFinite(fromMs) || !(ask.ms >= 0))
    throw new RangeError('A deadline needs a start and a time of zero or more');
  if (ask.calendar === undefined || ask.calendar === null) return new Date(fromMs + ask.ms);
  let rest = ask.ms;
  let cursor = fromMs;
  for (const { opens, closes } of openings(ask.calendar, fromMs)) {
    const start = Math.max(cursor, opens);
    if (start > closes || (start === closes && rest > 0)) continue;
    if (rest <= closes - start) return new Date(start + rest);
    rest -= closes - start;
    cursor = closes;
  }
  throw new RangeError('The deadline is more than ten years off: the calendar is open too seldom');
}

/**
 * How much of the time from one instant to the other counts, ms: business time by a calendar, else
 * all of it; 0 where `to` is not later.
 */
export function timeBetween(ask: {
  readonly from: Date;
  readonly to: Date;
  readonly calendar?: Calendar | null;
}): number {
  const [fromMs, toMs] = [ask.from.getTime(), ask.to.getTime()];
  if (toMs <= fromMs) return 0;
  if (ask.calendar === undefined || ask.calendar === null) return toMs - fromMs;
  let counted = 0;
  let cursor = fromMs;
  for (const { opens, closes } of openings(ask.calendar, fromMs)) {
    if (opens >= toMs) break;
    const start = Math.max(cursor, opens);
    const end = Math.min(closes, toMs);
    if (end <= start) continue;
    counted += end - start;
    cursor = end;
  }
  return counted;
}

interface Opening {
  readonly opens: number;
  readonly closes: number;
}

/** Opening hours as instants, from the day before `fromMs` on (hours may run over midnight), by when they open. */
function* openings(calendar: Calendar, fromMs: number): Generator<Opening> {
  const weekly = readWeek(calendar);
  const holidays = new Set(calendar.holidays);
  const today = Math.floor(wallAt(calendar.timeZone, fromMs) / DAY_MS) * DAY_MS;
  for (let day = -1; day < MAX_DAYS; day += 1) {
    const midnight = today + day * DAY_MS;
    if (holidays.has(new Date(midnight).toISOString().slice(0, 10))) continue;
    for (const { from, to } of weekly[new Date(midnight).getUTCDay()] ?? []) {
      yield {
        opens: instantAt(calendar.timeZone, midnight + from, 'earlier'),
        closes: instantAt(calendar.timeZone, midnight + to, 'later'),
      };
    }
  }
}

function readWeek(calendar: Calendar): { from: number; to: number }[][] {
  const week = WEEKDAYS.map((weekday) =>
    (calendar.weekly[weekday] ?? []).map(readHours).sort((left, right) => left.from - right.from),
  );
  if (week.every((hours) => hours.length === 0)) throw new RangeError('The calendar is never open');
  return week;
}

function readHours({ from, to }: OpenHours): { from: number; to: number } {
  const opens = readTime(from);
  const closes = readTime(to);
  return { from: opens, to: closes > opens ? closes : closes + DAY_MS };
}

/** `HH:MM` as ms since midnight. */
function readTime(time: string): number {
  const parts = /^(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))$/.exec(time);
  if (parts === null) throw new RangeError(`Not a time of day: ${time}`);
  return (Number(parts[1] ?? parts[3]) * 60 + Number(parts[2] ?? parts[4])) * MINUTE_MS;
}
