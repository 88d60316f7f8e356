import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { History } from '@temporalio/common/lib/proto-utils';

/** What one run costs: history events, and billable Actions of Temporal Cloud. */
export interface HistoryCost {
  readonly events: number;
  readonly actions: number;
}

interface JsonEvent {
  readonly eventType: string;
  readonly [attributes: string]: unknown;
}

/** One Action each: https://docs.temporal.io/cloud/actions. */
const ONE_ACTION = [
  'WORKFLOW_EXECUTION_STARTED',
  'TIMER_STARTED',
  'WORKFLOW_EXECUTION_SIGNALED',
  'WORKFLOW_EXECUTION_UPDATE_ACCEPTED',
  'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES',
  'ACTIVITY_TASK_SCHEDULED',
];

function attributesOf(event: JsonEvent): Record<string, unknown> {
  const key = Object.keys(event).find((name) => name.endsWith('EventAttributes'));
  return key === undefined ? {} : (event[key] as Record<string, unknown>);
}

/** Counts a run's cost. Further attempts of an activity count one each; all local activities of one workflow task count as one. */
export function costOf(history: History): HistoryCost {
  const { events } = JSON.parse(historyToJSON(history)) as { events: readonly JsonEvent[] };
  const tasksWithLocal = new Set<unknown>();
  let actions = 0;
  for (const event of events) {
    const type = event.eventType.replace('EVENT_TYPE_', '');
    const attributes = attributesOf(event);
    if (ONE_ACTION.includes(type)) actions += 1;
    if (type === 'ACTIVITY_TASK_STARTED') actions += Math.max(0, Number(attributes['attempt'] ?? 1) - 1);
    if (type === 'MARKER_RECORDED' && attributes['markerName'] === 'core_local_activity') {
      tasksWithLocal.add(attributes['workflowTaskCompletedEventId']);
    }
  }
  return { events: events.length, actions: actions + tasksWithLocal.size };
}
