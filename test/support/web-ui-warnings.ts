import { attributesOf, type JsonEvent, type JsonHistory, secondsOf, typeOf } from './history-json';

/** Numbers as in the Web UI's own list of common errors. */
interface Warning {
  readonly id: number;
  readonly text: string;
}

const SECRET_MEMO =
  /(^|[^a-z])(ssn|social_?security|passw(or)?d|secret|credit_?card|card_?number|(api|private)_?key|access_?token)([^a-z]|$)/i;

/** The server that skips time fills in ten years where nothing is set. */
const UNLIMITED_SECONDS = 9 * 365 * 24 * 60 * 60;

const isSet = (duration: unknown): boolean => secondsOf(duration) > 0 && secondsOf(duration) < UNLIMITED_SECONDS;

const warning = (id: number, text: string, holds: boolean): Warning[] => (holds ? [{ id, text }] : []);

function ofStart(event: JsonEvent): Warning[] {
  const start = attributesOf(event);
  const task = secondsOf(start['workflowTaskTimeout']);
  const memo = (start['memo'] as { fields?: object } | undefined)?.fields ?? {};
  const inputs = (start['input'] as { payloads?: unknown[] } | undefined)?.payloads ?? [];
  return [
    ...warning(1, 'an execution timeout is set', isSet(start['workflowExecutionTimeout'])),
    ...warning(2, 'a run timeout is set', isSet(start['workflowRunTimeout'])),
    ...warning(4, 'the workflow task timeout is not the default', task > 0 && task !== 10),
    ...warning(10, 'the workflow has a retry policy', Object.keys(start['retryPolicy'] ?? {}).length > 0),
    ...warning(11, 'the workflow was retried', Number(start['attempt'] ?? 1) > 1),
    ...warning(32, 'the workflow has several inputs', inputs.length > 1),
    ...warning(
      35,
      'a memo key looks like a secret',
      Object.keys(memo).some((key) => SECRET_MEMO.test(key)),
    ),
  ];
}

function ofActivity(event: JsonEvent): Warning[] {
  const activity = attributesOf(event);
  const startToClose = secondsOf(activity['startToCloseTimeout']);
  const scheduleToClose = secondsOf(activity['scheduleToCloseTimeout']);
  const heartbeat = secondsOf(activity['heartbeatTimeout']);
  const retry = activity['retryPolicy'] as { maximumAttempts?: number } | undefined;
  const who = `event ${event.eventId}`;
  return [
    ...warning(14, `${who}: one attempt only`, retry?.maximumAttempts === 1),
    ...warning(16, `${who}: start-to-close of a second or less`, startToClose > 0 && startToClose <= 1),
    ...warning(17, `${who}: no start-to-close`, startToClose === 0),
    ...warning(
      18,
      `${who}: schedule-to-close is below twice start-to-close`,
      scheduleToClose > 0 && scheduleToClose < 2 * startToClose,
    ),
    ...warning(20, `${who}: schedule-to-start is set`, isSet(activity['scheduleToStartTimeout'])),
    ...warning(
      22,
      `${who}: heartbeat is above 80 % of start-to-close`,
      heartbeat > 0 && startToClose > 0 && heartbeat > 0.8 * startToClose,
    ),
  ];
}

/**
 * The Web UI's warnings that a history can cause by itself, its panel "Common Errors". Left out: those
 * on continue-as-new, children and start delay, which Rescind does not use, and those on local
 * activities (26–30), which it uses on purpose.
 */
export function webUiWarnings({ events }: JsonHistory): string[] {
  const found = events.flatMap((event) => {
    if (typeOf(event) === 'WORKFLOW_EXECUTION_STARTED') return ofStart(event);
    return typeOf(event) === 'ACTIVITY_TASK_SCHEDULED' ? ofActivity(event) : [];
  });
  const long = warning(31, 'more than 10,000 events', events.length > 10_000);
  return [...found, ...long].map(({ id, text }) => `the Web UI warns (common error ${id}): ${text}`);
}
