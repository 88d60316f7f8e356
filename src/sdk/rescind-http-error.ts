import type { Problem } from './generated/api-types';

/** What the API said; a status of 0 and the code NO_ANSWER where it said nothing. */
export type HttpProblem = Partial<Problem> &
  Pick<Problem, 'status' | 'code' | 'retryable'> & { readonly hint?: string };

export interface HttpErrorOptions {
  readonly cause?: unknown;
  /** Ask again no sooner than this, ms. */
  readonly retryAfterMs?: number;
  /** Address of the page that says what happened and what to do. */
  readonly docs?: string;
}

/** An answer of the API that is no success, or none at all. */
export class RescindHttpError extends Error {
  override readonly name = 'RescindHttpError';
  readonly retryAfterMs: number | undefined;
  readonly docs: string | undefined;

  constructor(
    /** Everything that the API said. */
    readonly problem: HttpProblem,
    { cause, retryAfterMs, docs }: HttpErrorOptions = {},
  ) {
    super(`${problem.code}: ${problem.detail ?? 'The API gave no answer.'}`, { cause });
    this.retryAfterMs = retryAfterMs;
    this.docs = docs;
  }

  get status(): number {
    return this.problem.status;
  }

  /** The stable code: the same as in the workflow's answers and in docs/errors. */
  get code(): string {
    return this.problem.code;
  }

  get requestId(): string | undefined {
    return this.problem.requestId;
  }

  /** The field that was wrong. */
  get param(): string | undefined {
    return this.problem.param;
  }

  /** What to do, in a sentence. */
  get hint(): string | undefined {
    return this.problem.hint;
  }

  /** May the same request work later? */
  get retryable(): boolean {
    return this.problem.retryable;
  }
}
