import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPostMessage } from '../../../src/adapters/outgoing-webhooks/post-message';
import { readRetryAfter } from '../../../src/adapters/outgoing-webhooks/read-retry-after';
import { openWebhookDesk, SERVICE, type WebhookDesk } from './webhook-desk';
import { SHOP } from '../persistence/steps/bookshop';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('Retry-After', () => {
  const now = new Date('2026-03-01T12:00:00.000Z');

  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Sun, 01 Mar 2026 12:01:30 GMT', 90_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', undefined],
    ['2026-03-01T12:01:30Z', undefined],
    ['-5', undefined],
    ['1e3', undefined],
    ['99999999999', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j asks for %j ms', (header, ms) => {
    expect(readRetryAfter(header, now)).toBe(ms);
  });

  it('is read of an answer', async () => {
    const server = createServer((_request, response) => response.writeHead(503, { 'retry-after': '7' }).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const post = createPostMessage({ allowLoopback: true });
    const message = { url: `http://127.0.0.1:${port}/`, headers: {}, body: '{}' };
    expect(await post(message, new AbortController().signal)).toEqual({
      ...{ outcome: 'answered', status: 503, retryAfterMs: 7_000 },
    });
    server.close();
  });
});

describe('an endpoint', () => {
  let desk: WebhookDesk;
  beforeEach(async () => {
    desk = await openWebhookDesk();
    await desk.shop.putOrder({ orderId: 'o_1' });
  });
  afterEach(() => desk.shop.close());

  const waits = async (endpointId: string) => {
    const [delivery] = await desk.deliveries(endpointId);
    return new Date(delivery?.nextAttemptAt ?? '').getTime() - desk.now().getTime();
  };

  it.each([
    ['longer than the schedule', HOUR, HOUR],
    ['shorter than the schedule', 1_000, 5_000],
    ['for ever', 365 * DAY, DAY],
  ])('that asks to be left alone %s is', async (_how, asked, waited) => {
    const { endpointId } = await desk.endpoint({ types: ['cancellation.accepted'] });
    await desk.shop.accepted('o_1');
    desk.answering(() => ({ outcome: 'answered', status: 503, retryAfterMs: asked }));
    await desk.send();
    const wait = await waits(endpointId);
    expect(wait).toBeGreaterThanOrEqual(waited);
    expect(wait).toBeLessThan(waited + 1_000);
  });

  it('is told where things stand, in both languages, the same at every attempt', async () => {
    await desk.endpoint({ types: ['cancellation.accepted'] });
    await desk.endpoint({ types: ['cancellation.accepted'], merchantId: 'm_1' });
    const { cancellationId } = await desk.shop.accepted('o_1');
    desk.answering(() => ({ outcome: 'answered', status: 500 }));
    await desk.send();
    const explanationOf = (body: string) => (JSON.parse(body) as { data: { explanation: object } }).data.explanation;
    const first = desk.posted.splice(0).map(({ body }) => body);
    expect(first.map(explanationOf)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          en: expect.stringMatching(/^The merchant decides on your request until /) as string,
        }),
        expect.objectContaining({
          en: expect.stringMatching(/^Your decision on order o_1 is needed until /) as string,
          zh: expect.stringContaining('o_1') as string,
        }),
      ]),
    );
    await desk.shop.db.updateTable('cancellations').set({ state: 'WITHDRAWN' }).execute();
    expect((await desk.shop.row(cancellationId)).state).toBe('WITHDRAWN');
    desk.pass(10_000);
    await desk.send();
    expect(desk.posted.map(({ body }) => body).sort()).toEqual(first.sort());
  });

  it('of a merchant is told no other merchant’s deadline', async () => {
    await desk.endpoint({ types: ['cancellation.accepted'], merchantId: 'm_1' });
    await desk.shop.accepted('o_1');
    await desk.shop.db
      .updateTable('cancellation_parts')
      .set({ deadline: new Date('2026-03-02T07:07:00.000Z') })
      .where('merchant_id', '=', 'm_2')
      .execute();
    await desk.send();
    const [{ body } = { body: '' }] = desk.posted;
    expect(body).toContain('until 2026-03-03 12:00 UTC');
    expect(body).not.toMatch(/07:07|m_2/);
  });

  it('is asked about nothing older than 30 days: what came to its end by then is forgotten, what waits is not', async () => {
    const { endpointId } = await desk.endpoint({ types: ['cancellation.accepted'] });
    await desk.shop.accepted('o_1');
    await desk.send();
    const [delivered] = await desk.deliveries(endpointId);
    const resend = { shopId: SHOP, endpointId, deliveryId: delivered?.deliveryId ?? '', idempotencyKey: 'again' };
    expect(await desk.endpoints.resend(resend)).toMatchObject({ outcome: 'queued' });
    await desk.send();
    desk.pass(30 * DAY - 1_000);
    await desk.send();
    expect(await desk.deliveries(endpointId)).toHaveLength(1);
    desk.pass(HOUR + 2_000);
    await desk.shop.putOrder({ orderId: 'o_2' });
    const other = await desk.endpoint({ types: ['cancellation.accepted'] });
    await desk.endpoints.change({ shopId: SHOP, endpointId, actor: SERVICE, state: 'DISABLED' });
    await desk.shop.accepted('o_2');
    desk.answering(() => ({ outcome: 'answered', status: 500 }));
    await desk.send();
    expect(await desk.deliveries(endpointId)).toEqual([]);
    for (const table of ['webhook_attempts', 'webhook_resends'] as const) {
      const rows = await desk.shop.db
        .selectFrom(table)
        .selectAll()
        .where('delivery_id', '=', resend.deliveryId)
        .execute();
      expect(rows).toEqual([]);
    }
    expect(await desk.deliveries(other.endpointId)).toMatchObject([{ state: 'PENDING' }]);
  });
});
