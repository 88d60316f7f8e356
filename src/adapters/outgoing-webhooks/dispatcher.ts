import type { ClaimedDelivery } from '../../ports/webhook-deliveries';
import type { WebhookDispatcher } from '../../ports/webhook-endpoints';
import { attempt, type DispatcherParts } from './attempt';

/** Attempts of this process at once, in all and at one endpoint: a slow one must not hold the others up. */
const AT_ONCE = 20;
const AT_ONE_ENDPOINT = 4;
/** Longer than an attempt with its time-out and what has to be written of it. */
const LEASE_MS = 60_000;
const EVENTS_AT_ONCE = 200;
const IDLE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** What is under way at the end has so long, ms, until it is broken off and given back. */
const GRACE_MS = 4_000;

/** One turn after another, until it is stopped; the attempts themselves run beside. `turn` and `idle` are there for tests with a clock of their own. */
export function createDispatcher(
  parts: DispatcherParts,
): WebhookDispatcher & { readonly turn: () => Promise<number>; readonly idle: () => Promise<void> } {
  const underWay = new Map<Promise<void>, string>();
  const ending = new AbortController();
  let report: (fault: unknown) => void = () => undefined;
  let wake: () => void = () => undefined;
  let loop: Promise<void> | undefined;
  let isStopping = false;

  const send = (delivery: ClaimedDelivery): void => {
    const sending: Promise<void> = attempt(parts, delivery, ending.signal)
      .catch((fault: unknown) => report(fault))
      .finally(() => {
        underWay.delete(sending);
        wake();
      });
    underWay.set(sending, delivery.endpointId);
  };
  const turn = async (): Promise<number> => {
    const { book, clock } = parts;
    const spread = await book.spread(clock(), EVENTS_AT_ONCE);
    if (underWay.size >= AT_ONCE) return 0;
    const claimed = await book.claim({
      ...{ now: clock(), leaseMs: LEASE_MS, limit: AT_ONCE - underWay.size, perEndpoint: AT_ONE_ENDPOINT },
      busy: busyOf([...underWay.values()]),
    });
    claimed.forEach(send);
    return spread + claimed.length;
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

/** Endpoints at which this process has enough under way. */
function busyOf(endpoints: readonly string[]): string[] {
  return [...new Set(endpoints)].filter((one) => endpoints.filter((id) => id === one).length >= AT_ONE_ENDPOINT);
}
