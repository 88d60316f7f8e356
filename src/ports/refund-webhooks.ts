import type { PaymentNewsReceived, RefundEventReceived } from './refund-book';

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

/** What the channel wants to hear once its message is kept. Some take anything but these very words for a failure. */
export interface WebhookAcknowledgement {
  readonly contentType: string;
  readonly body: string;
}

export interface WebhookTaken {
  readonly outcome: 'taken';
  /** One message may tell of several refunds and payments. */
  readonly refunds: readonly RefundEventReceived[];
  readonly payments: readonly PaymentNewsReceived[];
  /** Absent: ours, in JSON. */
  readonly acknowledge?: WebhookAcknowledgement;
}

/** Verifies a provider's message with its channel's own rules and stores what it says, database first. */
export interface RefundWebhooks {
  readonly receive: (delivery: WebhookDelivery) => Promise<WebhookTaken | WebhookRefusal>;
}
