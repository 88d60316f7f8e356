import { waitFor } from '../../support/wait-for';

export interface HeardEvent {
  readonly event: string;
  readonly id: string;
  readonly data: { readonly cancellationId?: string; readonly state?: string; readonly at?: string };
}

export interface OpenedStream {
  readonly status: number;
  readonly contentType: string;
  readonly heard: readonly HeardEvent[];
  /** What a browser would say as Last-Event-ID. */
  readonly lastEventId: () => string;
  readonly comments: () => number;
  /** Whether the server has ended it. */
  readonly isOver: () => boolean;
  /** The body of an answer that is no stream. */
  readonly body: () => Promise<unknown>;
  readonly close: () => void;
}

/** Reads a stream of server-sent events as the HTML standard says to. */
export async function openStream(url: string, bearer: string, lastEventId?: string): Promise<OpenedStream> {
  const control = new AbortController();
  const response = await fetch(url, {
    signal: control.signal,
    headers: {
      Authorization: `Bearer ${bearer}`,
      ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }),
    },
  });
  const heard: HeardEvent[] = [];
  let [last, comments, isOver] = ['', 0, false];
  const take = (block: string): void => {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      const at = line.indexOf(':');
      if (at === 0) comments += 1;
      else fields.set(line.slice(0, at), line.slice(at + 1).trim());
    }
    last = fields.get('id') ?? last;
    const data = fields.get('data');
    if (data === undefined) return;
    heard.push({ event: fields.get('event') ?? 'message', id: last, data: JSON.parse(data) as HeardEvent['data'] });
  };
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const read = async (): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      rest += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      blocks.forEach(take);
    }
  };
  if (isStream) {
    void read()
      .catch(() => undefined)
      .finally(() => (isOver = true));
    // From its first place on it misses nothing.
    await waitFor('the place where the stream begins', () => (last !== '' || isOver ? true : undefined));
  }
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    heard,
    lastEventId: () => last,
    comments: () => comments,
    isOver: () => isOver,
    body: () => response.json(),
    close: () => {
      control.abort();
    },
  };
}
