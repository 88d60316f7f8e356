import { handle } from './handle';
import type { Run } from './run';

const DAY = 24 * 60 * 60 * 1000;

/** 5 s, 10 s, 20 s … at most a day, and never sooner than the other side asked for; ms. */
export function backoff(attempt: number, retryAfterMs: number): number {
  return Math.min(DAY, Math.max(retryAfterMs, 5_000 * 2 ** Math.min(attempt - 1, 20)));
}

/**
 * Waits for one command, which it carries out, or for `ms` to pass. What is waited for may have happened then: the caller looks.
 */
export async function pause(run: Run, ms: number, summary: string): Promise<void> {
  const entry = await run.inbox.next(Date.now() + ms, summary);
  if (entry !== undefined) await handle(run, entry);
}

/** Waits for one command without a clock. */
export async function pauseForCommand(run: Run): Promise<void> {
  const entry = await run.inbox.next();
  if (entry !== undefined) await handle(run, entry);
}
