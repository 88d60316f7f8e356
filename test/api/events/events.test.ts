import { Client } from 'pg';
import { createApiKey } from '../../../src/adapters/persistence/api-keys';
import { createCancellationBook } from '../../../src/adapters/persistence/cancellation-book';
import { ensureShop } from '../../../src/adapters/persistence/orders/ensure-shop';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { waitFor } from '../../support/wait-for';
import { orderBody } from '../order-body';
import { SHOP, startApi, type TestApi } from '../start-api';
import { openStream, type OpenedStream } from './open-stream';

const TIMES = { everyMs: 20, beatMs: 30 };

let database: TestDatabase;
let api: TestApi;
let keys: Readonly<Record<'service' | 'support' | 'merchant_1' | 'merchant_2' | 'foreign', string>>;
const opened: OpenedStream[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi({ databaseUrl: database.url, over: () => ({ eventTimes: TIMES }) });
  await ensureShop(api.db, { shopId: SHOP });
  await ensureShop(api.db, { shopId: 'shop_2' });
  const key = async (shopId: string, role: 'service' | 'support' | 'merchant', merchantId?: string) =>
    (
      await createApiKey(api.db, {
        ...{ shopId, actorId: `${role}_${merchantId ?? shopId}`, role },
        ...(merchantId === undefined ? {} : { merchantId }),
      })
    ).key;
  keys = {
    service: await key(SHOP, 'service'),
    support: await key(SHOP, 'support'),
    merchant_1: await key(SHOP, 'merchant', 'm_1'),
    merchant_2: await key(SHOP, 'merchant', 'm_2'),
    foreign: await key('shop_2', 'service'),
  };
});
afterEach(() => {
  for (const stream of opened.splice(0)) stream.close();
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

const open = async (bearer: string, path = 'events', last?: string): Promise<OpenedStream> => {
  const stream = await openStream(`${api.url}/v1/cancellations/${path}`, bearer, last);
  opened.push(stream);
  return stream;
};
const idsOf = ({ heard }: OpenedStream) => [...new Set(heard.map(({ data }) => data.cancellationId))];
const hears = (stream: OpenedStream, cancellationId: string) =>
  waitFor(`a change of ${cancellationId}`, () => (idsOf(stream).includes(cancellationId) ? true : undefined));

/** An order with a part of each of these merchants, and a cancellation of it. */
async function cancel(orderId: string, merchants: readonly string[], shopId = SHOP): Promise<string> {
  const lines = merchants.map((merchantId) => ({
    lineId: merchantId,
    merchantId,
    sku: 's',
    quantity: 1,
    unitPrice: 100,
  }));
  const bearer = shopId === SHOP ? keys.service : keys.foreign;
  await api.withBearer(bearer).put(`/v1/orders/${orderId}`).send(orderBody({ lines })).expect(200);
  return accept(orderId, shopId);
}

async function accept(orderId: string, shopId = SHOP): Promise<string> {
  const cancellationId = `${orderId}.0123456789abcdef`;
  await createCancellationBook(api.db).accept({
    ...{ shopId, orderId, cancellationId, workflowId: 'w', idempotencyKey: `key-${orderId}`, requestHash: 'h' },
    ...{ reason: 'CHANGED_MIND', initiator: 'CUSTOMER', selection: { kind: 'ORDER' } },
    actor: { id: 's', role: 'service' },
  });
  return cancellationId;
}

const decide = (cancellationId: string, merchantId: string) =>
  createCancellationBook(api.db).recordDecision({
    ...{ shopId: SHOP, cancellationId, merchantId, outcome: 'APPROVED', door: 'API' },
    ...{ actor: { id: 'x', role: 'merchant' }, receivedAt: new Date().toISOString() },
  });

it('tells what has changed, with its state and a place to go on from', async () => {
  const stream = await open(keys.support);
  expect([stream.status, stream.contentType]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const cancellationId = await cancel('told', ['m_1']);
  await hears(stream, cancellationId);
  const [first] = stream.heard;
  expect(first).toMatchObject({ event: 'changed', data: { cancellationId, state: 'AWAITING_DECISION' } });
  expect(Object.keys(first?.data ?? {}).sort()).toEqual(['at', 'cancellationId', 'state']);
  expect(first?.id).toMatch(/^\d+$/);
  await waitFor('three signs of life', () => (stream.comments() >= 3 ? true : undefined));
});

it('tells everybody what is theirs, and never another’s', async () => {
  const mine = await cancel('own', ['m_1']);
  const customer = await api.withBearer(keys.service).post('/v1/orders/own/links').send({}).expect(201);
  const exchanged = await api.anonymous
    .post('/v1/links/exchange')
    .send({ token: (customer.body as { token: string }).token });
  const bearer = (exchanged.body as { token: string }).token;
  const streams = {
    customer: await open(bearer),
    one: await open(bearer, `${mine}/events`),
    merchant1: await open(keys.merchant_1),
    merchant2: await open(keys.merchant_2),
    staff: await open(keys.support),
    foreign: await open(keys.foreign),
  };
  const theirs = await cancel('theirs', ['m_2']);
  const foreign = await cancel('abroad', ['m_1'], 'shop_2');
  const both = await cancel('both', ['m_1', 'm_2']);
  await decide(mine, 'm_1');
  // What each waits for is told last, so that whatever should not have been heard would have been by then.
  await Promise.all([
    hears(streams.customer, mine),
    hears(streams.one, mine),
    hears(streams.merchant1, mine),
    hears(streams.merchant2, both),
    hears(streams.staff, mine),
    hears(streams.foreign, foreign),
  ]);
  const heard = Object.fromEntries(Object.entries(streams).map(([name, stream]) => [name, [...idsOf(stream)].sort()]));
  expect(heard).toEqual({
    customer: [mine],
    one: [mine],
    merchant1: [both, mine].sort(),
    merchant2: [both, theirs].sort(),
    staff: [both, mine, theirs].sort(),
    foreign: [foreign],
  });
});

it('does not tell a merchant of what is about another’s part alone', async () => {
  const both = await cancel('apart', ['m_1', 'm_2']);
  const [first, second] = [await open(keys.merchant_1), await open(keys.merchant_2)];
  await decide(both, 'm_1');
  await hears(first, both);
  expect(idsOf(second)).toEqual([]);
  await decide(both, 'm_2');
  await hears(second, both);
});

it('goes on where it was cut off, and tells all that happened meanwhile', async () => {
  const stream = await open(keys.support);
  const before = await cancel('before', ['m_1']);
  await hears(stream, before);
  stream.close();
  const missed = [await cancel('missed_1', ['m_1']), await cancel('missed_2', ['m_2'])];
  const again = await open(keys.support, 'events', stream.lastEventId());
  await Promise.all(missed.map((cancellationId) => hears(again, cancellationId)));
  const fresh = await open(keys.support);
  const after = await cancel('after', ['m_1']);
  await Promise.all([hears(again, after), hears(fresh, after)]);
  expect(idsOf(fresh)).toEqual([after]);
});

it('loses nothing of transactions that end in another order than they began in', async () => {
  const [first, second] = [await cancel('slow', ['m_1']), await cancel('quick', ['m_1'])];
  const stream = await open(keys.support);
  const tell = async (cancellationId: string) => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('begin');
    await client.query(`insert into outbox (shop_id, cancellation_id, type, body) values ($1, $2, 't', '{}')`, [
      SHOP,
      cancellationId,
    ]);
    return async () => {
      await client.query('commit');
      await client.end();
    };
  };
  const [endSlow, endQuick] = [await tell(first), await tell(second)];
  await endQuick();
  await hears(stream, second);
  expect(idsOf(stream)).toEqual([second]);
  await endSlow();
  await hears(stream, first);
  // Whoever was cut off between the two hears of the first one too.
  const cutOff = stream.heard.find(({ data }) => data.cancellationId === second)?.id;
  const again = await open(keys.support, 'events', cutOff);
  await hears(again, first);
});

it('tells nothing from before, also while another transaction holds the position back', async () => {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query('begin');
  await client.query('select pg_current_xact_id()');
  await cancel('was_there', ['m_1']);
  const other = await startApi({ databaseUrl: database.url, over: () => ({ eventTimes: TIMES }) });
  const stream = await openStream(`${other.url}/v1/cancellations/events`, keys.support);
  const later = await cancel('came_later', ['m_1']);
  await hears(stream, later);
  expect(idsOf(stream)).toEqual([later]);
  stream.close();
  await other.stop();
  await client.query('rollback');
  await client.end();
});

it('takes a place that there never was for none', async () => {
  for (const last of ['999999999999999', 'nonsense', '-1']) {
    const stream = await open(keys.support, 'events', last);
    expect([stream.status, Number(stream.lastEventId()) < 999_999_999_999]).toEqual([200, true]);
  }
});

it('lets a caller have twenty streams, and one more once one is closed', async () => {
  const streams = [];
  for (let one = 0; one < 20; one += 1) streams.push(await open(keys.merchant_1));
  const refusedOne = await open(keys.merchant_1);
  expect(refusedOne.status).toBe(429);
  expect(await refusedOne.body()).toMatchObject({ code: 'RATE_LIMITED', details: { class: 'streams', limit: 20 } });
  expect((await open(keys.merchant_2)).status).toBe(200);
  streams[0]?.close();
  await waitFor('a free place', async () => ((await open(keys.merchant_1)).status === 200 ? true : undefined));
});

it('has no stream of what is missing or another’s', async () => {
  const mine = await cancel('one_only', ['m_1']);
  for (const path of ['nowhere.0123456789abcdef/events', `${mine}/events`]) {
    const stream = await open(path.startsWith('nowhere') ? keys.support : keys.merchant_2, path);
    expect([stream.status, await stream.body()]).toMatchObject([404, { code: 'CANCELLATION_NOT_FOUND' }]);
  }
  expect((await open('rk_none')).status).toBe(401);
});

it('ends a stream that is old, so that whoever reads it is asked again whether it may', async () => {
  const other = await startApi({
    databaseUrl: database.url,
    over: () => ({ eventTimes: { ...TIMES, oldestMs: 60 } }),
  });
  const stream = await openStream(`${other.url}/v1/cancellations/events`, keys.support);
  await waitFor('its end', () => (stream.isOver() ? true : undefined));
  await other.stop();
});

it('ends every stream at once when the process is told to end', async () => {
  const other = await startApi({ databaseUrl: database.url });
  const streams = await Promise.all(
    Array.from({ length: 3 }, () => openStream(`${other.url}/v1/cancellations/events`, keys.support)),
  );
  await other.stop();
  await waitFor('their end', () => (streams.every((stream) => stream.isOver()) ? true : undefined));
});

it('goes on by itself after the database was away', async () => {
  const faults: string[] = [];
  let isAway = false;
  const other = await startApi({
    databaseUrl: database.url,
    over: ({ changes }) => ({
      eventTimes: TIMES,
      changes: {
        position: changes.position,
        read: (ask) => {
          if (!isAway || faults.length >= 3) return changes.read(ask);
          faults.push('away');
          return Promise.reject(new Error('The database is away'));
        },
      },
    }),
  });
  const stream = await openStream(`${other.url}/v1/cancellations/events`, keys.support);
  isAway = true;
  const cancellationId = await cancel('away', ['m_1']);
  await hears(stream, cancellationId);
  expect(faults).toHaveLength(3);
  stream.close();
  await other.stop();
});
