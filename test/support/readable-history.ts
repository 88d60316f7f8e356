import { CANCELLATION_STATES } from '../../src/domain/cancellation';
import { SEARCH_ATTRIBUTES } from '../../temporal-config/search-attributes';
import { CANCEL_ORDER, LEVER_UPDATES } from '../../workflows/cancel-order/messages';
import * as json from './history-json';
import { RECONCILE } from '../../workflows/reconcile/messages';
import { REPAIR_MONEY } from '../../workflows/repair-money/messages';
import { personalDataIn } from './personal-data';
import { webUiWarnings } from './web-ui-warnings';

type Rule = (history: json.JsonHistory) => string[];

const MAX_SUMMARY_CHARACTERS = 120;
const MAX_SUMMARY_BYTES = 200;
/** The Web UI sends details in an address; the server takes 20,000. */
const MAX_DETAILS_BYTES = 2_000;

/** Business verbs that a history may show: the steps of activities/contract.ts. */
const STEPS = [
  'accept recordDecision answerOffer readStanding withdraw commit readLegs end close prove flag pullLever recordShopStep awaitReturn giveUpParcel refundInstead recordRulingTimeout',
  'holdAtShop releaseAtShop closeAtShop interceptParcel queryInterception submitLeg queryLeg readPayment',
  'beginRepair readRepairLegs proveRepair',
  'sweep beginReconcile reconcileChannel checkOwnBooks',
].flatMap((names) => names.split(' '));
/** Every type of workflow, and what its ids look like. */
const IDS: Readonly<Partial<Record<string, RegExp>>> = {
  [CANCEL_ORDER]: /^cancel\/[^/]+\/[^/]+\/[0-9a-f]{16}$/,
  [REPAIR_MONEY]: /^repair\/[^/]+\/\S+$/,
  [RECONCILE]: /^reconcile(-\S+)?$/,
};
const COMPENSATIONS = ['releaseAtShop', 'end'];
const UPDATES = ['request', 'decide', 'answerOffer', 'withdraw', ...Object.keys(LEVER_UPDATES)];
const SIGNALS = ['confirm', 'reject', 'decided', 'shipmentUpdate', 'refundUpdate'];
const OURS: string[] = Object.values(SEARCH_ATTRIBUTES).map(({ name }) => name);
const THEIRS = ['BuildIds', 'TemporalChangeVersion', 'TemporalUsedWorkerDeploymentVersions'];

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');
const of = (history: json.JsonHistory, type: string) => history.events.filter((event) => json.typeOf(event) === type);

/** The step that an event starts: an activity, or a local one's marker. */
function stepOf(event: json.JsonEvent): string | undefined {
  if (json.typeOf(event) !== 'ACTIVITY_TASK_SCHEDULED') return json.localActivityOf(event);
  return (json.attributesOf(event)['activityType'] as { name?: string } | undefined)?.name ?? '';
}

function typeOfRun(history: json.JsonHistory): string {
  const start = of(history, 'WORKFLOW_EXECUTION_STARTED')[0];
  if (start === undefined) return '';
  return (json.attributesOf(start)['workflowType'] as { name?: string } | undefined)?.name ?? '';
}

function summaryOf(event: json.JsonEvent): string | undefined {
  const summary = json.valueOf(event.userMetadata?.summary);
  return typeof summary === 'string' ? summary : undefined;
}

function textFaults(text: string, what: string): string[] {
  const faults: string[] = [];
  if ((text.match(/\$/g) ?? []).length > 1)
    faults.push(`${what} has two dollar signs: the Web UI makes a formula of them`);
  if (text.includes('<')) faults.push(`${what} has a raw "<": the Web UI lets HTML through`);
  return faults;
}

const identity: Rule = (history) => {
  const start = of(history, 'WORKFLOW_EXECUTION_STARTED')[0];
  if (start === undefined) return ['it has no start event'];
  const { workflowType, workflowId, input } = json.attributesOf(start) as {
    workflowType?: { name?: string };
    workflowId?: string;
    input?: { payloads?: json.JsonPayload[] };
  };
  const given = json.valueOf(input?.payloads?.[0]);
  const faults: string[] = [];
  const known = IDS[workflowType?.name ?? ''];
  if (known === undefined)
    faults.push(`its type is ${workflowType?.name ?? 'missing'}, not ${Object.keys(IDS).join(', ')}`);
  // Histories of older servers do not name their workflow.
  else if (workflowId !== undefined && !known.test(workflowId)) {
    faults.push(`its id is ${workflowId}, not as ${String(known)}`);
  }
  const isOne = (input?.payloads?.length ?? 0) === 1 && typeof given === 'object' && given !== null;
  if (!isOne || Array.isArray(given)) faults.push('its input is not one object');
  return faults;
};

const staticTexts: Rule = (history) => {
  const start = of(history, 'WORKFLOW_EXECUTION_STARTED')[0];
  const summary = start === undefined ? undefined : summaryOf(start);
  const details = json.valueOf(start?.userMetadata?.details);
  const faults: string[] = [];
  if (summary === undefined || summary === '') faults.push('it has no static summary');
  else if (bytes(summary) > MAX_SUMMARY_BYTES) faults.push(`its static summary is over ${MAX_SUMMARY_BYTES} bytes`);
  if (typeof details !== 'string' || details === '') faults.push('it has no static details');
  else if (bytes(details) > MAX_DETAILS_BYTES) faults.push(`its static details are over ${MAX_DETAILS_BYTES} bytes`);
  return [
    ...faults,
    ...textFaults(summary ?? '', 'its static summary'),
    ...textFaults(typeof details === 'string' ? details : '', 'its static details'),
  ];
};

const summaries: Rule = ({ events }) => {
  const seen = new Set<string>();
  return events.flatMap((event) => {
    const isTimer = json.typeOf(event) === 'TIMER_STARTED';
    if (!isTimer && stepOf(event) === undefined) return [];
    const what = `event ${event.eventId} (${isTimer ? 'timer' : (stepOf(event) ?? '')})`;
    const summary = summaryOf(event);
    if (summary === undefined || summary === '') return [`${what} has no summary`];
    const faults = textFaults(summary, `the summary of ${what}`);
    if (summary.length > MAX_SUMMARY_CHARACTERS) faults.push(`${what} has a summary of over 120 characters`);
    if (bytes(summary) > MAX_SUMMARY_BYTES) faults.push(`${what} has a summary of over ${MAX_SUMMARY_BYTES} bytes`);
    if (seen.has(summary)) faults.push(`${what} repeats the summary "${summary}"`);
    seen.add(summary);
    return faults;
  });
};

const steps: Rule = ({ events }) =>
  events.flatMap((event) => {
    const step = stepOf(event);
    if (step === undefined) return [];
    const faults = STEPS.includes(step) ? [] : [`event ${event.eventId}: "${step}" is no step of the design`];
    const summary = summaryOf(event) ?? '';
    if (COMPENSATIONS.includes(step) && !/^(Again: )?Undo: /.test(summary)) {
      faults.push(`event ${event.eventId} undoes something, and its summary does not begin with "Undo: "`);
    }
    if (json.typeOf(event) !== 'ACTIVITY_TASK_SCHEDULED') return faults;
    const { retryPolicy, startToCloseTimeout } = json.attributesOf(event) as {
      retryPolicy?: { maximumInterval?: string };
      startToCloseTimeout?: string;
    };
    // The server fills in what is not given, and then waits at most 100 s.
    if (retryPolicy === undefined || retryPolicy.maximumInterval === '100s') {
      faults.push(`event ${event.eventId} has no explicit retry policy`);
    }
    if (json.secondsOf(startToCloseTimeout) === 0) faults.push(`event ${event.eventId} has no start-to-close timeout`);
    return faults;
  });

const messages: Rule = (history) => [
  ...of(history, 'WORKFLOW_EXECUTION_UPDATE_ACCEPTED').flatMap((event) => {
    const { acceptedRequest } = json.attributesOf(event) as { acceptedRequest?: { input?: { name?: string } } };
    const name = acceptedRequest?.input?.name ?? '';
    return UPDATES.includes(name) ? [] : [`event ${event.eventId}: "${name}" is no update of the design`];
  }),
  ...of(history, 'WORKFLOW_EXECUTION_SIGNALED').flatMap((event) => {
    const name = String(json.attributesOf(event)['signalName']);
    return SIGNALS.includes(name) ? [] : [`event ${event.eventId}: "${name}" is no signal of the design`];
  }),
];

const searchAttributes: Rule = ({ events }) => {
  const perTask = new Map<unknown, number>();
  const faults = events.flatMap((event) =>
    Object.entries(json.searchAttributesOf(event)).flatMap(([name, payload]) => {
      const value = json.valueOf(payload);
      const found = [...OURS, ...THEIRS].includes(name) ? [] : [`search attribute ${name} is not one of the design's`];
      const isText = json.textOf(payload.metadata?.['type']) === 'Text';
      if (isText && typeof value === 'string' && /^\s*[[{"]/.test(value)) {
        found.push(`search attribute ${name} is of type Text and holds JSON`);
      }
      if (typeof value === 'string' && value.length > 255)
        found.push(`search attribute ${name} is over 255 characters`);
      return found;
    }),
  );
  for (const event of events.filter((each) => json.typeOf(each) === 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES')) {
    const names = Object.keys(json.searchAttributesOf(event));
    if (names.every((name) => THEIRS.includes(name))) continue;
    const task = json.attributesOf(event)['workflowTaskCompletedEventId'];
    perTask.set(task, (perTask.get(task) ?? 0) + 1);
  }
  const repeated = [...perTask].filter(([, count]) => count > 1);
  return [
    ...faults,
    ...repeated.map(([task, count]) => `workflow task ${String(task)} upserts search attributes ${count} times`),
  ];
};

const atStart: Rule = (history) => {
  if (typeOfRun(history) === RECONCILE) return [];
  const start = of(history, 'WORKFLOW_EXECUTION_STARTED')[0];
  const names = start === undefined ? [] : Object.keys(json.searchAttributesOf(start));
  const isRepair = typeOfRun(history) === REPAIR_MONEY;
  const needed = [SEARCH_ATTRIBUTES.orderId.name, ...(isRepair ? [] : [SEARCH_ATTRIBUTES.reason.name])];
  return needed.filter((name) => !names.includes(name)).map((name) => `it starts without search attribute ${name}`);
};

const privacy: Rule = ({ events }) =>
  events.flatMap((event) => {
    const texts = [
      ...json.payloadsIn(event).map(({ data }) => json.textOf(data)),
      ...json.failuresIn(event).map(({ message }) => message ?? ''),
    ];
    const kinds = new Set(texts.map(personalDataIn).filter((kind) => kind !== undefined));
    return [...kinds].map((kind) => `event ${event.eventId} holds what looks like a person's ${kind}`);
  });

const failures: Rule = ({ events }) =>
  events.flatMap((event) =>
    json.failuresIn(json.attributesOf(event)).flatMap(({ message = '', applicationFailureInfo }) => {
      if (applicationFailureInfo === undefined) return [];
      const { type = '' } = applicationFailureInfo;
      const faults = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(type)
        ? []
        : [`event ${event.eventId}: failure type "${type}" is no stable code`];
      const isSentence = /^\p{Lu}[^\n]* [^\n]*$/u.test(message) && !/^\w*Error\b|\bat .+:\d+:\d+/.test(message);
      if (!isSentence || message.length > 500) faults.push(`event ${event.eventId}: "${message}" is no sentence`);
      return [...faults, ...textFaults(message, `the failure of event ${event.eventId}`)];
    }),
  );

const noise: Rule = ({ events }) =>
  events.flatMap((event) => {
    const isMarker = json.typeOf(event) === 'MARKER_RECORDED' && json.localActivityOf(event) === undefined;
    // A patch tells runs of before a change from those of after it.
    const isPatch = isMarker && json.attributesOf(event)['markerName'] === 'core_patch';
    if (isMarker && !isPatch)
      return [`event ${event.eventId} is a marker of ${String(json.attributesOf(event)['markerName'])}`];
    return json.typeOf(event).startsWith('START_CHILD') ? [`event ${event.eventId} starts a child workflow`] : [];
  });

const ending: Rule = (history) => {
  const { events } = history;
  const last = events.at(-1);
  const type = last === undefined ? '' : json.typeOf(last);
  if (type === 'WORKFLOW_EXECUTION_CANCELED' || type === 'WORKFLOW_EXECUTION_FAILED') return [];
  if (last === undefined || type !== 'WORKFLOW_EXECUTION_COMPLETED') {
    return [`it ends with ${type === '' ? 'nothing' : type}, not completed, cancelled or failed`];
  }
  const { result } = json.attributesOf(last) as { result?: { payloads?: json.JsonPayload[] } };
  const { outcome } = (json.valueOf(result?.payloads?.[0]) ?? {}) as { outcome?: string };
  // A pass of reconciliation is of no cancellation: it is found by its schedule.
  if (typeOfRun(history) === RECONCILE) return outcome === undefined ? ['its result has no outcome'] : [];
  if (!(CANCELLATION_STATES as readonly (string | undefined)[]).includes(outcome)) {
    return [`its result has no outcome: ${String(outcome)}`];
  }
  const told = events.map((event) => json.valueOf(json.searchAttributesOf(event)['Outcome'])).filter(Boolean);
  return told.at(-1) === outcome
    ? []
    : [`search attribute Outcome says ${String(told.at(-1))}, the result ${outcome ?? ''}`];
};

const RULES: readonly Rule[] = [
  identity,
  staticTexts,
  summaries,
  steps,
  messages,
  searchAttributes,
  atStart,
  privacy,
  failures,
  noise,
  ending,
  (history) => webUiWarnings(history),
];

/** What in a history a reader in the Web UI would stumble over, in sentences; nothing when it reads well. */
export function unreadableIn(history: unknown): string[] {
  const readable = json.toJsonHistory(history);
  return RULES.flatMap((rule) => rule(readable));
}

function toBeReadable(history: unknown): jest.CustomMatcherResult {
  const faults = unreadableIn(history);
  const pass = faults.length === 0;
  return {
    pass,
    message: () => (pass ? 'the history reads well' : `the history does not read well:\n${faults.join('\n')}`),
  };
}

expect.extend({ toBeReadable });

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Jest's types are a namespace.
  namespace jest {
    interface Matchers<R> {
      /**
       * Holds when every rule of a readable history does: names, summaries, search
       * attributes, failures, privacy, ending.
       */
      toBeReadable: () => R;
    }
  }
}
