const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * What each attempt waits for after the one before, ms: the example schedule of Standard
 * Webhooks 1.0.0, 75 h 35 min 5 s in all.
 */
export const ATTEMPT_WAITS_MS: readonly number[] = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/**
 * An endpoint that has taken nothing for so long is disabled: longer than one message's
 * schedule, so that no single one decides it.
 */
export const DISABLED_AFTER_MS = 5 * DAY;

const LARGEST_JITTER = 0.1;

/** However long an endpoint asks to be left alone, ms: as long as the longest wait of the schedule. */
const LONGEST_RETRY_AFTER_MS = DAY;

/**
 * When to attempt it after the attempt at `step` (from 0) failed; undefined after the last one. `chance`, 0 to 1, adds
 * up to a tenth to waits of minutes and more, so that what failed together does not come back together. `retryAfterMs`
 * is what the endpoint asked for (RFC 9110, 10.2.3): no sooner than that, up to a day.
 */
export function nextAttemptAt(
  step: number,
  failedAt: Date,
  { chance, retryAfterMs = 0 }: { readonly chance: number; readonly retryAfterMs?: number },
): Date | undefined {
  const wait = ATTEMPT_WAITS_MS[step + 1];
  if (wait === undefined) return undefined;
  const jitter = wait < MINUTE ? 0 : Math.round(wait * LARGEST_JITTER * chance);
  return new Date(failedAt.getTime() + Math.max(wait + jitter, Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS)));
}

/** Has it failed for long enough to stop trying? */
export function hasFailedForDays(failingSince: Date, now: Date): boolean {
  return now.getTime() - failingSince.getTime() >= DISABLED_AFTER_MS;
}
