import { type History, historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils';

/** A history in JSON's form, as Temporal's own tools read it. */
export interface HistoryJson {
  readonly events: readonly object[];
}

/**
 * Names of the machine and process that did something, and its paths in stack traces: of no use to a
 * replay, and none of a reader's business.
 */
const MACHINE = ['identity', 'lastWorkerIdentity', 'workerInstanceKey', 'stickyAttributes', 'stackTrace'];

/** A history as JSON, machine names left out. It replays as it is. */
export function historyJsonOf(history: History): HistoryJson {
  return scrubbed(JSON.parse(historyToJSON(history))) as HistoryJson;
}

/**
 * The number of the first event that is missing, unknown or has nothing in it; undefined for a whole history.
 * Temporal's core does not survive any other: it is to be told before.
 */
export function firstFlawIn(history: HistoryJson): number | undefined {
  const { events } = historyFromJSON(history);
  const flawed = (events ?? []).findIndex((event, index) => {
    const attributes = Object.keys(event).some((name) => name.endsWith('EventAttributes'));
    return Number(event.eventId) !== index + 1 || !event.eventType || !attributes;
  });
  const isBegun = events?.[0]?.workflowExecutionStartedEventAttributes != null;
  if (flawed === -1) return isBegun ? undefined : 1;
  return flawed + 1;
}

function scrubbed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(scrubbed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !MACHINE.includes(key))
      .map(([key, inner]) => [key, scrubStickyQueue(key, inner)]),
  );
}

/** A sticky queue's name is the worker's process and machine; its kind says that it is one. */
function scrubStickyQueue(key: string, inner: unknown): unknown {
  const isSticky = key === 'taskQueue' && (inner as { kind?: string } | null)?.kind === 'TASK_QUEUE_KIND_STICKY';
  return isSticky ? { ...(inner as object), name: 'sticky' } : scrubbed(inner);
}
