/** What a closed loop of `concurrency` callers did. */
export interface Measured {
  readonly perSecond: number;
  /** Median of one whole run, ms. */
  readonly p50Ms: number;
}

/** Runs `once(i)` for i = 0 … count − 1, `concurrency` at a time, and times it. `onDone` is told after each. */
export async function measure(
  { count, concurrency }: { readonly count: number; readonly concurrency: number },
  once: (index: number) => Promise<void>,
  onDone: (done: number) => void = () => undefined,
): Promise<Measured> {
  const times: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  const caller = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const from = performance.now();
      await once(index);
      times.push(performance.now() - from);
      onDone(times.length);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  const seconds = (performance.now() - startedAt) / 1000;
  times.sort((left, right) => left - right);
  return { perSecond: round(count / seconds, 1), p50Ms: round(times[Math.floor(times.length / 2)] ?? 0, 0) };
}

/** Rounds to so many digits after the point. */
export function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
