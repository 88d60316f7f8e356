const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * What is older when it is seen, ms, is not mailed: after a long pause nobody is
 * told of what happened before yesterday.
 */
export const OLDEST_EVENT_MS = 24 * HOUR;

/** A code to sign in with is good for so long, ms, and is not sent after that. */
export const GUEST_CODE_MS = 10 * MINUTE;

/** A merchant is reminded at half of its time, where it has so much, ms. */
export const SHORTEST_TO_REMIND_MS = HOUR;

/** What each attempt waits for after the one before, ms: about a day in all. */
const ATTEMPT_WAITS_MS: readonly number[] = [
  0,
  10 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  6 * HOUR,
  12 * HOUR,
];

/** When to try again after the attempt at `step` (from 0) was put off; undefined after the last one. */
export function nextMailAttemptAt(step: number, failedAt: Date): Date | undefined {
  const wait = ATTEMPT_WAITS_MS[step + 1];
  return wait === undefined ? undefined : new Date(failedAt.getTime() + wait);
}
