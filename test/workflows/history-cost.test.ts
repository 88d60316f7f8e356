import { costOf } from '../../src/bench/history-cost';
import type { JsonEvent } from '../support/history-json';
import { payloadOf } from '../support/history-json';

let events: JsonEvent[] = [];
beforeEach(() => (events = []));

function add(type: string, attributes: Record<string, unknown> = {}): void {
  events.push({
    eventId: String(events.length + 1),
    eventType: `EVENT_TYPE_${type}`,
    someEventAttributes: attributes,
  });
}

function addLocalStep(task: string): void {
  const details = { data: { payloads: [payloadOf({ activity_type: 'accept' })] } };
  add('MARKER_RECORDED', { markerName: 'core_local_activity', details, workflowTaskCompletedEventId: task });
}

it('counts start, timer, signal and an accepted update as one Action each, workflow tasks as none', () => {
  add('WORKFLOW_EXECUTION_STARTED');
  for (const type of ['SCHEDULED', 'STARTED', 'COMPLETED']) add(`WORKFLOW_TASK_${type}`);
  add('TIMER_STARTED');
  add('TIMER_CANCELED');
  add('WORKFLOW_EXECUTION_SIGNALED');
  add('WORKFLOW_EXECUTION_UPDATE_ACCEPTED');
  add('WORKFLOW_EXECUTION_UPDATE_COMPLETED');
  add('WORKFLOW_EXECUTION_COMPLETED');
  expect(costOf({ events })).toEqual({ events: 10, actions: 4 });
});

it('counts every attempt of an activity', () => {
  add('ACTIVITY_TASK_SCHEDULED');
  add('ACTIVITY_TASK_STARTED', { attempt: 3 });
  add('ACTIVITY_TASK_COMPLETED');
  expect(costOf({ events }).actions).toBe(3);
});

it('counts the local activities of one workflow task together', () => {
  addLocalStep('4');
  addLocalStep('4');
  addLocalStep('9');
  expect(costOf({ events }).actions).toBe(2);
});

it('counts an upsert once, whatever it holds, and none for the marker of a patch', () => {
  const upsert = (names: string[]) =>
    add('UPSERT_WORKFLOW_SEARCH_ATTRIBUTES', {
      searchAttributes: { indexedFields: Object.fromEntries(names.map((name) => [name, payloadOf('x')])) },
    });
  upsert(['Stage', 'WaitingOn']);
  upsert(['TemporalChangeVersion']);
  expect(costOf({ events }).actions).toBe(1);
});
