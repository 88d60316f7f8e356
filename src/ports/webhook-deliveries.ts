import type { DeliveryState } from './webhook-endpoints';

/** One delivery that this process is to attempt now, until its lease ends. */
export interface ClaimedDelivery {
  readonly deliveryId: string;
  readonly claim: string;
  readonly endpointId: string;
  readonly url: string;
  /** Newest first, `whsec_…`; none where they can't be opened. */
  readonly secrets: readonly string[];
  /** The message, the same bytes at every attempt. */
  readonly body: string;
}

/** How an attempt ended. */
export interface AttemptResult {
  readonly at: Date;
  readonly durationMs: number;
  readonly status?: number;
  /** A short code; left out where it was taken (2xx). */
  readonly error?: string;
  /** The endpoint asked not to be tried again before so long, ms. */
  readonly retryAfterMs?: number;
}

export interface AttemptRecorded {
  readonly state: DeliveryState;
  /** Has the endpoint been disabled by it? */
  readonly disabled: boolean;
}

/** What the dispatcher reads and writes; any number of processes may use it at once. No network call inside. */
export interface WebhookDeliveries {
  /** Makes deliveries of events that nobody has spread yet, at most `limit` events; how many events it were. */
  readonly spread: (now: Date, limit: number) => Promise<number>;
  /** Takes what is due, oldest first, at most `perEndpoint` of one endpoint and none of the `busy` ones. */
  readonly claim: (ask: {
    readonly now: Date;
    readonly leaseMs: number;
    readonly limit: number;
    readonly perEndpoint: number;
    readonly busy: readonly string[];
  }) => Promise<readonly ClaimedDelivery[]>;
  readonly record: (
    delivery: Pick<ClaimedDelivery, 'deliveryId' | 'claim'>,
    result: AttemptResult,
  ) => Promise<AttemptRecorded>;
  /** Gives it back unattempted. */
  readonly release: (delivery: Pick<ClaimedDelivery, 'deliveryId' | 'claim'>, now: Date) => Promise<void>;
  /** Forgets what came to its end before `before`, with every attempt; how many it were, 0 when all is done. */
  readonly prune: (before: Date) => Promise<number>;
}
