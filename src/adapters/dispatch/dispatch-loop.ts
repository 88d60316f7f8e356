import type { Dispatcher } from '../../ports/dispatcher';

const IDLE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** What is under way at the end has so long, ms, until it is broken off and given back. */
const GRACE_MS = 4_000;
const TIDY_EVERY_MS = 3_600_000;

interface Taken<T> {
  /** What is to be sent now. */
  readonly items: readonly T[];
  /** How much else was done: while there is something, nobody rests. */
  readonly done: number;
}

export interface DispatchParts<T> {
  /** Of this process at once. */
  readonly atOnce: number;
  /** Makes what there is to send, and takes what is due: at most `room` of it, beside what is under way. */
  readonly take: (room: number, underWay: readonly T[]) => Promise<Taken<T>>;
  readonly send: (item: T, signal: AbortSignal) => Promise<void>;
  /** Forgets what is old, once an hour, a piece at a time; how many pieces it were. */
  readonly tidy: () => Promise<number>;
  readonly clock: () => Date;
}

/**
 * One turn after another, until it is stopped; what is sent runs beside. `turn` and `idle` are there
 * for tests with a clock of their own.
 */
export function createDispatchLoop<T>({ atOnce, take, send, tidy, clock }: DispatchParts<T>): Dispatcher & {
  readonly turn: () => Promise<number>;
  readonly idle: () => Promise<void>;
} {
  const underWay = new Map<Promise<void>, T>();
  const ending = new AbortController();
  let report: (fault: unknown) => void = () => undefined;
  let wake: () => void = () => undefined;
  let loop: Promise<void> | undefined;
  let isStopping = false;
  let tidiedAt = -Infinity;

  const begin = (item: T): void => {
    const sending: Promise<void> = send(item, ending.signal)
      .catch((fault: unknown) => report(fault))
      .finally(() => {
        underWay.delete(sending);
        wake();
      });
    underWay.set(sending, item);
  };
  const tidyInTime = async (): Promise<void> => {
    const now = clock().getTime();
    if (now - tidiedAt < TIDY_EVERY_MS) return;
    if ((await tidy()) === 0) tidiedAt = now;
  };
  const turn = async (): Promise<number> => {
    const { items, done } = await take(Math.max(0, atOnce - underWay.size), [...underWay.values()]);
    items.forEach(begin);
    await tidyInTime();
    return done + items.length;
  };
  const idle = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay.keys());
  };
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async (): Promise<void> => {
    let faults = 0;
    while (!isStopping) {
      try {
        if ((await turn()) === 0 && !stopped()) await pause(IDLE_MS);
        faults = 0;
      } catch (fault) {
        report(fault);
        faults += 1;
        if (!stopped()) await pause(Math.min(LONGEST_PAUSE_MS, IDLE_MS * 2 ** faults));
      }
    }
  };
  const stopped = () => isStopping;

  return {
    turn,
    idle,
    start: (hear) => {
      report = hear;
      loop ??= run();
    },
    stop: async () => {
      isStopping = true;
      wake();
      await loop;
      const grace = setTimeout(() => ending.abort(), GRACE_MS);
      await idle();
      clearTimeout(grace);
    },
  };
}
