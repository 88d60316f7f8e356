/** A wall-clock time of day on a calendar date, as ms since 1970-01-01T00:00 of a clock that knows no zone. */
export type WallMs = number;

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

/** What the clocks of an IANA time zone show at an instant. Throws RangeError for an unknown zone. */
export function wallAt(timeZone: string, instantMs: number): WallMs {
  const fields: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instantMs)) fields[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((instantMs % 1000) + 1000) % 1000);
}

/**
 * The instant at which the clocks show this time. Shown twice (autumn): the `earlier` or the `later` of the two. Never
 * shown (spring): the instant of the change.
 */
export function instantAt(timeZone: string, wall: WallMs, side: 'earlier' | 'later'): number {
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((near) => wallAt(timeZone, near) - near);
  const candidates = [...new Set(offsets)].map((offset) => wall - offset).sort((left, right) => left - right);
  const shown = candidates.filter((instant) => wallAt(timeZone, instant) === wall);
  const found = side === 'earlier' ? shown[0] : shown.at(-1);
  return found ?? firstShowing(timeZone, wall);
}

/** By halving: the first instant near `wall` at which the clocks show it or later. */
function firstShowing(timeZone: string, wall: WallMs): number {
  let before = wall - DAY_MS;
  let after = wall + DAY_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallAt(timeZone, middle) >= wall) after = middle;
    else before = middle;
  }
  return after;
}
