export const DAY = 24 * 60 * 60 * 1000;

/** 5 s, 10 s, 20 s … at most a day, and never sooner than the other side asked for; ms. */
export function backoff(attempt: number, retryAfterMs: number): number {
  return Math.min(DAY, Math.max(retryAfterMs, 5_000 * 2 ** Math.min(attempt - 1, 20)));
}
