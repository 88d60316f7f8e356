import type { Cancellation } from './generated/api-types';
import { cancellationPath } from './paths';
import { RescindHttpError } from './rescind-http-error';
import { errorOf, headersOf, parse, type HttpOptions } from './send';
import { serverSentEvents } from './server-sent-events';

/**
 * That something changed, perhaps told twice; or, after a long time away, that so much
 * did that everything is to be read anew.
 */
export type ChangeEvent =
  | {
      readonly event: 'changed';
      readonly cancellationId: string;
      readonly state: Cancellation['state'];
      /** ISO 8601. */
      readonly at: string;
    }
  | { readonly event: 'reset' };

export interface WatchOptions {
  /** Left out: all that the key may see. */
  readonly cancellationId?: string;
  /** Ends the watching. */
  readonly signal?: AbortSignal;
}

/** What changes, as it happens. */
export interface ChangesClient {
  /**
   * Goes on by itself where it was cut off, and ends only by its signal. Throws RescindHttpError
   * for what asking again does not cure.
   */
  readonly watch: (options?: WatchOptions) => AsyncIterable<ChangeEvent>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** The streams of changes. */
export function createChangesClient(options: HttpOptions): ChangesClient {
  return { watch: (ask = {}) => watch(options, ask) };
}

async function* watch(options: HttpOptions, { cancellationId, signal }: WatchOptions): AsyncGenerator<ChangeEvent> {
  const path = cancellationId === undefined ? '/v1/cancellations/events' : `${cancellationPath(cancellationId)}/events`;
  let place = '';
  let pause = FIRST_PAUSE_MS;
  while (signal?.aborted !== true) {
    try {
      const stream = await open(options, { path, place, signal });
      for await (const { event, id, data } of serverSentEvents(stream)) {
        place = id;
        pause = FIRST_PAUSE_MS;
        if (data !== undefined && event === 'changed') {
          yield { event, ...(JSON.parse(data) as Omit<Extract<ChangeEvent, { event: 'changed' }>, 'event'>) };
        } else if (event === 'reset') yield { event };
      }
    } catch (error) {
      if (error instanceof RescindHttpError && !error.retryable) throw error;
    }
    await rest(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

interface Opening {
  readonly path: string;
  readonly place: string;
  readonly signal: AbortSignal | undefined;
}

async function open(options: HttpOptions, { path, place, signal }: Opening): Promise<AsyncIterable<Uint8Array>> {
  const { url, fetch: fetchOf = fetch } = options;
  const response = await fetchOf(new URL(path, url), {
    headers: {
      ...headersOf(options, { method: 'GET', path }),
      Accept: 'text/event-stream',
      ...(place === '' ? {} : { 'Last-Event-ID': place }),
    },
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.ok && response.body !== null) return response.body;
  const text = await response.text();
  throw errorOf(url, response, parse(text));
}

async function rest(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted === true) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
  });
}
