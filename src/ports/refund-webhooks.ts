import type { RefundEventReceived } from './refund-book';

/** A provider's message as it came in: the signature covers these very bytes. */
export interface WebhookDelivery {
  /** The channel that it is from, by the address that was called. */
  readonly source: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface WebhookRefusal {
  readonly outcome: 'refused';
  readonly code: 'WEBHOOK_SOURCE_UNKNOWN' | 'WEBHOOK_SIGNATURE_INVALID' | 'WEBHOOK_UNREADABLE';
}

/** Verifies a provider's message with its channel's own rules and stores what it says, database first. */
export interface RefundWebhooks {
  readonly receive: (delivery: WebhookDelivery) => Promise<RefundEventReceived | WebhookRefusal>;
}
