import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { History } from '@temporalio/common/lib/proto-utils';

/** What one run costs. */
export interface HistoryCost {
  /** History events. */
  readonly events: number;
  /** Billable Actions of Temporal Cloud. */
  readonly actions: number;
}

interface JsonEvent {
  readonly eventType: string;
  readonly [attributes: string]: unknown;
}

/** A history in JSON's form, as a file holds it. */
export interface JsonEvents {
  readonly events: readonly JsonEvent[];
}

/** One Action each: https://docs.temporal.io/cloud/actions. */
const ONE_ACTION = [
  'WORKFLOW_EXECUTION_STARTED',
  'TIMER_STARTED',
  'WORKFLOW_EXECUTION_SIGNALED',
  'WORKFLOW_EXECUTION_UPDATE_ACCEPTED',
  'START_CHILD_WORKFLOW_EXECUTION_INITIATED',
  'CHILD_WORKFLOW_EXECUTION_STARTED',
];

function toJson(history: History | JsonEvents): JsonEvents {
  if (typeof history.events?.[0]?.eventType === 'string') return history as JsonEvents;
  return JSON.parse(historyToJSON(history as History)) as JsonEvents;
}

function attributesOf(event: JsonEvent): Record<string, unknown> {
  const key = Object.keys(event).find((name) => name.endsWith('EventAttributes'));
  return key === undefined ? {} : (event[key] as Record<string, unknown>);
}

/** Counts by event. An activity counts once per attempt; all local activities of one workflow task count as one. */
export function costOf(history: History | JsonEvents): HistoryCost {
  const { events } = toJson(history);
  const tasksWithLocal = new Set<unknown>();
  let actions = 0;
  for (const event of events) {
    const type = event.eventType.replace('EVENT_TYPE_', '');
    const attributes = attributesOf(event);
    if (ONE_ACTION.includes(type)) actions += 1;
    // Scheduled counts the first attempt; started names the last one, by its number.
    if (type === 'ACTIVITY_TASK_SCHEDULED') actions += 1;
    if (type === 'ACTIVITY_TASK_STARTED') actions += Math.max(0, Number(attributes['attempt'] ?? 1) - 1);
    if (attributes['markerName'] === 'core_local_activity') {
      tasksWithLocal.add(attributes['workflowTaskCompletedEventId']);
    }
    if (type === 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES') {
      const { searchAttributes } = attributes as { searchAttributes?: { indexedFields?: object } };
      const names = Object.keys(searchAttributes?.indexedFields ?? {});
      if (!names.every((name) => name === 'TemporalChangeVersion')) actions += 1;
    }
  }
  return { events: events.length, actions: actions + tasksWithLocal.size };
}
