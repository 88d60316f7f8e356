import type { ChangePosition, ChangeReader, ReadChange } from '../../ports/change-reader';

/** What one look at the database has brought. */
export interface Batch {
  readonly items: readonly ReadChange[];
  /** Whoever has lost this batch gets all of it, and perhaps some before it, from here. */
  readonly from: ChangePosition;
  /** Whoever has this batch goes on from here. */
  readonly position: ChangePosition;
}

type Hear = (batch: Batch) => void;

export interface ChangeHub {
  /**
   * Hears of every batch until `end` is called.
   * @throws the database's error where it is the first to listen and the database is away.
   */
  readonly listen: (hear: Hear) => Promise<{ readonly position: ChangePosition; readonly end: () => void }>;
  readonly close: () => void;
}

/** From the first listener to the last one's end. */
interface Watch {
  position: ChangePosition;
  timer: NodeJS.Timeout | undefined;
  /** Events at or above the position that were told already, with their transactions. */
  readonly told: Map<number, number>;
}

/** How many changes one read takes at most; where there are more, they are read at once. */
const MOST = 500;

/**
 * Looks for changes for everybody who listens in this process, once every `everyMs`, and not at all while nobody does. While the database is away it
 * goes on trying from where it stood, so that nothing is lost by that.
 */
export function createChangeHub(reader: ChangeReader, everyMs: number): ChangeHub {
  const listeners = new Set<Hear>();
  let starting: Promise<Watch> | undefined;
  let current: Watch | undefined;

  /** Reads to the end of what there is now, telling of each part, and goes on from there. */
  const readAll = async (watch: Watch, tell?: Hear): Promise<void> => {
    const from = watch.position;
    for (let isAll = false; !isAll;) {
      const { items, position } = await reader.read({ from, told: [...watch.told.keys()], limit: MOST });
      for (const { eventId, txid } of items) watch.told.set(eventId, txid);
      isAll = items.length < MOST;
      if (isAll) watch.position = position;
      if (items.length > 0) tell?.({ items, from, position: watch.position });
    }
    for (const [eventId, txid] of watch.told) if (txid < watch.position) watch.told.delete(eventId);
  };
  const look = (watch: Watch): Promise<void> =>
    readAll(watch, (batch) => {
      if (current === watch) for (const hear of listeners) hear(batch);
    });
  const lookLater = (watch: Watch): void => {
    watch.timer = setTimeout(() => {
      // An error leaves the position where it was: the next look sees what this one has not.
      void look(watch)
        .catch(() => undefined)
        .finally(() => {
          if (current === watch) lookLater(watch);
        });
    }, everyMs);
  };
  const start = async (): Promise<Watch> => {
    const watch: Watch = { position: await reader.position(), timer: undefined, told: new Map() };
    // A transaction of any database holds the position back: what is there already, above it, is from before, and told to nobody.
    await readAll(watch);
    if (listeners.size === 0) return watch;
    current = watch;
    lookLater(watch);
    return watch;
  };
  const stop = (): void => {
    clearTimeout(current?.timer);
    current = undefined;
    starting = undefined;
  };

  return {
    listen: async (hear) => {
      listeners.add(hear);
      const end = (): void => {
        if (listeners.delete(hear) && listeners.size === 0) stop();
      };
      try {
        const { position } = await (starting ??= start());
        return { position, end };
      } catch (error) {
        starting = undefined;
        end();
        throw error;
      }
    },
    close: () => {
      listeners.clear();
      stop();
    },
  };
}
