import { sum, type Minor } from '../../../domain/money';
import type { NewOrder, PaymentEvent } from '../../../ports/order-book';

/** What others than Rescind have taken of a capture, minor units: refunded elsewhere; in open or lost disputes. */
export interface CaptureStanding {
  readonly external: Minor;
  readonly disputed: Minor;
}

/** Adds up what payment events say of one capture. More won than was disputed counts as all of it. */
export function captureStanding(events: readonly PaymentEvent[], captureId: string): CaptureStanding {
  const total = (kind: PaymentEvent['kind']) =>
    sum(events.filter((event) => event.captureId === captureId && event.kind === kind).map(({ amount }) => amount));
  return {
    external: total('EXTERNAL_REFUND'),
    disputed: Math.max(0, total('DISPUTE_OPENED') - total('DISPUTE_WON')),
  };
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
