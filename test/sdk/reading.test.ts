import { sql } from 'kysely';
import { createHttpClient, type ChangeEvent } from '../../src/sdk/http-client';
import { RescindHttpError } from '../../src/sdk/rescind-http-error';
import { serverSentEvents } from '../../src/sdk/server-sent-events';
import type { PutOrderRequest } from '../../src/sdk/generated/api-types';
import { orderBody } from '../api/order-body';
import { standInRuns } from '../api/stand-in-runs';
import { SHOP, startApi, type TestApi } from '../api/start-api';
import { waitFor } from '../support/wait-for';

const runs = standInRuns();
let api: TestApi;
beforeAll(async () => {
  api = await startApi({
    over: () => ({
      temporal: (identity, patience) => runs.door(api.db)(identity, patience),
      eventTimes: { everyMs: 20, oldestMs: 150 },
    }),
  });
});
afterAll(() => api.stop());

const open = (role: 'service' | 'support' = 'service') => createHttpClient({ url: api.url, key: api.keyOf(role) });

async function request(orderId: string): Promise<string> {
  const { orders, cancellations } = open();
  await orders.put(orderId, orderBody() as unknown as PutOrderRequest);
  return (await cancellations.request(orderId, { reason: 'CHANGED_MIND' })).cancellationId;
}

it('reads merchants, policies, levers and counts, and lists by more than one state', async () => {
  const cancellationId = await request('o_1');
  const { merchants, policies, cancellations, drift } = open('support');
  const ids: string[] = [];
  for await (const { merchantId } of merchants.list({ limit: 1 })) ids.push(merchantId);
  expect(ids).toEqual(['m_1', 'm_2']);
  expect((await merchants.get('m_1')).versions).toHaveLength(1);
  expect((await policies.get('m_1', { shop: SHOP, currency: 'EUR' })).sentences.length).toBeGreaterThan(5);
  expect((await cancellations.levers(cancellationId)).map(({ kind }) => kind)).toContain('extendDeadline');
  expect(await drift.counts()).toMatchObject({ needsHuman: 0 });
  const listed: string[] = [];
  const filter = { state: ['DENIED', 'AWAITING_DECISION'], q: 'o_1', sort: 'deadline', active: true } as const;
  for await (const one of cancellations.list(filter)) listed.push(one.headline);
  expect(listed).toEqual([expect.stringContaining('Waiting for')]);
});

it('says how it went, and resolves a drift case', async () => {
  const cancellationId = await request('o_2');
  await open().cancellations.withdraw(cancellationId);
  await sql`update cancellations set state = 'WITHDRAWN' where cancellation_id = ${cancellationId}`.execute(api.db);
  expect(await open().cancellations.giveFeedback(cancellationId, { rating: 3 })).toMatchObject({ rating: 3 });
  await expect(open().cancellations.closureProofs(cancellationId)).rejects.toMatchObject({
    code: 'CLOSURE_PROOF_NOT_FOUND',
  });
  await sql`insert into drift_cases (shop_id, channel, kind, subject) values (${SHOP}, 'sandbox', 'STATUS', 'x')`.execute(
    api.db,
  );
  const { drift } = open('support');
  for await (const { caseId } of drift.list())
    expect(await drift.resolve(caseId, 'Booked since')).toMatchObject({ resolution: { note: 'Booked since' } });
  const left: unknown[] = [];
  for await (const one of drift.list()) left.push(one);
  expect(left).toEqual([]);
});

it('watches what changes, goes on where the server ended the stream, and ends by its signal', async () => {
  const control = new AbortController();
  const told: ChangeEvent[] = [];
  let opened = 0;
  const counting: typeof fetch = (input, init) => {
    opened += 1;
    return fetch(input, init);
  };
  const client = createHttpClient({ url: api.url, key: api.keyOf('support'), fetch: counting });
  const watching = (async () => {
    for await (const change of client.changes.watch({ signal: control.signal })) told.push(change);
  })();
  await waitFor('the second stream', () => (opened >= 2 ? true : undefined));
  const cancellationId = await request('watched');
  const isTold = (change: ChangeEvent) => change.event === 'changed' && change.cancellationId === cancellationId;
  await waitFor('the change', () => (told.some(isTold) ? true : undefined));
  control.abort();
  await watching;
});

it('does not go on asking for what it may not have', async () => {
  const { changes } = createHttpClient({ url: api.url, key: 'rk_none' });
  const first = changes.watch()[Symbol.asyncIterator]().next();
  await expect(first).rejects.toBeInstanceOf(RescindHttpError);
  const missing = open().changes.watch({ cancellationId: 'nowhere.0123456789abcdef' })[Symbol.asyncIterator]().next();
  await expect(missing).rejects.toMatchObject({ code: 'CANCELLATION_NOT_FOUND' });
});

it('reads events wherever the stream was cut into pieces', async () => {
  const text =
    'retry: 2000\n\nid: 7\n\n:\n\nevent: changed\nid: 8\ndata: {"a":"ü"}\n\nevent: reset\ndata: {}\n\nevent: half';
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 3, 100]) {
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.slice(at, at + size));
    };
    const read = [];
    for await (const one of serverSentEvents(pieces())) if (one.data !== undefined) read.push(one);
    expect(read).toEqual([
      { event: 'changed', id: '8', data: '{"a":"ü"}' },
      { event: 'reset', id: '8', data: '{}' },
    ]);
  }
});
