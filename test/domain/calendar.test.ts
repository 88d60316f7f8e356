import fc from 'fast-check';
import { deadlineOf, timeBetween, WEEKDAYS, type Calendar, type OpenHours } from '../../src/domain/calendar';

const HOUR = 3_600_000;
const STEP = HOUR / 2;
const nineToFive: OpenHours[] = [{ from: '09:00', to: '17:00' }];

function officeHours(timeZone: string, fields: Partial<Calendar> = {}): Calendar {
  const weekly = {
    monday: nineToFive,
    tuesday: nineToFive,
    wednesday: nineToFive,
    thursday: nineToFive,
    friday: nineToFive,
  };
  return { timeZone, weekly, holidays: [], ...fields };
}

const everyDay = (hours: OpenHours[]): Calendar['weekly'] => Object.fromEntries(WEEKDAYS.map((day) => [day, hours]));

function deadline(from: string, hours: number, calendar?: Calendar | null): string {
  return deadlineOf({
    from: new Date(from),
    ms: hours * HOUR,
    ...(calendar === undefined ? {} : { calendar }),
  }).toISOString();
}

test('without a calendar all time counts', () => {
  expect(deadline('2026-03-07T23:30:00Z', 1)).toBe('2026-03-08T00:30:00.000Z');
  expect(deadline('2026-03-07T23:30:00Z', 1, null)).toBe('2026-03-08T00:30:00.000Z');
});

test.each([
  ['inside the day', '2026-03-02T09:00:00Z', 2, '2026-03-02T11:00:00.000Z'],
  ['over a night', '2026-03-02T16:00:00Z', 2, '2026-03-03T10:00:00.000Z'],
  ['over a weekend', '2026-03-06T16:00:00Z', 2, '2026-03-09T10:00:00.000Z'],
  ['asked before opening', '2026-03-02T03:00:00Z', 1, '2026-03-02T10:00:00.000Z'],
  ['asked after closing', '2026-03-02T20:00:00Z', 1, '2026-03-03T10:00:00.000Z'],
  ['ending as the shop closes', '2026-03-02T15:00:00Z', 2, '2026-03-02T17:00:00.000Z'],
  ['no time at all, on a Sunday', '2026-03-08T12:00:00Z', 0, '2026-03-09T09:00:00.000Z'],
])('business time %s', (...[, from, hours, expected]) => {
  expect(deadline(from, hours, officeHours('UTC'))).toBe(expected);
});

test('a holiday is skipped', () => {
  const calendar = officeHours('UTC', { holidays: ['2026-03-03', '2026-03-04'] });
  expect(deadline('2026-03-02T16:00:00Z', 2, calendar)).toBe('2026-03-05T10:00:00.000Z');
});

test('hours are the merchant’s own', () => {
  expect(deadline('2026-03-02T08:00:00Z', 2, officeHours('America/Sao_Paulo'))).toBe('2026-03-02T14:00:00.000Z');
  expect(deadline('2026-03-02T00:30:00Z', 2, officeHours('Asia/Shanghai'))).toBe('2026-03-02T03:00:00.000Z');
});

test('a day of 23 hours gives an hour less, one of 25 an hour more', () => {
  const always = { timeZone: 'Europe/Berlin', weekly: everyDay([{ from: '00:00', to: '24:00' }]), holidays: [] };
  expect(deadline('2026-03-28T23:00:00Z', 24, always)).toBe('2026-03-29T23:00:00.000Z');
  const night = { ...always, weekly: { sunday: [{ from: '00:00', to: '06:00' }] } };
  expect(deadline('2026-03-28T12:00:00Z', 5, night)).toBe('2026-03-29T04:00:00.000Z');
  expect(deadline('2026-03-28T12:00:00Z', 6, night)).toBe('2026-04-04T23:00:00.000Z');
  expect(deadline('2026-10-24T12:00:00Z', 7, night)).toBe('2026-10-25T05:00:00.000Z');
});

test('an hour that the clocks skip opens at the change, one that they repeat is open both times', () => {
  const at = (from: string, to: string) => ({
    timeZone: 'Europe/Berlin',
    weekly: { sunday: [{ from, to }] },
    holidays: [],
  });
  expect(deadline('2026-03-28T12:00:00Z', 1, at('02:30', '05:00'))).toBe('2026-03-29T02:00:00.000Z');
  expect(deadline('2026-10-24T12:00:00Z', 2, at('02:00', '03:00'))).toBe('2026-10-25T02:00:00.000Z');
  expect(deadline('2026-10-24T12:00:00Z', 2, at('01:00', '02:30'))).toBe('2026-10-25T01:00:00.000Z');
});

test('hours over midnight belong to the day on which they begin', () => {
  const bar = { timeZone: 'UTC', weekly: everyDay([{ from: '20:00', to: '02:00' }]), holidays: ['2026-03-03'] };
  expect(deadline('2026-03-02T23:00:00Z', 3, bar)).toBe('2026-03-03T02:00:00.000Z');
  expect(deadline('2026-03-03T01:00:00Z', 2, bar)).toBe('2026-03-04T21:00:00.000Z');
});

test('hours that overlap count once', () => {
  const weekly = everyDay([
    { from: '12:00', to: '14:00' },
    { from: '09:00', to: '13:00' },
  ]);
  expect(deadline('2026-03-02T09:00:00Z', 5, { timeZone: 'UTC', weekly, holidays: [] })).toBe(
    '2026-03-02T14:00:00.000Z',
  );
});

test.each<[string, Calendar]>([
  ['never open', { timeZone: 'UTC', weekly: {}, holidays: [] }],
  ['Not a time', { timeZone: 'UTC', weekly: { monday: [{ from: '9:00', to: '17:00' }] }, holidays: [] }],
  ['Not a time', { timeZone: 'UTC', weekly: { monday: [{ from: '09:00', to: '24:30' }] }, holidays: [] }],
  ['time zone', { timeZone: 'Mars/Olympus', weekly: { monday: nineToFive }, holidays: [] }],
  ['ten years', { timeZone: 'UTC', weekly: { monday: [{ from: '09:00', to: '09:01' }] }, holidays: [] }],
])('a calendar that gives no deadline says why: %s', (why, calendar) => {
  expect(() => deadline('2026-03-02T09:00:00Z', 48, calendar)).toThrow(RangeError);
  expect(() => deadline('2026-03-02T09:00:00Z', 48, calendar)).toThrow(why);
});

const clockTimes = ['04:00', '06:30', '09:00', '12:00', '17:30', '22:00', '24:00'] as const;
const hours = fc.record({
  from: fc.constantFrom('00:00', ...clockTimes.slice(0, -1)),
  to: fc.constantFrom(...clockTimes),
});
const calendars: fc.Arbitrary<Calendar> = fc
  .record({
    timeZone: fc.constantFrom(
      'UTC',
      'America/New_York',
      'America/Sao_Paulo',
      'Europe/Berlin',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Africa/Cairo',
    ),
    days: fc.array(fc.tuple(fc.constantFrom(...WEEKDAYS), fc.array(hours, { minLength: 1, maxLength: 2 })), {
      minLength: 1,
      maxLength: 5,
    }),
    holidays: fc.subarray(['2026-03-08', '2026-03-09', '2026-03-29', '2026-10-25', '2026-11-01', '2026-04-24']),
  })
  .map(({ timeZone, days, holidays }) => ({ timeZone, weekly: Object.fromEntries(days), holidays }));

/** Half hours around the days on which these zones change their clocks. */
const starts = fc
  .tuple(
    fc.constantFrom('2026-03-07', '2026-03-28', '2026-04-04', '2026-04-23', '2026-10-24', '2026-10-31'),
    fc.nat(96),
  )
  .map(([day, steps]) => new Date(Date.parse(`${day}T00:00:00Z`) + steps * STEP));

const wallFormats = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall shows, read from the Swedish way of writing a date. */
function wall(calendar: Calendar, instant: number): { date: string; minutes: number } {
  const { timeZone } = calendar;
  const format =
    wallFormats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  wallFormats.set(timeZone, format);
  const [date = '', time = ''] = format.format(instant).split(' ');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { date, minutes: hour * 60 + minute };
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

/** The plainest rule: is the shop open in the half hour that begins now? */
function isOpen(calendar: Calendar, instant: number): boolean {
  const now = wall(calendar, instant);
  const before = new Date(Date.parse(now.date) - 24 * HOUR).toISOString().slice(0, 10);
  const openOn = (date: string, minutes: number) =>
    !calendar.holidays.includes(date) &&
    (calendar.weekly[WEEKDAYS[new Date(date).getUTCDay()] ?? 'sunday'] ?? []).some(({ from, to }) => {
      const closes = minutesOf(to) > minutesOf(from) ? minutesOf(to) : minutesOf(to) + 1_440;
      return minutes >= minutesOf(from) && minutes < closes;
    });
  return openOn(now.date, now.minutes) || openOn(before, now.minutes + 1_440);
}

test('the deadline is where counting open half hours one by one ends', () => {
  fc.assert(
    fc.property(calendars, starts, fc.integer({ min: 1, max: 40 }), (calendar, from, steps) => {
      let instant = from.getTime();
      for (let left = steps; left > 0; instant += STEP) if (isOpen(calendar, instant)) left -= 1;
      expect(deadlineOf({ from, ms: steps * STEP, calendar }).toISOString()).toBe(new Date(instant).toISOString());
    }),
    { numRuns: 1_000 },
  );
});

test('the time between two instants is the open half hours between them, counted one by one', () => {
  fc.assert(
    fc.property(calendars, starts, fc.nat(400), (calendar, from, steps) => {
      let open = 0;
      for (let step = 0; step < steps; step += 1) if (isOpen(calendar, from.getTime() + step * STEP)) open += 1;
      const to = new Date(from.getTime() + steps * STEP);
      expect(timeBetween({ from, to, calendar })).toBe(open * STEP);
      expect(timeBetween({ from, to })).toBe(steps * STEP);
      expect(timeBetween({ from: to, to: from, calendar })).toBe(0);
    }),
    { numRuns: 1_000 },
  );
});

test('what is left until a deadline leads to that deadline', () => {
  fc.assert(
    fc.property(calendars, starts, fc.integer({ min: 1, max: 60 * HOUR }), (calendar, from, ms) => {
      const until = deadlineOf({ from, ms, calendar });
      expect(timeBetween({ from, to: until, calendar })).toBe(ms);
    }),
    { numRuns: 1_000 },
  );
});

test('the deadline lies in opening hours, and is no earlier for a later start or a longer time', () => {
  fc.assert(
    fc.property(calendars, starts, fc.nat(60 * HOUR), fc.nat(20 * HOUR), (...[calendar, from, ms, more]) => {
      const end = deadlineOf({ from, ms, calendar }).getTime();
      const halfHour = end - (end % STEP);
      const isClosing = end % STEP === 0 && isOpen(calendar, end - STEP);
      expect(isClosing || isOpen(calendar, halfHour)).toBe(true);
      expect(end).toBeGreaterThanOrEqual(from.getTime() + ms);
      expect(deadlineOf({ from, ms: ms + more, calendar }).getTime()).toBeGreaterThanOrEqual(end);
      const later = new Date(from.getTime() + more);
      expect(deadlineOf({ from: later, ms, calendar }).getTime()).toBeGreaterThanOrEqual(end);
    }),
    { numRuns: 1_000 },
  );
});
