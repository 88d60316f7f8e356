export interface ShopRequest {
  readonly shopId: string;
  readonly orderId: string;
  /** The shop's version of the order that the cancellation was accepted on. */
  readonly orderVersion: number;
  readonly cancellationId: string;
  readonly unitIds: readonly string[];
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal;
}

/** UNKNOWN: no answer that can be read; ask again with the same key. */
export type ShopAnswer =
  | { readonly outcome: 'ACKNOWLEDGED' }
  | { readonly outcome: 'REFUSED'; readonly code: string }
  | { readonly outcome: 'UNKNOWN'; readonly retryAfterMs?: number };

/** A shop that runs its own order system. Faults of the network come back as UNKNOWN, never thrown. */
export interface Shop {
  /**
   * Stops the shop from shipping these units while the cancellation is decided. A hold that arrives after its own
   * cancellation's release came late: the shop must refuse it, or it would stay for ever.
   */
  hold: (request: ShopRequest) => Promise<ShopAnswer>;
  /** Undoes a hold. Acknowledged also where there is nothing to undo. */
  release: (request: ShopRequest) => Promise<ShopAnswer>;
  /** Makes the shop's own order read cancelled, wholly or for these units. */
  close: (request: ShopRequest & { readonly whole: boolean }) => Promise<ShopAnswer>;
}
