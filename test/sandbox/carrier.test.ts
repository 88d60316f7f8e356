import { waitUntil } from '../../src/local/wait-until';
import { startCarrierSandbox } from '../../src/sandbox/carrier';
import type { Sandbox } from '../../src/sandbox/service/sandbox';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database';
import { codeOf, talkTo } from './talk-to';
import { whileLocked } from './while-locked';

let database: TestDatabase;
let sandbox: Sandbox;
let talk: ReturnType<typeof talkTo>;

beforeAll(async () => {
  database = await createEmptyDatabase();
  sandbox = await startCarrierSandbox({ databaseUrl: database.url });
  talk = talkTo(sandbox.url);
}, 60_000);

afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

const stop = (trackingRef: string, key = `stop-${trackingRef}`) => talk.post('/interceptions', { trackingRef }, key);
const outcomeOf = async (key: string) => (await talk.get(`/interceptions?key=${key}`)).body['outcome'];

test.each([
  ['LABELED', 'stopped'],
  ['IN_TRANSIT', 'already_out'],
  ['DELIVERED', 'delivered'],
])('a parcel that is %s is %s', async (state, outcome) => {
  await talk.post('/parcels', { trackingRef: state, state });
  expect(await stop(state)).toMatchObject({ status: 200, body: { trackingRef: state, outcome } });
  expect(await outcomeOf(`stop-${state}`)).toBe(outcome);
});

test('what was said about a parcel is said again, under the same key and under another', async () => {
  await talk.post('/parcels', { trackingRef: 'said', state: 'LABELED' });
  const first = await stop('said');
  const moved = await talk.post('/parcels', { trackingRef: 'said', state: 'IN_TRANSIT' });
  expect(moved.body).toEqual({ stored: 0, kept: 1 });
  expect((await stop('said')).body).toEqual(first.body);
  expect((await stop('said', 'another')).body).toMatchObject({ outcome: 'stopped' });
});

test('callers at the same time make one interception', async () => {
  await talk.post('/parcels', { trackingRef: 'crowd', state: 'LABELED' });
  const lock = `SELECT FROM carrier.parcels WHERE tracking_ref = 'crowd' FOR UPDATE`;
  const answers = await whileLocked({ databaseUrl: database.url, lock, waiting: 8 }, () =>
    Promise.all(Array.from({ length: 20 }, () => stop('crowd'))),
  );
  expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
});

test('a parcel that is looked for is unknown at first and known later', async () => {
  await talk.post('/parcels', { trackingRef: 'sought', state: 'IN_TRANSIT', search: { ms: 400, found: 'stopped' } });
  const first = await stop('sought');
  expect(first.body).toMatchObject({ outcome: 'unknown' });
  expect(first.body['retryAfterMs']).toBeLessThanOrEqual(400);
  const found = await waitUntil('the parcel', { withinMs: 20_000, everyMs: 20 }, async () => {
    const outcome = await outcomeOf('stop-sought');
    return outcome === 'unknown' ? undefined : outcome;
  });
  expect(found).toBe('stopped');
});

test('a carrier told to refuse says that the parcel is out', async () => {
  await talk.post('/parcels', { trackingRef: 'refused', state: 'LABELED' });
  await talk.fault({ operation: 'intercept', kind: 'refuse', match: { trackingRef: 'refused' } });
  expect((await stop('refused')).body).toMatchObject({ outcome: 'already_out' });
  await talk.noFaults();
  expect((await stop('refused', 'later')).body).toMatchObject({ outcome: 'already_out' });
});

test('unknown parcels, unknown keys and reused keys are refused', async () => {
  expect(codeOf(await stop('nowhere'))).toBe('parcel_unknown');
  expect(codeOf(await talk.get('/interceptions?key=never'))).toBe('interception_unknown');
  await talk.post('/parcels/batch', {
    parcels: [
      { trackingRef: 'one', state: 'LABELED' },
      { trackingRef: 'two', state: 'LABELED' },
    ],
  });
  await stop('one', 'key');
  expect(codeOf(await stop('two', 'key'))).toBe('idempotency_key_reused');
  expect(codeOf(await talk.post('/interceptions', { trackingRef: 'one' }))).toBe('idempotency_key_required');
});

test('the books hold every parcel with its outcome', async () => {
  await talk.post('/parcels', { trackingRef: 'zz-unasked', state: 'LABELED' });
  const { body } = await talk.get('/books');
  const parcels = body['parcels'] as { trackingRef: string }[];
  expect(parcels.find(({ trackingRef }) => trackingRef === 'said')).toEqual({
    trackingRef: 'said',
    state: 'LABELED',
    outcome: 'stopped',
    interceptions: 2,
  });
  expect(parcels.at(-1)).toMatchObject({ trackingRef: 'zz-unasked', outcome: null, interceptions: 0 });
  expect(body['totals']).toMatchObject({ parcels: parcels.length, lookedFor: 0 });
});
