export interface RateAsk {
  /** Whose calls of which class: stored as a hash. */
  readonly bucket: string;
  /** Calls in a window of one minute. */
  readonly limit: number;
}

export type RateAnswer =
  { readonly outcome: 'allowed' } | { readonly outcome: 'limited'; readonly retryAfterMs: number };

/** Counts calls for all processes together. */
export interface RateLimits {
  readonly take: (ask: RateAsk) => Promise<RateAnswer>;
}
