import { Webhook } from 'standardwebhooks';
import type { Message } from '../../../src/adapters/outgoing-webhooks/post-message';
import { ATTEMPT_WAITS_MS } from '../../../src/domain/webhook-schedule';
import { verifyWebhook } from '../../../src/sdk/verify-webhook';
import { SHOP } from '../persistence/steps/bookshop';
import { eventsOf, openWebhookDesk, SERVICE, type WebhookDesk } from './webhook-desk';

const DAY = 86_400_000;
const HOUR = 3_600_000;

let desk: WebhookDesk;
beforeEach(async () => {
  desk = await openWebhookDesk();
  await desk.shop.putOrder({ orderId: 'o_1' });
});
afterEach(() => desk.shop.close());

function first(messages: readonly Message[]): Message {
  const [message] = messages;
  if (message === undefined) throw new Error('Nothing was posted');
  return message;
}

const failing = () => ({ outcome: 'answered', status: 500 }) as const;

async function oneDelivery(over: { merchantId?: string } = {}) {
  const endpoint = await desk.endpoint({ types: ['cancellation.accepted'], ...over });
  await desk.shop.accepted('o_1');
  return endpoint;
}

describe('an event', () => {
  it('reaches every endpoint that wants it, once, and none made later', async () => {
    const all = await desk.endpoint();
    const some = await desk.endpoint({ types: ['cancellation.acc*', 'cancellation.settled'] });
    const { cancellationId } = await desk.shop.accepted('o_1');
    const late = await desk.endpoint();
    await desk.send();
    await desk.send();
    expect(eventsOf(desk.posted)).toEqual(['cancellation.accepted', 'cancellation.accepted', 'cancellation.requested']);
    expect(await desk.deliveries(all.endpointId)).toHaveLength(2);
    expect(await desk.deliveries(some.endpointId)).toMatchObject([{ type: 'cancellation.accepted', cancellationId }]);
    expect(await desk.deliveries(late.endpointId)).toEqual([]);
    expect(await desk.shop.db.selectFrom('outbox').select('event_id').where('sent_at', 'is', null).execute()).toEqual(
      [],
    );
  });

  it('is signed as Standard Webhooks says, under the delivery’s id', async () => {
    desk.pass(Date.now() - desk.now().getTime());
    const { endpointId, secret = '' } = await oneDelivery();
    await desk.send();
    const [delivery] = await desk.deliveries(endpointId);
    const { headers, body } = first(desk.posted);
    expect(headers['webhook-id']).toBe(delivery?.deliveryId);
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      type: 'cancellation.accepted',
      data: { shopId: SHOP, orderId: 'o_1', event: 'ACCEPTED', refund: 4_500, fee: 0, currency: 'EUR', units: 3 },
    });
    expect(verifyWebhook(body, headers, secret)).toMatchObject({ type: 'cancellation.accepted' });
  });

  it('is told a merchant only where it has a part, without what is not its own', async () => {
    const first = await desk.endpoint({ merchantId: 'm_1' });
    const second = await desk.endpoint({ merchantId: 'm_2' });
    const { cancellationId } = await desk.shop.accepted('o_1', {
      selection: { kind: 'LINES', lines: [{ lineId: 'a', quantity: 1 }] },
    });
    await desk.shop.db
      .insertInto('outbox')
      .values(
        ['m_1', 'm_2'].map((merchantId) => ({
          ...{ shop_id: SHOP, cancellation_id: cancellationId, type: 'cancellation.decided', sent_at: null },
          body: JSON.stringify({ cancellationId, event: 'DECIDED', merchantId, outcome: 'APPROVED' }),
        })),
      )
      .execute();
    await desk.send();
    expect(await desk.deliveries(second.endpointId)).toEqual([]);
    expect(await desk.deliveries(first.endpointId)).toHaveLength(3);
    expect(desk.posted.map(({ body }) => body).join()).not.toMatch(/m_2|"refund"|"fee"/);
    expect(desk.posted.map(({ body }) => body).join()).toContain('"merchantId":"m_1","outcome":"APPROVED"');
  });

  it('leaves without anything that is no code, id or amount', async () => {
    await desk.endpoint({ types: ['cancellation.noted'] });
    const { cancellationId } = await desk.shop.accepted('o_1');
    const body = {
      ...{ cancellationId, event: 'NOTED', reason: 'Erika wants it back', code: 'erika@example.com' },
      ...{ shopCode: 'SOLD_OUT', amount: 100, note: 'Erika', order: { name: 'Erika' }, legId: `${cancellationId}/1` },
    };
    await desk.shop.db
      .insertInto('outbox')
      .values({
        shop_id: SHOP,
        cancellation_id: cancellationId,
        type: 'cancellation.noted',
        body: JSON.stringify(body),
        sent_at: null,
      })
      .execute();
    await desk.send();
    expect(JSON.parse(desk.posted[0]?.body ?? '')).toMatchObject({ data: { shopCode: 'SOLD_OUT', amount: 100 } });
    expect(desk.posted[0]?.body).not.toMatch(/erika|note"|reason/i);
  });
});

describe('an endpoint that does not take it', () => {
  it('is asked ten times by the schedule, always with the same id and bytes', async () => {
    desk.answering(failing);
    const { endpointId } = await oneDelivery();
    await desk.send();
    for (const wait of ATTEMPT_WAITS_MS.slice(1)) {
      const before = desk.posted.length;
      desk.pass(wait - 1_000);
      await desk.send();
      expect(desk.posted).toHaveLength(before);
      desk.pass(2_000);
      await desk.send();
      expect(desk.posted).toHaveLength(before + 1);
    }
    desk.pass(DAY);
    await desk.send();
    expect(desk.posted).toHaveLength(10);
    expect(new Set(desk.posted.map(({ body, headers }) => `${headers['webhook-id'] ?? ''} ${body}`)).size).toBe(1);
    const [delivery] = await desk.deliveries(endpointId);
    expect(delivery).toMatchObject({ state: 'FAILED' });
    expect(delivery?.attempts.map(({ attempt, status, error }) => [attempt, status, error])).toEqual(
      ATTEMPT_WAITS_MS.map((_, index) => [index + 1, 500, 'STATUS']),
    );
  });

  it('gets it when it is back, and is no longer failing then', async () => {
    desk.answering(() => ({ outcome: 'failed', code: 'TIMED_OUT' }));
    const { endpointId } = await oneDelivery();
    await desk.send();
    expect(await desk.endpoints.list(SHOP)).toMatchObject([{ failingSince: desk.now().toISOString() }]);
    desk.answering(() => ({ outcome: 'answered', status: 204 }));
    desk.pass(6_000);
    await desk.send();
    expect(await desk.deliveries(endpointId)).toMatchObject([
      { state: 'DELIVERED', attempts: [{ error: 'TIMED_OUT' }, { status: 204 }] },
    ]);
    expect((await desk.endpoints.list(SHOP))[0]).not.toHaveProperty('failingSince');
  });

  it('with a redirect has not taken it', async () => {
    desk.answering(() => ({ outcome: 'answered', status: 302 }));
    const { endpointId } = await oneDelivery();
    await desk.send();
    expect(await desk.deliveries(endpointId)).toMatchObject([
      { state: 'PENDING', attempts: [{ status: 302, error: 'REDIRECTED' }] },
    ]);
  });

  it('is disabled after five days without one success, and what waited is given up', async () => {
    desk.answering(failing);
    const { endpointId } = await oneDelivery();
    await desk.send();
    desk.pass(5 * DAY - 60_000);
    await desk.send();
    expect((await desk.endpoints.list(SHOP))[0]?.state).toBe('ENABLED');
    desk.pass(DAY);
    await desk.send();
    const read = await desk.endpoints.read({ shopId: SHOP, endpointId });
    expect(read).toMatchObject({
      endpoint: { state: 'DISABLED', disabledReason: 'FAILING' },
      history: [{ event: 'CREATED' }, { event: 'DISABLED', reason: 'FAILING', actor: { role: 'system' } }],
    });
    const before = desk.posted.length;
    await desk.shop.putOrder({ orderId: 'o_2' });
    await desk.shop.accepted('o_2');
    desk.pass(10 * DAY);
    await desk.send();
    expect(desk.posted).toHaveLength(before);
    expect(await desk.deliveries(endpointId)).toMatchObject([{ state: 'FAILED' }]);
  });

  it('is disabled at once by 410 Gone, and told again once it is enabled and asked to', async () => {
    desk.answering(() => ({ outcome: 'answered', status: 410 }));
    const { endpointId } = await oneDelivery();
    await desk.send();
    expect(await desk.endpoints.list(SHOP)).toMatchObject([{ state: 'DISABLED', disabledReason: 'GONE' }]);
    const [delivery] = await desk.deliveries(endpointId);
    const ask = { shopId: SHOP, endpointId, deliveryId: delivery?.deliveryId ?? '', idempotencyKey: 'again' };
    expect(await desk.endpoints.resend(ask)).toMatchObject({ code: 'WEBHOOK_ENDPOINT_DISABLED' });
    await desk.endpoints.change({ shopId: SHOP, endpointId, actor: SERVICE, state: 'ENABLED' });
    desk.answering(() => ({ outcome: 'answered', status: 200 }));
    expect(await desk.endpoints.resend(ask)).toMatchObject({ outcome: 'queued', delivery: { state: 'PENDING' } });
    await desk.send();
    expect(await desk.endpoints.resend(ask)).toMatchObject({ delivery: { state: 'DELIVERED' } });
    expect(desk.posted.map(({ headers }) => headers['webhook-id'])).toEqual([ask.deliveryId, ask.deliveryId]);
  });
});

it('what was spread while its endpoint was being disabled is not sent', async () => {
  const { endpointId } = await oneDelivery();
  await desk.book.spread(desk.now(), 10);
  await desk.shop.db
    .updateTable('webhook_endpoints')
    .set({ state: 'DISABLED', disabled_reason: 'BY_HAND', disabled_at: desk.now() })
    .execute();
  await desk.send();
  expect(desk.posted).toEqual([]);
  expect(await desk.deliveries(endpointId)).toMatchObject([{ state: 'FAILED', attempts: [] }]);
});

describe('a secret', () => {
  it('that is replaced signs beside the new one until its time is over', async () => {
    desk.pass(Date.now() - desk.now().getTime());
    const { endpointId, secret: old = '' } = await oneDelivery();
    const ask = { shopId: SHOP, endpointId, actor: SERVICE, idempotencyKey: 'r1', overlapMs: 24 * HOUR };
    const rotated = await desk.endpoints.rotate(ask);
    expect(await desk.endpoints.rotate(ask)).toEqual(rotated);
    const fresh = rotated.outcome === 'rotated' ? (rotated.endpoint.secret ?? '') : '';
    expect(fresh).not.toBe(old);
    await desk.send();
    const { headers, body } = first(desk.posted);
    for (const secret of [old, fresh]) expect(verifyWebhook(body, headers, secret)).toBeDefined();
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    desk.pass(24 * HOUR);
    await desk.shop.putOrder({ orderId: 'o_2' });
    await desk.shop.accepted('o_2');
    await desk.send();
    const last = desk.posted.at(-1);
    expect(last?.headers['webhook-signature']).toBe(
      new Webhook(fresh).sign(last?.headers['webhook-id'] ?? '', desk.now(), last?.body ?? ''),
    );
  });

  it('is stored sealed only, and forgotten with its endpoint', async () => {
    const { endpointId, secret = 'none' } = await desk.endpoint();
    const rows = await desk.shop.db.selectFrom('webhook_secrets').selectAll().execute();
    const stored = Buffer.concat(rows.map(({ sealed }) => sealed ?? Buffer.alloc(0))).toString('latin1');
    expect(stored.length).toBeGreaterThan(50);
    expect(stored + JSON.stringify(rows)).not.toContain(secret.slice(6));
    expect(await desk.endpoints.remove({ shopId: SHOP, endpointId, actor: SERVICE })).toBe(true);
    const left = await desk.shop.db.selectFrom('webhook_secrets').select('sealed').execute();
    expect(left).toEqual([{ sealed: null }]);
    expect(await desk.endpoints.list(SHOP)).toEqual([]);
  });

  it('that can’t be opened sends nothing, and says so in the log', async () => {
    const { endpointId } = await oneDelivery();
    await desk.shop.db
      .updateTable('webhook_secrets')
      .set({ sealed: Buffer.alloc(80) })
      .execute();
    await desk.send();
    expect(desk.posted).toEqual([]);
    expect(await desk.deliveries(endpointId)).toMatchObject([{ attempts: [{ error: 'SECRET_UNREADABLE' }] }]);
  });
});
