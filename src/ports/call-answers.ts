/** One call of the API that changes something, as it is recognized when it comes again. */
export interface KeyedCall {
  readonly shopId: string;
  /** Who calls what: the same key of somebody else, or on another route, is another key. */
  readonly scope: string;
  readonly key: string;
  /** SHA-256 of what is asked, hex. */
  readonly requestHash: string;
  /** The answer carries what only the caller may see, so that it is kept sealed. */
  readonly secret: boolean;
}

/** What was answered: a body with its status, or the problem that was told. */
export type CallAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly body?: unknown }
  | {
      readonly kind: 'problem';
      readonly code: string;
      readonly param?: string;
      readonly details?: Readonly<Record<string, unknown>>;
    };

/** The caller runs the call, and then says what came of it. One that does neither stops counting after a while. */
export interface RunOnce {
  readonly outcome: 'run';
  /** Keeps the answer for whoever comes with this key again. */
  readonly keep: (answer: CallAnswer) => Promise<void>;
  /** Nothing was done: the same key may try again. */
  readonly release: () => Promise<void>;
}

export type BegunCall =
  | RunOnce
  | { readonly outcome: 'answered'; readonly answer: CallAnswer }
  /** The key was used for something else. */
  | { readonly outcome: 'reused' }
  /** Another call with this key is still at it. Ask again no sooner than this, ms. */
  | { readonly outcome: 'busy'; readonly retryAfterMs: number };

/**
 * Answers by idempotency key, for all processes together: of several calls with one key one
 * runs, and the others get its answer.
 */
export interface CallAnswers {
  /** Waits a while for the answer of a call that is under way. */
  readonly begin: (call: KeyedCall) => Promise<BegunCall>;
}
