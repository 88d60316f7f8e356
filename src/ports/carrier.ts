import type { InterceptionOutcome } from '../domain/shipment';

export interface InterceptionRequest {
  readonly shopId: string;
  readonly shipmentId: string;
  readonly trackingRef: string;
  /** The same for every attempt to stop this parcel in this cancellation. */
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal;
}

export interface InterceptionAnswer {
  readonly outcome: InterceptionOutcome;
  readonly carrierRef?: string;
  /** Ask again no sooner than this, ms. */
  readonly retryAfterMs?: number;
}

/** The carrier that has, or will get, a parcel. Faults of the network come back as UNKNOWN, never thrown. */
export interface Carrier {
  /** Asks to stop a parcel. */
  intercept: (request: InterceptionRequest) => Promise<InterceptionAnswer>;
  /** Asks what became of an earlier request, without asking to stop again. */
  queryInterception: (request: InterceptionRequest) => Promise<InterceptionAnswer>;
}
