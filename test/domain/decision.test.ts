import { inTime } from '../../src/domain/decision';

const DEADLINE = new Date('2026-03-02T15:30:00.000Z');

test.each([
  ['one millisecond before', -1, true],
  ['at', 0, true],
  ['one millisecond after', 1, false],
])('a decision received %s the deadline', (_, offset, counts) => {
  expect(inTime(new Date(DEADLINE.getTime() + offset), DEADLINE)).toBe(counts);
});
