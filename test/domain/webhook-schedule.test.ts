import { ATTEMPT_WAITS_MS, hasFailedForDays, nextAttemptAt } from '../../src/domain/webhook-schedule';

const AT = new Date('2026-03-01T12:00:00.000Z');

it('ten attempts within 75 h 35 min and 5 s', () => {
  expect(ATTEMPT_WAITS_MS).toHaveLength(10);
  const seconds = ATTEMPT_WAITS_MS.reduce((sum, wait) => sum + wait, 0) / 1_000;
  expect(seconds).toBe(75 * 3_600 + 35 * 60 + 5);
});

it('waits of minutes and more are spread over a tenth, the first not', () => {
  const waits = [0, 1, 8].map((step) =>
    [0, 1].map((chance) => (nextAttemptAt(step, AT, { chance })?.getTime() ?? 0) - +AT),
  );
  expect(waits).toEqual([
    [5_000, 5_000],
    [300_000, 330_000],
    [86_400_000, 95_040_000],
  ]);
  expect(nextAttemptAt(9, AT, { chance: 0 })).toBeUndefined();
});

it('five days of failing are too long', () => {
  const since = (ms: number) => hasFailedForDays(new Date(+AT - ms), AT);
  expect([since(5 * 86_400_000 - 1), since(5 * 86_400_000)]).toEqual([false, true]);
});
