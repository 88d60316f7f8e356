import type { ClaimedDelivery } from '../../ports/webhook-deliveries';
import { createDispatchLoop } from '../dispatch/dispatch-loop';
import { attempt, type DispatcherParts } from './attempt';

/** Attempts of this process at once, in all and at one endpoint: a slow one must not hold the others up. */
const AT_ONCE = 20;
const AT_ONE_ENDPOINT = 4;
/** Longer than an attempt with its time-out and what has to be written of it. */
const LEASE_MS = 60_000;
const EVENTS_AT_ONCE = 200;
/** Deliveries and their attempts are kept for so long after the last one, ms: 30 days. */
const KEPT_MS = 30 * 86_400_000;

/** Sends outgoing webhooks, and forgets old ones. */
export function createDispatcher(parts: DispatcherParts): ReturnType<typeof createDispatchLoop<ClaimedDelivery>> {
  const { book, clock } = parts;
  return createDispatchLoop<ClaimedDelivery>({
    atOnce: AT_ONCE,
    clock,
    take: async (room, underWay) => {
      const done = await book.spread(clock(), EVENTS_AT_ONCE);
      if (room === 0) return { items: [], done: 0 };
      const items = await book.claim({
        ...{ now: clock(), leaseMs: LEASE_MS, limit: room, perEndpoint: AT_ONE_ENDPOINT },
        busy: busyOf(underWay.map(({ endpointId }) => endpointId)),
      });
      return { items, done };
    },
    send: (delivery, signal) => attempt(parts, delivery, signal),
    tidy: () => book.prune(new Date(clock().getTime() - KEPT_MS)),
  });
}

/** Endpoints at which this process has enough under way. */
function busyOf(endpoints: readonly string[]): string[] {
  return [...new Set(endpoints)].filter((one) => endpoints.filter((id) => id === one).length >= AT_ONE_ENDPOINT);
}
