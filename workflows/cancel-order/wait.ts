import { handle } from './handle';
import type { Run } from './run';

export { backoff } from './backoff';

/**
 * Waits for one command, which it carries out, or for `ms` to pass. What is waited for may
 * have happened then: the caller looks.
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
