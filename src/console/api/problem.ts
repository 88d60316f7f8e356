/** What the API says when it refuses or fails (RFC 9457). */
export interface ProblemBody {
  readonly type: string;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly status: number;
  readonly requestId?: string;
  readonly retryable?: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The API refused, or could not be reached: `code` says which, `OFFLINE` the latter. */
export class ApiProblem extends Error {
  constructor(
    readonly body: ProblemBody,
    readonly retryAfterMs?: number,
  ) {
    super(body.detail ?? body.title);
    this.name = 'ApiProblem';
  }

  get code(): string {
    return this.body.code;
  }

  get isOffline(): boolean {
    return this.code === 'OFFLINE';
  }
}

/** The problem of a request that reached nobody. */
export function offline(): ApiProblem {
  return new ApiProblem({ type: 'about:blank', code: 'OFFLINE', title: 'No connection', status: 0, retryable: true });
}
