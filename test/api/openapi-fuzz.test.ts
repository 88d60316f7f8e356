import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describeApi } from '../../src/api/openapi/describe-api';
import { PROBLEM_STATUS } from '../../src/api/problem/problem-codes';
import { makePrincipals, MISSING } from './access/principals';
import { type Ask, asksOf } from './fuzz/asks';
import { type Description, type Operation, operationsOf } from './fuzz/description';
import { orderBody } from './order-body';
import { standInRuns } from './stand-in-runs';
import { SHOP, startApi, type TestApi } from './start-api';

/** So many at once, so many times, for each operation. */
const BATCH = 10;
const BATCHES = 10;
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);

const PAGES = join(__dirname, '../../docs/errors');
const DATA_KEYS = `d1:${Buffer.alloc(32, 9).toString('base64')}`;
const SLOW_MS = 15_000;

const runs = standInRuns();
const bearers = new Map<string, string>();
let api: TestApi;
let description: Description;
let operations: readonly Operation[];
let known: Readonly<Record<string, readonly string[]>>;
let seeds: Readonly<Record<string, object>>;

beforeAll(async () => {
  const nothing = { start: () => undefined, stop: () => Promise.resolve() };
  api = await startApi({
    env: { RESCIND_RATE_LIMITS: 'off', RESCIND_DATA_KEYS: DATA_KEYS },
    over: () => ({
      temporal: (identity, patience) => runs.door(api.db)(identity, patience),
      // The addresses that are made up here may be somebody's.
      webhookDispatcher: nothing,
      readiness: [],
    }),
  });
  // Requests are made up for longer than a server waits with its connections.
  api.app.getHttpServer().keepAliveTimeout = 0;
  description = JSON.parse(JSON.stringify(await describeApi())) as Description;
  operations = operationsOf(description);
  const [a] = (await makePrincipals(api)).map(({ own }) => own);
  const service = api.as('service');
  const open = ['open_1', 'open_2', 'open_3'];
  for (const orderId of open) await service.put(`/v1/orders/${orderId}`).send(orderBody()).expect(200);
  known = Object.fromEntries(
    Object.entries(MISSING).map(([name, missing]) => [name, [a?.[name as keyof typeof a] ?? '', missing]]),
  );
  known = { ...known, orderId: [...(known['orderId'] ?? []), ...open], lineId: ['a', 'b'], channel: ['sandbox'] };
  for (const role of ['service', 'merchant', 'support', 'auditor'] as const) bearers.set(role, api.keyOf(role));
  known = { ...known, shop: [SHOP], currency: ['EUR'] };
  seeds = {
    putOrder: orderBody(),
    quoteCancellation: { reason: 'CHANGED_MIND' },
    requestCancellation: { reason: 'CHANGED_MIND' },
    decideCancellation: { merchantId: a?.merchantId, outcome: 'APPROVED' },
    putBalance: { kind: 'STORE_CREDIT', currency: 'EUR', movements: [] },
    createWebhookEndpoint: { url: 'https://hooks.example.com/fuzz' },
  };
  bearers.set('customer', await customerOf(a?.orderId ?? ''));
});
afterAll(() => api.stop());

async function customerOf(orderId: string): Promise<string> {
  const link = await api.as('service').post(`/v1/orders/${orderId}/links`).send({}).expect(201);
  const { token } = link.body as { token: string };
  const exchanged = await api.anonymous.post('/v1/links/exchange').send({ token }).expect(200);
  return (exchanged.body as { token: string }).token;
}

interface Told {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

async function send({ who, method, path, headers, body }: Ask, { isStream }: Operation): Promise<Told> {
  const bearer = bearers.get(who);
  const aborting = new AbortController();
  const slow = setTimeout(() => {
    aborting.abort();
  }, SLOW_MS);
  try {
    const response = await fetch(api.url + path, {
      ...{ method, redirect: 'manual', signal: aborting.signal },
      headers: { ...headers, ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) },
      ...(body === undefined ? {} : { body }),
    });
    const type = response.headers.get('content-type') ?? '';
    const isEndless = isStream && response.ok;
    const text = isEndless ? '' : await response.text();
    if (isEndless) aborting.abort();
    return { status: response.status, type, text };
  } catch (cause) {
    return { status: 0, type: '', text: String(cause instanceof Error ? cause.cause : cause) };
  } finally {
    clearTimeout(slow);
  }
}

/** What is wrong with an answer, in a word; undefined where nothing is. */
function faultOf({ status, type, text }: Told, { statuses }: Operation): string | undefined {
  if (!statuses.includes(status)) return 'an undocumented status';
  if (status >= 500) return 'a fault of ours';
  if (status < 400) return undefined;
  if (!type.startsWith('application/problem+json')) return 'no problem+json';
  const { code, status: told } = JSON.parse(text) as { code: keyof typeof PROBLEM_STATUS; status: number };
  if (PROBLEM_STATUS[code] !== status || told !== status) return 'another status than its code has';
  return existsSync(join(PAGES, `${code}.md`)) ? undefined : 'a code without a page';
}

/** Shown where something is wrong: enough to make the request again. */
function shown({ body, ...ask }: Ask, told: Told): string {
  const sent = body === undefined ? '' : body.toString().slice(0, 2_000);
  return JSON.stringify({ ask, sent, told: told.text.slice(0, 500) });
}

it('holds out against random requests to every operation: no fault, no undocumented status, every problem explained', async () => {
  const counts = new Map<string, number>();
  const faults = new Map<string, string>();
  let sent = 0;
  for (const operation of operations) {
    const asks = asksOf(operation, {
      description,
      known,
      seeds,
      who: ['service', 'service', ...bearers.keys(), 'nobody'],
    });
    const batch = fc.array(asks, { minLength: BATCH, maxLength: BATCH });
    for (const some of fc.sample(batch, { numRuns: BATCHES, seed: SEED })) {
      const told = await Promise.all(some.map((ask) => send(ask, operation).then((one) => [ask, one] as const)));
      for (const [ask, one] of told) {
        const fault = faultOf(one, operation);
        // One of each kind is enough to read.
        if (fault !== undefined) faults.set(`${operation.operationId} ${one.status} ${fault}`, shown(ask, one));
        counts.set(operation.operationId, (counts.get(operation.operationId) ?? 0) + Number(one.status < 300));
        sent += 1;
      }
    }
  }
  expect(Object.fromEntries(faults)).toEqual({});
  expect(operations.length).toBeGreaterThan(40);
  expect(sent).toBe(operations.length * BATCH * BATCHES);
  // It is no use to be refused at the door alone.
  const succeeded = [...counts].filter(([, count]) => count > 0).map(([name]) => name);
  expect(succeeded).toEqual(expect.arrayContaining(Object.keys(seeds)));
  expect(succeeded.length).toBeGreaterThan(operations.length * 0.7);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
}, 180_000);
