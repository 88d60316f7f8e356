import { setTimeout as pause } from 'node:timers/promises';

/** How long to ask, and how often; milliseconds. */
export interface Patience {
  withinMs: number;
  everyMs: number;
}

/**
 * Asks again and again until the answer is not undefined.
 * @throws {Error} naming `what` and the last failure, when the time is over.
 */
export async function waitUntil<T>(
  what: string,
  { withinMs, everyMs }: Patience,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (error instanceof StopWaiting) throw error;
      last = error;
    }
    await pause(everyMs);
  }
  throw new Error(`${what}: not within ${withinMs / 1000} s${last instanceof Error ? ` (${last.message})` : ''}`);
}

/** Thrown by a question whose answer can never come, for example because the process asked has ended. */
export class StopWaiting extends Error {
  override readonly name = 'StopWaiting';
}
