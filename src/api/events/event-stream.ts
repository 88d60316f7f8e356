import type { Response } from 'express';
import type { ChangePosition, ReadChange } from '../../ports/change-reader';

/** A client that is so far behind, bytes, gets a new stream instead: it asks for what it has missed. */
const MOST_BEHIND = 1_048_576;

/** How long a client waits before it asks for a new stream, ms. */
const RETRY_MS = 2_000;

export interface EventStream {
  /** Tells a change. Whoever is cut off after it asks again from `from`. */
  readonly tell: (change: ReadChange, from: ChangePosition) => void;
  /** All before this position was told. */
  readonly reached: (position: ChangePosition) => void;
  /** There was too much to tell: everything is to be read anew. */
  readonly reset: (position: ChangePosition) => void;
  /** Says that the line is open. */
  readonly beat: () => void;
  readonly end: () => void;
}

/** Begins an answer of server-sent events (the HTML standard's text/event-stream). */
export function openEventStream(response: Response): EventStream {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // Proxies that collect answers before they pass them on are told not to.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const write = (text: string): void => {
    if (response.writableEnded || response.destroyed) return;
    if (response.writableLength > MOST_BEHIND) response.destroy();
    else response.write(text);
  };
  write(`retry: ${RETRY_MS}\n\n`);
  return {
    tell: ({ cancellationId, state, at }, from) => {
      write(`event: changed\nid: ${from}\ndata: ${JSON.stringify({ cancellationId, state, at })}\n\n`);
    },
    // An id without data is no event: it only moves what Last-Event-ID will be.
    reached: (position) => {
      write(`id: ${position}\n\n`);
    },
    reset: (position) => {
      write(`event: reset\nid: ${position}\ndata: {}\n\n`);
    },
    beat: () => {
      write(':\n\n');
    },
    end: () => {
      if (!response.writableEnded) response.end();
    },
  };
}
