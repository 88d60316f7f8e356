import { readFileSync } from 'node:fs';
import path from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { HISTORIES } from '../support/history-file';
import {
  attributesOf,
  type JsonEvent,
  type JsonHistory,
  localActivityOf,
  payloadOf,
  textOf,
  typeOf,
} from '../support/history-json';
import { personalDataIn } from '../support/personal-data';
import { unreadableIn } from '../support/readable-history';

const read = (name: string) => JSON.parse(readFileSync(path.join(HISTORIES, `${name}.json`), 'utf8')) as JsonHistory;

type Attributes = Record<string, unknown>;
type Plant = (attributes: Attributes, event: JsonEvent) => void;

/** A readable history with one thing changed in its first event of a kind: a type, or the name of a local step. */
function planted(kind: string, plant: Plant, name = 'decided-in-time'): JsonHistory {
  const history = read(name);
  const event = history.events.find((each) => typeOf(each) === kind || localActivityOf(each) === kind);
  if (event === undefined) throw new Error(`no ${kind} in ${name}`);
  plant(attributesOf(event), event);
  return history;
}

const START = 'WORKFLOW_EXECUTION_STARTED';
const ACTIVITY = 'ACTIVITY_TASK_SCHEDULED';
const UPSERT = 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES';
const END = 'WORKFLOW_EXECUTION_COMPLETED';

const summary =
  (text: string): Plant =>
  (_, event) => {
    event.userMetadata = { ...event.userMetadata, summary: payloadOf(text) };
  };
const fields = (attributes: Attributes) =>
  (attributes['searchAttributes'] as { indexedFields: Record<string, unknown> }).indexedFields;
const failure = (message: string, type: string) => ({ message, applicationFailureInfo: { type } });

/** What is wrong, in which event, how it is planted, and what is said of it. */
const VIOLATIONS: [string, string, Plant, RegExp][] = [
  ['another type', START, (at) => (at['workflowType'] = { name: 'cancel' }), /its type is cancel/],
  ['another id', START, (at) => (at['workflowId'] = 'order/1'), /its id is order\/1/],
  ['two inputs', START, (at) => (at['input'] = { payloads: [payloadOf({}), payloadOf({})] }), /not one object/],
  ['a bare input', START, (at) => (at['input'] = { payloads: [payloadOf('O-1')] }), /not one object/],
  ['no static summary', START, (_, event) => delete event.userMetadata?.summary, /no static summary/],
  ['a long static summary', START, summary('消'.repeat(67)), /static summary is over 200 bytes/],
  ['no static details', START, (_, event) => delete event.userMetadata?.details, /no static details/],
  [
    'long static details',
    START,
    (_, event) => (event.userMetadata = { ...event.userMetadata, details: payloadOf('x'.repeat(2_001)) }),
    /static details are over/,
  ],
  ['a timer without summary', 'TIMER_STARTED', (_, event) => delete event.userMetadata, /\(timer\) has no summary/],
  ['an activity without summary', ACTIVITY, (_, event) => delete event.userMetadata, /\(submitLeg\) has no summary/],
  ['a local step without summary', 'accept', (_, event) => delete event.userMetadata, /\(accept\) has no summary/],
  ['a summary of 121 characters', ACTIVITY, summary('x'.repeat(121)), /over 120 characters/],
  ['a summary of over 200 bytes', ACTIVITY, summary('消'.repeat(67)), /summary of over 200 bytes/],
  ['two dollar signs', ACTIVITY, summary('Refund $80 and $20'), /two dollar signs/],
  ['a tag', ACTIVITY, summary('Refund <a>'), /raw "<"/],
  ['an unknown step', ACTIVITY, (at) => (at['activityType'] = { name: 'sendMail' }), /"sendMail" is no step/],
  ['no retry policy', ACTIVITY, (at) => delete at['retryPolicy'], /no explicit retry policy/],
  ["the server's retry policy", ACTIVITY, (at) => (at['retryPolicy'] = { maximumInterval: '100s' }), /no explicit/],
  ['no start-to-close', ACTIVITY, (at) => delete at['startToCloseTimeout'], /no start-to-close timeout/],
  [
    'an unknown update',
    'WORKFLOW_EXECUTION_UPDATE_ACCEPTED',
    (at) => (at['acceptedRequest'] = { input: { name: 'poke' } }),
    /"poke" is no update/,
  ],
  ['a foreign search attribute', UPSERT, (at) => (fields(at)['Customer'] = payloadOf('x')), /Customer is not one/],
  ['JSON in a text', UPSERT, (at) => (fields(at)['Stage'] = payloadOf('{"a":1}', { type: 'Text' })), /holds JSON/],
  ['a long keyword', UPSERT, (at) => (fields(at)['Stage'] = payloadOf('x'.repeat(256))), /over 255 characters/],
  ['no order id at the start', START, (at) => delete fields(at)['OrderId'], /starts without search attribute OrderId/],
  ['an e-mail address', 'accept', (_, event) => (event['note'] = payloadOf('to a@example.org')), /person's e-mail/],
  [
    'a stack for a message',
    ACTIVITY,
    (at) => (at['failure'] = failure('TypeError: x is undefined', 'BROKEN')),
    /is no sentence/,
  ],
  ['a code of no form', ACTIVITY, (at) => (at['failure'] = failure('The shop is away', 'Error')), /no stable code/],
  ['another marker', 'MARKER_RECORDED', (at) => (at['markerName'] = 'core_version'), /marker of core_version/],
  ['no outcome', END, (at) => (at['result'] = { payloads: [payloadOf({})] }), /has no outcome/],
  [
    'an outcome that is told otherwise',
    END,
    (at) => (at['result'] = { payloads: [payloadOf({ outcome: 'REJECTED' })] }),
    /Outcome says SETTLED/,
  ],
  ['an execution timeout', START, (at) => (at['workflowExecutionTimeout'] = '3600s'), /common error 1\)/],
  ['a retry policy of the workflow', START, (at) => (at['retryPolicy'] = { maximumAttempts: 3 }), /common error 10\)/],
  ['a memo key', START, (at) => (at['memo'] = { fields: { api_key: payloadOf('') } }), /common error 35\)/],
  ['one attempt', ACTIVITY, (at) => (at['retryPolicy'] = { maximumAttempts: 1 }), /common error 14\)/],
  ['a long heartbeat', ACTIVITY, (at) => (at['heartbeatTimeout'] = '40s'), /common error 22\)/],
  ['schedule-to-start', ACTIVITY, (at) => (at['scheduleToStartTimeout'] = '60s'), /common error 20\)/],
];

it('a history as it is recorded, or fetched, reads well', () => {
  expect(unreadableIn(read('decided-in-time'))).toEqual([]);
  expect(unreadableIn(historyFromJSON(read('decided-in-time')))).toEqual([]);
});

it.each(VIOLATIONS)('a history with %s does not', (...[, kind, plant, expected]) => {
  expect(unreadableIn(planted(kind, plant)).join('\n')).toMatch(expected);
});

it('a history that repeats a summary does not', () => {
  const twice = planted('close', summary('Prove closure of order O-1001: money, stock, parcel, shop agree'));
  expect(unreadableIn(twice).join('\n')).toMatch(/repeats the summary "Prove closure/);
});

it('a history with two upserts in one task does not', () => {
  const history = read('decided-in-time');
  const last = history.events.findLast((event) => typeOf(event) === UPSERT);
  history.events.splice(-1, 0, ...(last === undefined ? [] : [structuredClone(last)]));
  expect(unreadableIn(history).join('\n')).toMatch(/upserts search attributes 2 times/);
});

it('a history whose compensation is not named as one does not', () => {
  const unnamed = planted('end', summary('Give the units back'), 'withdrawn');
  expect(unreadableIn(unnamed).join('\n')).toMatch(/does not begin with "Undo: "/);
});

it('a history that was terminated, or has not ended, does not', () => {
  const history = read('decided-in-time');
  history.events.pop();
  expect(unreadableIn(history).join('\n')).toMatch(/it ends with UPSERT_WORKFLOW_SEARCH_ATTRIBUTES, not completed/);
  expect(unreadableIn({ events: [] }).join('\n')).toMatch(/it ends with nothing/);
});

it.each([
  ['write to a.b@example.org', 'e-mail'],
  ['call +49 151 2345 6789', 'phone'],
  ['call (415) 555-2671', 'phone'],
  ['card 4111 1111 1111 1111', 'card number'],
  ['card 378282246310005', 'card number'],
  ['order 4111111111111112', undefined],
  ['hash 4111111111111111aa', undefined],
  ['until 2026-03-02T15:30:00.000Z', undefined],
  ['at 1772442000000', undefined],
  ['USD 100.00 via sandbox (tender t-1)', undefined],
])('personal data in "%s": %s', (text, kind) => {
  expect(personalDataIn(text)).toBe(kind);
});

it('shows readable text in the recorded summaries', () => {
  const [start] = read('decided-in-time').events;
  expect(textOf(start?.userMetadata?.summary?.data)).toContain('Cancel order O-1001');
});
