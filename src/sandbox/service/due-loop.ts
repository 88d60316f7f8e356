/** Work that is due at times: sleeps until the next, costs nothing while nothing is due. */
export interface DueLoop {
  /** Something is due in so many ms. */
  readonly wake: (inMs?: number) => void;
  /** Aborts what runs and waits for its end. */
  readonly stop: () => Promise<void>;
}

export interface DueWork {
  /** Does what is due; returns when the next is, ms from now, or undefined when nothing waits. */
  readonly run: (signal: AbortSignal) => Promise<number | undefined>;
  readonly onFault: (error: unknown) => void;
}

const AFTER_A_FAULT_MS = 1_000;
const LONGEST_SLEEP_MS = 60_000;

/** Starts asleep: call `wake()` for what an earlier process left. */
export function startDueLoop({ run, onFault }: DueWork): DueLoop {
  const ending = new AbortController();
  let dueAt = Infinity;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const dueIn = (ms: number) => {
    dueAt = Math.min(dueAt, Date.now() + ms);
  };
  const once = async () => {
    dueAt = Infinity;
    try {
      const next = await run(ending.signal);
      if (next !== undefined) dueIn(next);
    } catch (error) {
      onFault(error);
      dueIn(AFTER_A_FAULT_MS);
    }
    running = undefined;
    arm();
  };
  const arm = () => {
    clearTimeout(timer);
    if (running || ending.signal.aborted || dueAt === Infinity) return;
    const sleep = Math.min(Math.max(dueAt - Date.now(), 0), LONGEST_SLEEP_MS);
    timer = setTimeout(() => {
      running = once();
    }, sleep);
  };

  return {
    wake: (inMs = 0) => {
      dueIn(inMs);
      arm();
    },
    stop: async () => {
      ending.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
