import type { Problem } from './generated/api-types';
import { RescindHttpError } from './rescind-http-error';

export interface HttpOptions {
  /** Where the API is: `https://rescind.example.com`. */
  readonly url: string;
  /** An API key, `rk_…`. */
  readonly key: string;
  /** Language of explanations and problems. Left out: English. */
  readonly locale?: 'en' | 'zh';
  /** How long one attempt may take, ms. Left out: 15 s. */
  readonly timeoutMs?: number;
  /** How often a call is repeated that got no answer, or one that says that it may work later. Left out: 2. */
  readonly retries?: number;
  readonly fetch?: typeof fetch;
}

export interface Call {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** Left out, a write that is not idempotent by itself gets one of its own making. */
  readonly idempotencyKey?: string;
  /** A POST that only asks: it needs no key. */
  readonly changesNothing?: true;
}

/** What may be said of any write. */
export interface WriteOptions {
  /** Yours, 1 to 200 visible ASCII characters: the same key is the same request, however often it is sent. */
  readonly idempotencyKey?: string;
}

export type Send = <T>(call: Call) => Promise<T>;

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** Makes calls to the API; a repetition keeps its idempotency key. What it gives throws RescindHttpError. */
export function createSend(options: HttpOptions): Send {
  const { retries = 2 } = options;
  return async <T>(asked: Call): Promise<T> => {
    const call = withKey(asked);
    for (let attempt = 0; ; attempt += 1) {
      try {
        return (await sendOnce(options, call)) as T;
      } catch (error) {
        if (attempt >= retries || !(error instanceof RescindHttpError) || !error.retryable) throw error;
        const pause = error.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** attempt;
        await new Promise((resolve) => setTimeout(resolve, Math.min(pause, LONGEST_PAUSE_MS)));
      }
    }
  };
}

/** What is idempotent by itself, or changes nothing, needs no key. */
function withKey(call: Call): Call {
  const isSafe = call.method === 'GET' || call.method === 'PUT' || call.changesNothing === true;
  return isSafe || call.idempotencyKey !== undefined ? call : { ...call, idempotencyKey: crypto.randomUUID() };
}

async function sendOnce(options: HttpOptions, call: Call): Promise<unknown> {
  const { url, timeoutMs = 15_000, fetch: fetchOf = fetch } = options;
  let response: Response;
  let text: string;
  try {
    response = await fetchOf(new URL(call.path, url), {
      method: call.method,
      headers: headersOf(options, call),
      signal: AbortSignal.timeout(timeoutMs),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    text = await response.text();
  } catch (cause) {
    throw new RescindHttpError({ status: 0, code: 'NO_ANSWER', retryable: true }, { cause });
  }
  const body = parse(text);
  if (response.ok && (body !== undefined || response.status === 204)) return body;
  throw errorOf(url, response, body);
}

/** The headers of a call. */
export function headersOf({ key, locale }: HttpOptions, { body, idempotencyKey }: Call): Record<string, string> {
  return {
    Authorization: `Bearer ${key}`,
    Accept: 'application/json',
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(locale === undefined ? {} : { 'Accept-Language': locale }),
    ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
  };
}

/** What an answer that is no success is thrown as. */
export function errorOf(url: string, { status, headers }: Response, body: unknown): RescindHttpError {
  const problem: Partial<Problem> = typeof body === 'object' && body !== null ? body : {};
  const retryAfter = Number(headers.get('Retry-After') ?? NaN);
  // What is not the API's own answer comes from something between: a proxy that is overloaded may be asked again.
  const { code = `HTTP_${status}`, retryable = status >= 500, type } = problem;
  return new RescindHttpError(
    { ...problem, status, code, retryable },
    {
      ...(Number.isFinite(retryAfter) ? { retryAfterMs: retryAfter * 1_000 } : {}),
      ...(type === undefined ? {} : { docs: new URL(type, url).href }),
    },
  );
}

/** What a text says as JSON; undefined where it is none. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
