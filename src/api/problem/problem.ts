import type { Refusal } from '../../domain/refusals';
import type { ProblemCode } from './problem-codes';

export interface ProblemExtras {
  /** The field that is wrong, as a path: `lines.0.quantity`. */
  readonly param?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Ask again no sooner than this, ms. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** An answer that is no success: thrown anywhere in the API, written by the one filter. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: ProblemCode,
    readonly extras: ProblemExtras = {},
  ) {
    super(code, extras.cause === undefined ? undefined : { cause: extras.cause });
  }
}

/** A refusal of the domain's as a problem; the field it names is its `param`. */
export function problemOf(refusal: Refusal, more: Readonly<Record<string, unknown>> = {}): Problem {
  const field = refusal.details?.['field'];
  const details = { ...refusal.details, ...more };
  return new Problem(refusal.code, {
    ...(typeof field === 'string' ? { param: field } : {}),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  });
}

/** What is not refused; throws the refusal as a problem. */
export function orProblem<T extends { readonly outcome: string }>(result: T | Refusal): Exclude<T, Refusal> {
  if (isRefusal(result)) throw problemOf(result);
  return result as Exclude<T, Refusal>;
}

export function isRefusal(result: { readonly outcome: string }): result is Refusal {
  return result.outcome === 'refused';
}
