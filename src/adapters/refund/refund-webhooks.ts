import type { RefundBook, RefundEvent } from '../../ports/refund-book';
import type { RefundWebhooks, WebhookDelivery, WebhookRefusal } from '../../ports/refund-webhooks';

/** Verifies a delivery by its channel's own rules, and reads what it says. */
export type WebhookReader = (delivery: WebhookDelivery) => RefundEvent | WebhookRefusal;

/** Takes providers' messages: what its channel's reader believes goes into the inbox, and is applied there once. */
export function createRefundWebhooks(
  readers: ReadonlyMap<string, WebhookReader>,
  book: Pick<RefundBook, 'receiveEvent'>,
): RefundWebhooks {
  return {
    receive: async (delivery) => {
      const event = readers.get(delivery.source)?.(delivery);
      if (event === undefined) return { outcome: 'refused', code: 'WEBHOOK_SOURCE_UNKNOWN' };
      return 'outcome' in event ? event : book.receiveEvent(event);
    },
  };
}
