import { wallAt } from '../../../domain/time-zone';

const DAY_MS = 86_400_000;

/** Where the euro's settlement system, T2, has its clock. */
const ZONE = 'Europe/Berlin';

/**
 * The day on which banks would carry out a file of this instant: today in Frankfurt, or the next day on which T2
 * settles: not on Saturdays, Sundays, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December (ECB's calendar,
 * from memory). UTC midnight of that day.
 */
export function targetDay(instant: Date): Date {
  const wall = wallAt(ZONE, instant.getTime());
  for (let day = wall - (wall % DAY_MS); ; day += DAY_MS) {
    if (settles(new Date(day))) return new Date(day);
  }
}

const FIXED: readonly string[] = ['01-01', '05-01', '12-25', '12-26'];

function settles(day: Date): boolean {
  const weekday = day.getUTCDay();
  if (weekday === 0 || weekday === 6 || FIXED.includes(day.toISOString().slice(5, 10))) return false;
  const sinceEaster = (day.getTime() - easter(day.getUTCFullYear())) / DAY_MS;
  return sinceEaster !== -2 && sinceEaster !== 1;
}

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876. */
function easter(year: number): number {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const moon = (19 * golden + century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 15) % 30;
  const epact = moon - Math.floor(moon / 28) * (1 - Math.floor(29 / (moon + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + epact + 2 - century + Math.floor(century / 4)) % 7;
  const offset = epact - weekday;
  const month = 3 + Math.floor((offset + 40) / 44);
  return Date.UTC(year, month - 1, offset + 28 - 31 * Math.floor(month / 4));
}
