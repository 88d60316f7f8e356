import type { CancelOrderInput } from '../../workflows/cancel-order/messages';
import { type JsonEvent, type JsonHistory, payloadOf } from './history-json';

/** A command in a hand-made workflow task; `seq` counts activities of both kinds from 1, as the SDK does. */
export type HandMadeCommand =
  | { readonly local: string; readonly seq: number; readonly result: unknown }
  | { readonly ordinary: string; readonly seq: number; readonly taskQueue: string }
  | { readonly timer: number; readonly ms: number }
  | { readonly timerCanceled: number }
  | { readonly upsert: Record<string, unknown> };

/** Writes a history event by event, so that its order and its times are exactly as a test wants them. */
export interface HandMadeHistory {
  signal: (name: string, input: unknown, at: number) => void;
  timerFired: (timer: number, at: number) => void;
  /** A workflow task that starts at `at`: that is the workflow's clock while it handles what came before. */
  task: (at: number, commands: readonly HandMadeCommand[]) => void;
  /** A task is scheduled only: messages that come now are handled in it all the same. */
  schedule: (at: number) => void;
  history: () => JsonHistory;
}

const QUEUE = { name: 'cancellations', kind: 'TASK_QUEUE_KIND_NORMAL' };

function commandEvent(command: HandMadeCommand, task: { id: string; at: number }): [string, Record<string, unknown>] {
  const workflowTaskCompletedEventId = task.id;
  if ('local' in command) {
    const { local, seq, result } = command;
    const time = { seconds: Math.floor(task.at / 1000), nanos: (task.at % 1000) * 1_000_000 };
    const times = { complete_time: time, original_schedule_time: time, backoff: null };
    const data = { seq, attempt: 1, activity_id: String(seq), activity_type: local, ...times };
    const details = { data: { payloads: [payloadOf(data)] }, result: { payloads: [payloadOf(result)] } };
    return ['MARKER_RECORDED', { markerName: 'core_local_activity', details, workflowTaskCompletedEventId }];
  }
  if ('ordinary' in command) {
    return [
      'ACTIVITY_TASK_SCHEDULED',
      {
        activityId: String(command.seq),
        activityType: { name: command.ordinary },
        taskQueue: { name: command.taskQueue, kind: 'TASK_QUEUE_KIND_NORMAL' },
        workflowTaskCompletedEventId,
      },
    ];
  }
  if ('timer' in command) {
    const startToFireTimeout = `${command.ms / 1000}s`;
    return ['TIMER_STARTED', { timerId: String(command.timer), startToFireTimeout, workflowTaskCompletedEventId }];
  }
  if ('timerCanceled' in command) {
    return ['TIMER_CANCELED', { timerId: String(command.timerCanceled), workflowTaskCompletedEventId }];
  }
  const fields = Object.entries(command.upsert).map(([name, value]) => [name, payloadOf(value)]);
  const searchAttributes = { indexedFields: Object.fromEntries(fields) as Record<string, unknown> };
  return ['UPSERT_WORKFLOW_SEARCH_ATTRIBUTES', { searchAttributes, workflowTaskCompletedEventId }];
}

const camelCase = (type: string): string =>
  type.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A history of `cancelOrder` that begins at `startedAt`, ms since the epoch. */
export function handMadeHistory(input: CancelOrderInput, startedAt: number): HandMadeHistory {
  const events: JsonEvent[] = [];
  const timers = new Map<number, string>();
  let scheduled: string | undefined;

  const add = (type: string, at: number, attributes: Record<string, unknown>): string => {
    const eventId = String(events.length + 1);
    events.push({
      eventId,
      eventTime: new Date(at).toISOString(),
      eventType: `EVENT_TYPE_${type}`,
      [`${camelCase(type)}EventAttributes`]: attributes,
    });
    return eventId;
  };
  const schedule = (at: number): string =>
    (scheduled ??= add('WORKFLOW_TASK_SCHEDULED', at, {
      taskQueue: QUEUE,
      startToCloseTimeout: '10s',
      attempt: 1,
    }));

  add('WORKFLOW_EXECUTION_STARTED', startedAt, {
    workflowType: { name: 'cancelOrder' },
    taskQueue: QUEUE,
    input: { payloads: [payloadOf(input)] },
    workflowTaskTimeout: '10s',
    originalExecutionRunId: '00000000-0000-0000-0000-000000000001',
    firstExecutionRunId: '00000000-0000-0000-0000-000000000001',
    attempt: 1,
  });

  return {
    signal: (signalName, given, at) =>
      void add('WORKFLOW_EXECUTION_SIGNALED', at, { signalName, input: { payloads: [payloadOf(given)] } }),
    timerFired: (timer, at) =>
      void add('TIMER_FIRED', at, { timerId: String(timer), startedEventId: timers.get(timer) ?? '' }),
    schedule: (at) => void schedule(at),
    task: (at, commands) => {
      const scheduledEventId = schedule(at);
      const startedEventId = add('WORKFLOW_TASK_STARTED', at, { scheduledEventId });
      const task = add('WORKFLOW_TASK_COMPLETED', at, { scheduledEventId, startedEventId });
      scheduled = undefined;
      for (const command of commands) {
        const [type, attributes] = commandEvent(command, { id: task, at });
        const started = 'timerCanceled' in command ? { startedEventId: timers.get(command.timerCanceled) ?? '' } : {};
        const eventId = add(type, at, { ...attributes, ...started });
        if ('timer' in command) timers.set(command.timer, eventId);
      }
    },
    history: () => ({ events }),
  };
}
