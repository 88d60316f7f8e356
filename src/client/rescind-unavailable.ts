/**
 * A part that is needed did not answer in time. What was asked may have been taken all the same: ask again, with the
 * same idempotency key where there is one.
 */
export class RescindUnavailable extends Error {
  override readonly name = 'RescindUnavailable';

  constructor(
    /** WORKER: Temporal answers, and no worker has taken the call. */
    readonly part: 'TEMPORAL' | 'WORKER',
    /** Ask again no sooner than this, ms. */
    readonly retryAfterMs: number,
    options?: { cause: unknown },
  ) {
    super(
      part === 'WORKER'
        ? 'No worker has answered yet. Ask again with the same key; what was asked is not lost.'
        : 'Temporal can not be reached. Ask again with the same key.',
      options,
    );
  }
}
