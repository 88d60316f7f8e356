import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { fetchHistory, type RunHistory } from '../../src/client/fetch-history';
import { LEFT_OUT, type CaseFile } from '../../src/cli/case/case-file';
import type { CancellationsDoor } from '../../src/cli/cancellations-door';
import { refused } from '../../src/domain/refusals';
import openapi from '../../docs/openapi.json';
import { HISTORIES } from '../support/history-file';
import { attributesOf, type JsonEvent, type JsonHistory } from '../support/history-json';
import { testNamespace, workflowBundle } from '../support/temporal-environment';
import { connectTemporal } from '../../temporal-config/connection';
import { temporaryFolder } from '../support/temporary-folder';
import { waitFor } from '../support/wait-for';
import { runCommand } from './run-command';

let mockBundle: { codePath: string };
jest.mock('../../src/worker/workflow-bundle', () => ({ workflowSource: () => ({ workflowBundle: mockBundle }) }));
// The command loads it by the name that it has when it is compiled.
jest.mock('../../src/worker/replay-history.js', () => jest.requireActual<object>('../../src/worker/replay-history'), {
  virtual: true,
});
beforeAll(async () => {
  mockBundle = await workflowBundle();
});

const ID = 'O-1001.0123456789abcdef';
const WORKFLOW_ID = 'cancel/shop-1/O-1001/0123456789abcdef';

const recorded = () =>
  JSON.parse(readFileSync(join(HISTORIES, 'engine-happy-path.json'), 'utf8')) as JsonHistory & RunHistory['history'];

const HEARD = 'heard from a person';
const VIEW = {
  cancellationId: ID,
  state: 'REJECTED',
  parts: [{ merchantId: 'm1', rejectionReason: 'OTHER', message: HEARD, rulingNote: HEARD }],
  offer: { offerId: 'of1', note: HEARD },
  escalation: { escalates: 'e1', reason: HEARD, reopeningReason: HEARD },
  evidence: [{ evidenceId: 'ev1', note: HEARD }],
  feedback: { rating: 2, comment: HEARD },
  units: [{ sku: 's1', title: HEARD }],
  reason: 'CHANGED_MIND',
  workflowUrl: `http://${HEARD}`,
};

const door = (over: Partial<CancellationsDoor> = {}): Partial<CancellationsDoor> => ({
  get: () => Promise.resolve(VIEW as never),
  timeline: () => Promise.resolve([]),
  history: () => Promise.resolve({ workflowId: WORKFLOW_ID, history: recorded() }),
  ...over,
});

/** Exports a case whose history was changed, and replays it. */
async function replayed(change: (events: JsonEvent[]) => void, args: readonly string[] = []) {
  using folder = temporaryFolder();
  const file = join(folder.path, 'case.json');
  const history = recorded();
  change(history.events);
  const run = { workflowId: WORKFLOW_ID, history };
  await runCommand(['case', 'export', ID, '--out', file], door({ history: () => Promise.resolve(run) }));
  return await runCommand(['case', 'replay', file, ...args]);
}

test('export is one document with view, timeline and history, and nothing that a person wrote', async () => {
  const ran = await runCommand(['case', 'export', ID], door());
  expect(ran).toMatchObject({ exitCode: 0, hints: [{ orderId: 'O-1001' }], closed: 1 });
  const found = JSON.parse(ran.out) as CaseFile;
  expect(Object.keys(found)).toEqual([
    ...['version', 'cancellationId', 'workflowId', 'exportedAt', 'view', 'timeline', 'history'],
  ]);
  expect(found).toMatchObject({ version: 1, cancellationId: ID, workflowId: WORKFLOW_ID, history: recorded() });
  expect(found.view).toMatchObject({ reason: 'CHANGED_MIND', parts: [{ rejectionReason: 'OTHER' }] });
  expect(ran.out).not.toContain(HEARD);
});

/** Ids, codes, times, and our own sentences, which are made of them. */
const NO_FREE_TEXT =
  /(Id|At|By|Until|Time|Ref)$|(^|\.)(reason|currency|deadline|channel|denial|kind|reference|sha256|sku|cause|since|step|by|at|escalates|text|headline|details)$/;

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The paths of all texts that are no codes of a list. */
function textsOf(schema: Schema, at = ''): string[] {
  const schemas = openapi.components.schemas as unknown as Readonly<Record<string, Schema>>;
  const { $ref, items, allOf = [], anyOf = [], properties = {} } = schema;
  const named = schemas[$ref?.split('/').at(-1) ?? ''];
  return [
    ...(schema.type === 'string' && schema.enum === undefined ? [at] : []),
    ...[...allOf, ...anyOf, ...(items === undefined ? [] : [items]), ...(named === undefined ? [] : [named])].flatMap(
      (inner) => textsOf(inner, at),
    ),
    ...Object.entries(properties).flatMap(([name, inner]) => textsOf(inner, at === '' ? name : `${at}.${name}`)),
  ];
}

test('every text that the API gives with a cancellation is left out, or known to be no free text', () => {
  const texts = [...new Set(textsOf(openapi.components.schemas.Cancellation as unknown as Schema))];
  const free = texts.filter((path) => path === 'escalation.reason' || !NO_FREE_TEXT.test(path));
  expect(free.sort()).toEqual([...LEFT_OUT].sort());
});

test('export refuses what is not there, and what Temporal has forgotten', async () => {
  const none = await runCommand(
    ['case', 'export', ID],
    door({ get: () => Promise.resolve(refused('CANCELLATION_NOT_FOUND')) }),
  );
  expect(none).toMatchObject({ exitCode: 1, closed: 1 });
  expect(none.out).toContain('Refused (CANCELLATION_NOT_FOUND)');
  const old = await runCommand(['case', 'export', ID], door({ history: () => Promise.resolve(undefined) }));
  expect(old).toMatchObject({ exitCode: 1, out: '', closed: 1 });
  expect(old.err).toContain('Temporal keeps no history');
});

test('a recorded history replays', async () => {
  expect(await replayed(() => undefined)).toMatchObject({ exitCode: 0, out: 'replays', err: '', hints: [] });
});

test('a history whose outside call has another name differs at that event', async () => {
  const rename = (events: JsonEvent[]) => {
    for (const event of events) {
      if (event.eventType === 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED') attributesOf(event)['activityType'] = { name: 'x' };
    }
  };
  const ran = await replayed(rename);
  expect(ran).toMatchObject({ exitCode: 1, err: '' });
  expect(ran.out).toBe(
    "Differs at event 16 (ACTIVITY_TASK_SCHEDULED): Activity type of scheduled event 'x' does not match activity type of activity command 'interceptParcel'",
  );
  const { out } = await replayed(rename, ['--json']);
  expect(JSON.parse(out)).toEqual({ outcome: 'differs', difference: ran.out });
});

test('a history of another workflow can not be replayed: exit code 2', async () => {
  const ran = await replayed(([started]) => {
    if (started !== undefined) attributesOf(started)['workflowType'] = { name: 'other' };
  });
  expect(ran).toMatchObject({ exitCode: 2, out: '' });
  expect(ran.err).toContain("can't be replayed");
});

test.each<[string, (events: JsonEvent[]) => void, RegExp]>([
  ['lacks its beginning', (events) => void events.splice(0, 4), /not whole at event 1$/],
  ['has a hole', (events) => void events.splice(5, 1), /not whole at event 6$/],
  ['has an event that nobody knows', ([first]) => void Object.assign(first ?? {}, { eventType: 'X' }), /at event 1$/],
  ['has no events', (events) => void events.splice(0), /no case of version 1/],
])('a case that %s is told before it is replayed', async (_what, change, message) => {
  const ran = await replayed(change);
  expect(ran).toMatchObject({ exitCode: 2, out: '' });
  expect(ran.err).toMatch(message);
});

test('what is no case is wrong usage', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'no-case.json');
  writeFileSync(file, '{"version":2}');
  for (const [path, message] of [
    [file, /no case of version 1/],
    [`${file}.not`, /ENOENT/],
  ] as const) {
    const ran = await runCommand(['case', 'replay', path]);
    expect(ran.exitCode).toBe(2);
    expect(ran.err).toMatch(message);
  }
});

test('of several runs of one cancellation, the first one is exported; of none, nothing', async () => {
  const { address, namespace } = await testNamespace();
  const connection = await connectTemporal({ address, namespace });
  try {
    const client = new Client({ connection, namespace });
    const which = { shopId: 'shop-1', cancellationId: ID, timeoutMs: 10_000 };
    expect(await fetchHistory(client, which)).toBeUndefined();
    for (const memo of [{ n: 1 }, { n: 2 }]) {
      const handle = await client.workflow.start('cancelOrder', { workflowId: WORKFLOW_ID, taskQueue: 'none', memo });
      await handle.terminate();
    }
    await waitFor('both runs to be listed', async () =>
      (await client.workflow.count(`WorkflowId = '${WORKFLOW_ID}'`)).count === 2 ? true : undefined,
    );
    const found = await fetchHistory(client, which);
    expect(found?.workflowId).toBe(WORKFLOW_ID);
    const text = JSON.stringify(found?.history);
    expect(text).toContain(Buffer.from('1').toString('base64'));
    expect(text).not.toContain('"identity"');
    expect(JSON.stringify(found?.history.events[0])).not.toContain(`"${Buffer.from('2').toString('base64')}"`);
  } finally {
    await connection.close();
  }
});
