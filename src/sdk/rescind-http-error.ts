import type { Problem } from './generated/api-types';

/** An answer of the API that is no success, or none at all (status 0, code NO_ANSWER). */
export class RescindHttpError extends Error {
  override readonly name = 'RescindHttpError';

  constructor(
    readonly status: number,
    /** The stable code: the same as in the workflow's answers and in docs/errors. */
    readonly code: string,
    /** Everything that the API said. */
    readonly problem: Partial<Problem>,
    options?: { readonly cause?: unknown; readonly retryAfterMs?: number; readonly docs?: string },
  ) {
    super(`${code}: ${problem.detail ?? 'The API gave no answer.'}`, { cause: options?.cause });
    this.retryAfterMs = options?.retryAfterMs;
    this.docs = options?.docs;
  }

  /** Ask again no sooner than this, ms. */
  readonly retryAfterMs: number | undefined;
  /** Address of the page that says what happened and what to do. */
  readonly docs: string | undefined;

  get requestId(): string | undefined {
    return this.problem.requestId;
  }

  /** The field that was wrong. */
  get param(): string | undefined {
    return this.problem.param;
  }

  /** May the same request work later? */
  get retryable(): boolean {
    return this.problem.retryable ?? true;
  }
}
