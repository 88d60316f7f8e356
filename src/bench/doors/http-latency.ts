import { setTimeout as delay } from 'node:timers/promises';
import { round } from '../measure';

/** How long answers took, ms. */
export interface Latency {
  readonly requests: number;
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
    await once(index);
    return performance.now() - due;
  });
  return latencyOf(await Promise.all(all));
}

/** One after the other. */
export async function inTurn(count: number, once: (index: number) => Promise<void>): Promise<Latency> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const from = performance.now();
    await once(index);
    times.push(performance.now() - from);
  }
  return latencyOf(times);
}

function latencyOf(times: readonly number[]): Latency {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0, 1);
  return { requests: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}
