import { createHttpCarrier } from '../../src/adapters/carrier/http-carrier';
import type { Carrier, InterceptionRequest } from '../../src/ports/carrier';
import { startCarrierSandbox } from '../../src/sandbox/carrier';
import type { Sandbox } from '../../src/sandbox/service/sandbox';
import { talkTo } from '../sandbox/talk-to';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database';
import { nobody, peerThatAnswers, saying } from './peer-that-answers';

let database: TestDatabase;
let sandbox: Sandbox;
let talk: ReturnType<typeof talkTo>;
let carrier: Carrier;
let impatient: Carrier;
let nth = 0;

beforeAll(async () => {
  database = await createEmptyDatabase();
  sandbox = await startCarrierSandbox({ databaseUrl: database.url });
  talk = talkTo(sandbox.url);
  carrier = createHttpCarrier({ baseUrl: sandbox.url });
  impatient = createHttpCarrier({ baseUrl: sandbox.url, timeoutMs: 300 });
}, 60_000);

afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

afterEach(() => talk.noFaults());

async function parcel(given: Record<string, unknown> = {}): Promise<InterceptionRequest> {
  const trackingRef = `track ${(nth += 1)}`;
  await talk.post('/parcels', { trackingRef, state: 'LABELED', ...given });
  return { shopId: 'shop', shipmentId: 'shipment', trackingRef, idempotencyKey: `key&${nth}` };
}

test.each([
  [{ state: 'LABELED' }, { outcome: 'STOPPED' }],
  [{ state: 'IN_TRANSIT' }, { outcome: 'ALREADY_OUT' }],
  [{ state: 'DELIVERED' }, { outcome: 'DELIVERED' }],
])('a parcel %j is %j, by answer and by query', async (given, expected) => {
  const request = await parcel(given);
  const answer = await carrier.intercept(request);
  expect(answer).toMatchObject({ ...expected, carrierRef: expect.stringMatching(/^ic_/) as string });
  expect(await carrier.queryInterception(request)).toEqual(answer);
});

test('a parcel that is looked for is UNKNOWN, with the time to ask again', async () => {
  const answer = await carrier.intercept(await parcel({ search: { ms: 60_000, found: 'stopped' } }));
  expect(answer.outcome).toBe('UNKNOWN');
  expect(answer.retryAfterMs).toBeGreaterThan(50_000);
});

test.each([
  ['timeout_before', 'UNKNOWN'],
  ['lost_answer', 'STOPPED'],
  ['garbage', 'STOPPED'],
  ['server_error', 'UNKNOWN'],
  ['rate_limit', 'UNKNOWN'],
])('a carrier that does %s is UNKNOWN, then %s when asked', async (kind, found) => {
  const request = await parcel();
  await talk.fault({ operation: 'intercept', kind, times: 1 });
  const asking = kind === 'timeout_before' ? impatient : carrier;
  expect((await asking.intercept(request)).outcome).toBe('UNKNOWN');
  expect((await carrier.queryInterception(request)).outcome).toBe(found);
  expect((await carrier.intercept(request)).outcome).toBe('STOPPED');
});

test('a carrier that refuses has let the parcel go', async () => {
  await talk.fault({ operation: 'intercept', kind: 'refuse' });
  expect((await carrier.intercept(await parcel())).outcome).toBe('ALREADY_OUT');
});

test('a parcel that the carrier does not know, and an answer about another parcel, are UNKNOWN', async () => {
  const request = await parcel();
  expect(await carrier.intercept({ ...request, trackingRef: 'nowhere' })).toEqual({ outcome: 'UNKNOWN' });
  await using peer = await peerThatAnswers(saying(200, { id: 'ic_1', trackingRef: 'another', outcome: 'stopped' }));
  expect(await createHttpCarrier({ baseUrl: peer.baseUrl }).intercept(request)).toEqual({ outcome: 'UNKNOWN' });
  expect(await createHttpCarrier({ baseUrl: await nobody() }).intercept(request)).toEqual({ outcome: 'UNKNOWN' });
});

test('a rate limit comes with its time', async () => {
  await talk.fault({ operation: 'intercept', kind: 'rate_limit', retryAfterMs: 900 });
  expect(await carrier.intercept(await parcel())).toEqual({ outcome: 'UNKNOWN', retryAfterMs: 900 });
});

test('a key used for another parcel, and refused credentials, are faults', async () => {
  const [first, second] = [await parcel(), await parcel()];
  await carrier.intercept(first);
  const mixedUp = carrier.intercept({ ...second, idempotencyKey: first.idempotencyKey });
  await expect(mixedUp).rejects.toThrow('PEER_REFUSED_REQUEST');
  await using peer = await peerThatAnswers(saying(401, {}));
  await expect(createHttpCarrier({ baseUrl: peer.baseUrl }).intercept(first)).rejects.toThrow('CREDENTIALS');
});
