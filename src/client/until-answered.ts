import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { RescindUnavailable } from './rescind-unavailable';
import { temporalFault } from './temporal-fault';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_600;
const RETRY_AFTER_MS = 2_000;

/**
 * Makes a call to Temporal, again while it may yet work, until `timeoutMs` are over.
 * @throws RescindUnavailable when they are; whatever else the call throws, at once.
 */
export async function untilAnswered<T>(client: Client, timeoutMs: number, call: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await client.withDeadline(deadline, call);
    } catch (error) {
      const fault = temporalFault(error);
      if (fault === 'NO_ANSWER') throw await unanswered(client, error);
      if (fault !== 'RETRY') throw error;
      if (Date.now() + pause >= deadline) throw new RescindUnavailable('TEMPORAL', RETRY_AFTER_MS, { cause: error });
      await delay(pause);
    }
  }
}

/** Is it Temporal or only the worker that did not answer? */
async function unanswered(client: Client, cause: unknown): Promise<RescindUnavailable> {
  const part = await client
    .withDeadline(Date.now() + 1_000, () => client.workflowService.getSystemInfo({}))
    .then(
      () => 'WORKER' as const,
      () => 'TEMPORAL' as const,
    );
  return new RescindUnavailable(part, RETRY_AFTER_MS, { cause });
}
