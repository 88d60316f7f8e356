import type { CancellationRef } from './cancellation-book';

/** A provider's message as it came in: the signature covers these very bytes. */
export interface WebhookDelivery {
  readonly source: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export type WebhookResult =
  /** Its record changed a leg; the run is told only while it waits for that leg. */
  | { readonly outcome: 'applied'; readonly signal?: CancellationRef & { readonly legId: string } }
  /** Seen before, or nothing to change. */
  | { readonly outcome: 'ignored' }
  /** The leg it speaks of is not known yet: kept until it is. */
  | { readonly outcome: 'parked' }
  | {
      readonly outcome: 'refused';
      readonly code: 'WEBHOOK_SOURCE_UNKNOWN' | 'WEBHOOK_SIGNATURE_INVALID' | 'WEBHOOK_UNREADABLE';
    };

/** Verifies a provider's message with its channel's own rules and stores what it says, database first. */
export interface RefundWebhooks {
  readonly receive: (delivery: WebhookDelivery) => Promise<WebhookResult>;
}
