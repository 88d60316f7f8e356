import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { HISTORIES } from '../support/history-file';
import {
  attributesOf,
  type JsonEvent,
  type JsonHistory,
  localActivityOf,
  payloadOf,
  valueOf,
} from '../support/history-json';
import { quietRuntime } from '../support/quiet-runtime';
import '../support/readable-history';
import { workflowBundle } from '../support/temporal-environment';
import expected from './expected-histories.json';

quietRuntime();

const WORKFLOW_ID = 'cancel/shop-1/O-1001/0123456789abcdef';

const read = (name: string) => JSON.parse(readFileSync(path.join(HISTORIES, `${name}.json`), 'utf8')) as JsonHistory;

async function replay(history: JsonHistory): Promise<void> {
  await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, history, WORKFLOW_ID);
}

it('has every history that the manifest names, and no other', () => {
  const found = existsSync(HISTORIES) ? readdirSync(HISTORIES).map((file) => path.basename(file, '.json')) : [];
  expect(found.sort()).toEqual([...expected].sort());
  expect(found.length).toBeGreaterThan(0);
});

describe.each(expected)('the history "%s"', (name) => {
  it('replays', async () => {
    await expect(replay(read(name))).resolves.toBeUndefined();
  });

  it('reads well', () => {
    expect(read(name)).toBeReadable();
  });

  it('names no machine', () => {
    const text = JSON.stringify(read(name));
    expect(text).not.toMatch(/"identity"|"lastWorkerIdentity"|\d+@[\w-]+/);
  });
});

describe('a history that another code wrote', () => {
  const tampered = (change: (events: JsonEvent[]) => void): JsonHistory => {
    const history = read('decided-in-time');
    change(history.events);
    return history;
  };
  const rename = (event: JsonEvent, step: string): void => {
    const { details } = attributesOf(event) as { details: { data: { payloads: unknown[] } } };
    const data = valueOf(details.data.payloads[0] as never) as object;
    details.data.payloads[0] = payloadOf({ ...data, activity_type: step });
  };
  const localOf = (events: JsonEvent[], step: string): JsonEvent => {
    const found = events.find((event) => localActivityOf(event) === step);
    if (found === undefined) throw new Error(`no local activity ${step}`);
    return found;
  };

  it('does not replay when two local steps have changed places', async () => {
    const swapped = tampered((events) => {
      const [close, prove] = [localOf(events, 'close'), localOf(events, 'prove')];
      rename(close, 'prove');
      rename(prove, 'close');
    });
    await expect(replay(swapped)).rejects.toThrow(DeterminismViolationError);
  });

  it('does not replay when an outside call has another name', async () => {
    const renamed = tampered((events) => {
      const sent = events.filter(({ eventType }) => eventType === 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED');
      for (const event of sent) attributesOf(event)['activityType'] = { name: 'queryLeg' };
    });
    await expect(replay(renamed)).rejects.toThrow(DeterminismViolationError);
  });
});
