import type { ChannelNews, RefundBook, RefundEventReceived, PaymentNewsReceived } from '../../ports/refund-book';
import type {
  RefundWebhooks,
  WebhookAcknowledgement,
  WebhookDelivery,
  WebhookRefusal,
} from '../../ports/refund-webhooks';

/**
 * Verifies a delivery by its channel's own rules, and reads what it says; an empty list
 * where it says nothing that concerns us.
 */
export type WebhookReader = (delivery: WebhookDelivery) => Promise<readonly ChannelNews[] | WebhookRefusal>;

/** How a channel's messages are read, and what it wants to hear. */
export interface WebhookDoor {
  readonly read: WebhookReader;
  readonly acknowledge?: WebhookAcknowledgement;
}

/** Takes providers' messages: what its channel's reader believes goes into the inbox, and is applied there once. */
export function createRefundWebhooks(
  doors: ReadonlyMap<string, WebhookDoor>,
  book: Pick<RefundBook, 'receiveEvent' | 'receivePaymentNews'>,
): RefundWebhooks {
  return {
    receive: async (delivery) => {
      const door = doors.get(delivery.source);
      if (door === undefined) return { outcome: 'refused', code: 'WEBHOOK_SOURCE_UNKNOWN' };
      const read = await door.read(delivery);
      if ('outcome' in read) return read;
      const refunds: RefundEventReceived[] = [];
      const payments: PaymentNewsReceived[] = [];
      for (const news of read) {
        if ('refund' in news) refunds.push(await book.receiveEvent(news.refund));
        else payments.push(await book.receivePaymentNews(news.payment));
      }
      const { acknowledge } = door;
      return { outcome: 'taken', refunds, payments, ...(acknowledge === undefined ? {} : { acknowledge }) };
    },
  };
}
