import { createHttpClient } from '../../src/sdk/http-client';
import { RescindHttpError } from '../../src/sdk/rescind-http-error';
import type { PutOrderRequest } from '../../src/sdk/generated/api-types';
import { orderBody } from '../api/order-body';
import { standInRuns } from '../api/stand-in-runs';
import { startApi, type TestApi } from '../api/start-api';

const order = orderBody() as unknown as PutOrderRequest;

async function errorOf(call: Promise<unknown>): Promise<RescindHttpError> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RescindHttpError)) throw new Error('It was not refused', { cause: error });
  return error;
}

describe('the HTTP client', () => {
  const runs = standInRuns();
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ over: () => ({ temporal: (identity, patience) => runs.door(api.db)(identity, patience) }) });
  });
  afterAll(() => api.stop());

  const open = (over: Partial<Parameters<typeof createHttpClient>[0]> = {}) =>
    createHttpClient({ url: api.url, key: api.keyOf('service'), ...over });

  it('brings an order in, quotes, asks, decides, reads and lists', async () => {
    const { orders, cancellations } = open();
    await orders.put('o_1', order);
    expect(await orders.quote('o_1', { reason: 'CHANGED_MIND' })).toMatchObject({ quote: { refund: 4_500 } });
    const { cancellationId } = await cancellations.request('o_1', { reason: 'CHANGED_MIND' }, { idempotencyKey: 'k1' });
    await cancellations.decide(cancellationId, { merchantId: 'm_1', outcome: 'APPROVED' });
    expect(await cancellations.get(cancellationId)).toMatchObject({ orderId: 'o_1', waitingOn: 'MERCHANT' });
    expect((await cancellations.timeline(cancellationId)).entries.length).toBeGreaterThan(1);
    const ids: string[] = [];
    for await (const one of cancellations.list({ orderId: 'o_1' })) ids.push(one.cancellationId);
    expect(ids).toEqual([cancellationId]);
  });

  it('goes through all pages of a list, each cancellation once', async () => {
    const { orders, cancellations } = open();
    for (const index of Array.from({ length: 5 }).keys()) {
      await orders.put(`page_${index}`, order);
      await cancellations.request(`page_${index}`, { reason: 'CHANGED_MIND' }, { idempotencyKey: `page-${index}` });
    }
    const ids = new Set<string>();
    let count = 0;
    for await (const { cancellationId } of cancellations.list({ limit: 2 })) {
      ids.add(cancellationId);
      count += 1;
    }
    expect([ids.size >= 5, ids.size]).toEqual([true, count]);
  });

  it('throws what is refused, with code, field, page and request id', async () => {
    const error = await errorOf(open().orders.put('o_2', { ...order, shippingFee: 0.5 }));
    expect(error).toMatchObject({ status: 422, code: 'AMOUNT_INVALID', param: 'shippingFee', retryable: false });
    expect(error.docs).toBe(`${api.url}/docs/errors/AMOUNT_INVALID`);
    expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(error.message).toContain('AMOUNT_INVALID: ');
  });

  it('repeats a request under its own key while the API answers 503, and waits as long as it is told', async () => {
    await open().orders.put('o_3', order);
    const keys: (string | null)[] = [];
    const send: typeof fetch = async (input, init) => {
      keys.push(new Headers(init?.headers).get('Idempotency-Key'));
      runs.reach = keys.length === 1 ? 'no worker' : 'up';
      const response = await fetch(input, init);
      return keys.length === 1
        ? new Response(await response.text(), { status: response.status, headers: { 'Retry-After': '0' } })
        : response;
    };
    const { cancellations } = open({ fetch: send });
    const answer = await cancellations.request('o_3', { reason: 'CHANGED_MIND' }, { idempotencyKey: 'again' });
    expect([answer.outcome, keys]).toEqual(['accepted', ['again', 'again']]);
  });

  it('repeats a write whose answer was lost under one key of its own making, and the next write under another', async () => {
    const keys: (string | null)[] = [];
    const send: typeof fetch = (_input, init) => {
      keys.push(new Headers(init?.headers).get('Idempotency-Key'));
      return Promise.reject(new TypeError('fetch failed'));
    };
    const { cancellations, orders } = open({ fetch: send, retries: 1 });
    const error = await errorOf(cancellations.pullLever('o_1.0123456789abcdef', 'retryStep', {}));
    await errorOf(cancellations.withdraw('o_1.0123456789abcdef'));
    expect([error.code, error.status]).toEqual(['NO_ANSWER', 0]);
    expect(keys.map((key) => keys.indexOf(key))).toEqual([0, 0, 2, 2]);
    expect(keys.every((key) => /^[0-9a-f-]{36}$/.test(key ?? ''))).toBe(true);
    await errorOf(orders.quote('o_1', { reason: 'CHANGED_MIND' }));
    expect(keys.slice(4)).toEqual([null, null]);
  });

  it('says what to do about what is refused', async () => {
    const error = await errorOf(open().orders.get('nowhere'));
    expect([error.code, error.hint]).toEqual(['ORDER_NOT_FOUND', expect.stringMatching(/\w/)]);
  });

  it('gives up on an API that does not answer in time', async () => {
    const never: typeof fetch = (_input, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => {
          reject(new Error('aborted'));
        }),
      );
    const error = await errorOf(open({ fetch: never, timeoutMs: 20, retries: 0 }).orders.get('o_1'));
    expect(error).toMatchObject({ code: 'NO_ANSWER', retryable: true });
  });
});
