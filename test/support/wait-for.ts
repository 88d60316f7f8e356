import { setTimeout as delay } from 'node:timers/promises';

const LONGEST_MS = 60_000;
const PAUSE_MS = 25;

/**
 * Looks until something is there, at most a minute of real time; between two looks it does `between`, such as skipping time.
 * @throws Error that says what it waited for.
 */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  between: () => Promise<unknown> = () => delay(PAUSE_MS),
): Promise<T> {
  const end = Date.now() + LONGEST_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`);
    await between();
  }
}

/**
 * Waits for something that comes by itself, at most so long of real time.
 * @throws Error that says what it waited for; whatever comes then is let go.
 */
export async function within<T>(what: string, coming: PromiseLike<T>, mostMs = LONGEST_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited in vain: ${what}`)), mostMs);
  });
  try {
    return await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Holds something up until it is opened. */
export interface Gate {
  readonly opened: Promise<void>;
  open: () => void;
}

/** A gate that is still shut. */
export function createGate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
