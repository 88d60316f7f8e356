import { setTimeout as delay } from 'node:timers/promises';
import { round } from '../measure';

/** How long answers took, ms. */
export interface Latency {
  readonly requests: number;
  /** Of these, how many came to nothing: given up or refused. They took as long as that took. */
  readonly failed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/**
 * An open loop: each request begins at its time, whether or not the ones before it were answered, and is timed from when it should have begun. A slow
 * server can't hide behind callers that wait for it.
 */
export async function openLoop(
  { perSecond, count }: { readonly perSecond: number; readonly count: number },
  once: (index: number) => Promise<void>,
): Promise<Latency> {
  const startedAt = performance.now();
  const all = Array.from({ length: count }, async (_unused, index) => {
    const due = startedAt + (index * 1000) / perSecond;
    await delay(Math.max(0, due - performance.now()));
    const isDone = await succeeds(once(index));
    return { ms: performance.now() - due, isDone };
  });
  const ended = await Promise.all(all);
  return latencyOf(
    ended.map(({ ms }) => ms),
    ended.filter(({ isDone }) => !isDone).length,
  );
}

async function succeeds(asked: Promise<void>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch {
    // What went wrong is in the API's log; here it counts.
    return false;
  }
}

/** One after the other; throws what one throws. */
export async function inTurn(count: number, once: (index: number) => Promise<void>): Promise<Latency> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const from = performance.now();
    await once(index);
    times.push(performance.now() - from);
  }
  return latencyOf(times);
}

/** By nearest rank: the smallest time that so great a share of all did not exceed. Times in ms, in any order. */
export function latencyOf(times: readonly number[], failed = 0): Latency {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (share: number) => round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0, 1);
  return { requests: sorted.length, failed, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}
