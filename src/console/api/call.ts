import { ApiProblem, offline, type ProblemBody } from './problem';

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: object;
  /** Of a write: the same key makes a repetition the same write. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** What every call carries: the language asked for, and the session's proof that this page makes it. */
const carried: { locale: string; csrfToken?: string | undefined } = { locale: 'en' };

/** The language of what the API says from now on. */
export function speak(locale: string): void {
  carried.locale = locale;
}

/** The session's token for writes; undefined once signed out. */
export function carryCsrf(token: string | undefined): void {
  carried.csrfToken = token;
}

/** One call to the API of this very origin. Throws ApiProblem: the API's own, or OFFLINE where nobody answered. */
export async function call<T>(path: string, { method = 'GET', body, idempotencyKey, signal }: Call = {}): Promise<T> {
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: {
      'Accept-Language': carried.locale,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(method === 'GET' || carried.csrfToken === undefined ? {} : { 'X-CSRF-Token': carried.csrfToken }),
      ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((fault: unknown) => {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault;
    throw offline();
  });
  if (response.status === 204) return undefined as T;
  const read: unknown = await response.json().catch(() => undefined);
  if (response.ok) return read as T;
  throw new ApiProblem(problemBody(response, read), retryAfter(response));
}

function problemBody({ status }: Response, read: unknown): ProblemBody {
  if (typeof read === 'object' && read !== null && 'code' in read) return read as ProblemBody;
  return { type: 'about:blank', code: 'UNREADABLE', title: `The answer could not be read (${status})`, status };
}

function retryAfter({ headers }: Response): number | undefined {
  const seconds = Number(headers.get('Retry-After'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
