import type { Actor } from '../domain/cancellation';
import type { Refusal } from '../domain/refusals';

export type WebhookEndpointState = 'ENABLED' | 'DISABLED';

/** 410 was answered; nothing was taken for days; somebody did it. */
export type DisabledReason = 'GONE' | 'FAILING' | 'BY_HAND';

export type EndpointEvent = 'CREATED' | 'TYPES_CHANGED' | 'SECRET_ROTATED' | 'DISABLED' | 'ENABLED' | 'DELETED';

export type DeliveryState = 'PENDING' | 'DELIVERED' | 'FAILED';

/** Names one endpoint of one shop. */
export interface EndpointRef {
  readonly shopId: string;
  readonly endpointId: string;
}

/** An endpoint as its shop sees it: never with its secret. Times are ISO 8601. */
export interface WebhookEndpoint {
  readonly endpointId: string;
  readonly url: string;
  /** Left out: the whole shop's events. */
  readonly merchantId?: string;
  /** Exact, or ending in `*`; none: all. */
  readonly types: readonly string[];
  readonly state: WebhookEndpointState;
  readonly disabledReason?: DisabledReason;
  readonly disabledAt?: string;
  /** The first failed attempt since the last that was taken. */
  readonly failingSince?: string;
  readonly createdAt: string;
}

/** With the secret that signs from now on, `whsec_…`; left out where a repeated call's secret was retired since. */
export interface EndpointWithSecret extends WebhookEndpoint {
  readonly secret?: string;
}

export interface EndpointHistoryEntry {
  readonly at: string;
  readonly event: EndpointEvent;
  readonly actor: Actor;
  readonly reason?: string;
}

export interface DeliveryAttempt {
  readonly attempt: number;
  readonly at: string;
  readonly durationMs: number;
  /** The HTTP status; left out where there was no answer. */
  readonly status?: number;
  /** A short code; left out where it was taken. */
  readonly error?: string;
}

export interface WebhookDelivery {
  /** The header webhook-id has it too. */
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly type: string;
  readonly cancellationId: string;
  readonly state: DeliveryState;
  readonly attempts: readonly DeliveryAttempt[];
  /** While it is PENDING. */
  readonly nextAttemptAt?: string;
  readonly createdAt: string;
}

interface Act extends EndpointRef {
  readonly actor: Actor;
}

/** Where shops and merchants are told of events. Secrets are kept sealed and shown when they are made, only then. */
export interface WebhookEndpoints {
  /**
   * Refused with WEBHOOK_URL_REFUSED, MERCHANT_NOT_FOUND, or IDEMPOTENCY_KEY_REUSED; the same key
   * and content again: the same endpoint.
   * @throws DataKeysMissing without a key to seal the secret with.
   */
  readonly create: (ask: {
    readonly shopId: string;
    readonly actor: Actor;
    readonly idempotencyKey: string;
    readonly url: string;
    readonly types: readonly string[];
    readonly merchantId?: string;
  }) => Promise<{ readonly outcome: 'created'; readonly endpoint: EndpointWithSecret } | Refusal>;
  /** Newest first. */
  readonly list: (shopId: string) => Promise<readonly WebhookEndpoint[]>;
  readonly read: (
    ref: EndpointRef,
  ) => Promise<{ readonly endpoint: WebhookEndpoint; readonly history: readonly EndpointHistoryEntry[] } | undefined>;
  /** Refused with WEBHOOK_ENDPOINT_NOT_FOUND. What it says already changes nothing. */
  readonly change: (
    ask: Act & { readonly types?: readonly string[]; readonly state?: WebhookEndpointState },
  ) => Promise<{ readonly outcome: 'changed'; readonly endpoint: WebhookEndpoint } | Refusal>;
  /** Forgets its secrets and sends nothing more. False where there is none. */
  readonly remove: (ask: Act) => Promise<boolean>;
  /**
   * Makes a new secret; the old ones sign beside it for `overlapMs` more. Refused with
   * WEBHOOK_ENDPOINT_NOT_FOUND or IDEMPOTENCY_KEY_REUSED.
   * @throws DataKeysMissing
   */
  readonly rotate: (
    ask: Act & { readonly idempotencyKey: string; readonly overlapMs: number },
  ) => Promise<{ readonly outcome: 'rotated'; readonly endpoint: EndpointWithSecret } | Refusal>;
  /** Newest event first; undefined where there is no such endpoint. */
  readonly deliveries: (
    ask: EndpointRef & { readonly limit: number; readonly cursor?: string; readonly state?: DeliveryState },
  ) => Promise<{ readonly items: readonly WebhookDelivery[]; readonly next?: string } | undefined>;
  /**
   * Attempts it again at once and by the schedule from its beginning, under the same webhook-id. Refused with
   * WEBHOOK_DELIVERY_NOT_FOUND, WEBHOOK_ENDPOINT_DISABLED or IDEMPOTENCY_KEY_REUSED.
   */
  readonly resend: (
    ask: EndpointRef & { readonly deliveryId: string; readonly idempotencyKey: string },
  ) => Promise<{ readonly outcome: 'queued'; readonly delivery: WebhookDelivery } | Refusal>;
}
