import { sum, type Minor } from '../../../domain/money';
import type { NewOrder, PaymentEvent } from '../../../ports/order-book';

/** What others than Rescind have taken of a capture, minor units: refunded elsewhere; in open or lost disputes. */
export interface CaptureStanding {
  readonly external: Minor;
  readonly disputed: Minor;
}

/**
 * Adds up what payment events say of one capture. More won than was disputed counts as all of it. `heard` is what its
 * channel has said by itself: what both say is one event, so that of two witnesses the one counts who saw more.
 */
export function captureStanding(
  events: readonly PaymentEvent[],
  captureId: string,
  heard: readonly PaymentEvent[] = [],
): CaptureStanding {
  const amountsOf = (kind: PaymentEvent['kind'], from: readonly PaymentEvent[]) =>
    from.filter((event) => event.captureId === captureId && event.kind === kind).map(({ amount }) => amount);
  const total = (kind: PaymentEvent['kind']) => sum(together(amountsOf(kind, events), amountsOf(kind, heard)));
  return {
    external: total('EXTERNAL_REFUND'),
    disputed: Math.max(0, total('DISPUTE_LOST'), total('DISPUTE_OPENED') - total('DISPUTE_WON')),
  };
}

/** Each amount as often as the one of the two says who says it oftener. */
function together(some: readonly Minor[], others: readonly Minor[]): Minor[] {
  const rest = [...some];
  const more = others.filter((amount) => {
    const found = rest.indexOf(amount);
    if (found >= 0) rest.splice(found, 1);
    return found < 0;
  });
  return [...some, ...more];
}

/** The index of a payment event with which a capture has given more than it took; undefined where all fit. */
export function overdrawnEvent({ tenders, paymentEvents }: NewOrder): number | undefined {
  for (const { captureId, amount } of tenders.flatMap(({ captures }) => captures)) {
    const { external, disputed } = captureStanding(paymentEvents, captureId);
    if (external + disputed > amount) return lastEventOf(paymentEvents, captureId);
  }
  return undefined;
}

/** The index of the last payment event of a capture; -1 where it has none. */
export function lastEventOf(events: readonly PaymentEvent[], captureId: string): number {
  return events.map((event) => event.captureId).lastIndexOf(captureId);
}
