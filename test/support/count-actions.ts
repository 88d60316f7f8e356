import { attributesOf, localActivityOf, toJsonHistory, typeOf } from './history-json';

/** What one run costs. */
export interface RunCost {
  /** History events. */
  readonly events: number;
  /** Billable Actions of Temporal Cloud. */
  readonly actions: number;
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

/** Actions by event. An activity counts once per attempt; all local activities of one workflow task count as one. */
export function countActions(history: unknown): RunCost {
  const { events } = toJsonHistory(history);
  const local = new Set<unknown>();
  let actions = 0;
  for (const event of events) {
    const type = typeOf(event);
    const attributes = attributesOf(event);
    if (ONE_ACTION.includes(type)) actions += 1;
    // Scheduled counts the first attempt; started names the last one, by its number.
    if (type === 'ACTIVITY_TASK_SCHEDULED') actions += 1;
    if (type === 'ACTIVITY_TASK_STARTED') actions += Math.max(0, Number(attributes['attempt'] ?? 1) - 1);
    if (localActivityOf(event) !== undefined) local.add(attributes['workflowTaskCompletedEventId']);
    if (type === 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES') {
      const { searchAttributes } = attributes as { searchAttributes?: { indexedFields?: object } };
      const names = Object.keys(searchAttributes?.indexedFields ?? {});
      if (!names.every((name) => name === 'TemporalChangeVersion')) actions += 1;
    }
  }
  return { events: events.length, actions: actions + local.size };
}
