import type { LegRequest } from '../../../../src/ports/refund-channel';
import type { RefundEvent } from '../../../../src/ports/refund-book';
import type { WebhookDelivery } from '../../../../src/ports/refund-webhooks';
import type { WebhooksUnderTest } from './channel-under-test';
import { named, newLeg } from './contract-legs';
import type { Contract } from './contract-part';

const REFUSED = {
  outcome: 'refused',
  code: expect.stringMatching(/^WEBHOOK_(SIGNATURE_INVALID|UNREADABLE|SOURCE_UNKNOWN)$/) as string,
};

/** What a channel's door believes, and what not. */
export function describeWebhooks({ under, needs }: Contract): void {
  const webhooks = (): WebhooksUnderTest => {
    const { webhook } = under();
    if (webhook === undefined) throw new Error('It sends no messages');
    return webhook;
  };
  const sentLeg = async (): Promise<LegRequest> => {
    const leg = await newLeg(under());
    return named(leg, await under().channel.submit(leg));
  };
  const read = async (delivery: WebhookDelivery) => webhooks().door.read(delivery);
  const refundIn = async (delivery: WebhookDelivery): Promise<RefundEvent> => {
    const news = await read(delivery);
    if ('outcome' in news) throw new Error(news.code);
    const refunds = news.flatMap((one) => ('refund' in one ? [one.refund] : []));
    expect(refunds).toHaveLength(1);
    const [refund] = refunds as [RefundEvent];
    return refund;
  };
  const test = needs('webhook');

  test('believes a message that tells of a success, and finds the leg by it', async () => {
    const leg = await sentLeg();
    const refund = await refundIn(await webhooks().succeeded(leg));
    expect(refund.source).toBe(under().channel.capabilities.channel);
    expect([leg.idempotencyKey, leg.legId]).toContain(refund.reference);
    expect(refund.answer.outcome).toBe('succeeded');
    if (refund.amount !== undefined) expect(refund).toMatchObject({ amount: leg.amount, currency: leg.currency });
    if (refund.sourceId !== undefined) expect(refund.sourceId).toBe(leg.sourceId);
  });

  test('believes a message that tells of a failure', async () => {
    const leg = await sentLeg();
    const refund = await refundIn(await webhooks().failed(leg));
    expect([leg.idempotencyKey, leg.legId]).toContain(refund.reference);
    expect(['failed', 'closed']).toContain(refund.answer.outcome);
  });

  test('refuses a message that somebody else signed', async () => {
    expect(await read(await webhooks().forged(await sentLeg()))).toMatchObject(REFUSED);
  });

  test('refuses a message that nobody signed', async () => {
    const delivery = await webhooks().succeeded(await sentLeg());
    expect(await read({ ...delivery, headers: {}, body: unsigned(delivery.body) })).toMatchObject(REFUSED);
  });

  test('refuses a message that is cut off', async () => {
    const delivery = await webhooks().succeeded(await sentLeg());
    const body = delivery.body.subarray(0, Math.floor(delivery.body.length / 2));
    expect(await read({ ...delivery, body })).toMatchObject(REFUSED);
    expect(await read({ ...delivery, body: Buffer.alloc(0) })).toMatchObject(REFUSED);
  });

  needs('webhook', 'webhookTime')('refuses a message that is too old', async () => {
    const toleranceMs = under().channel.capabilities.webhook?.toleranceMs ?? 0;
    const leg = await sentLeg();
    const old = await webhooks().succeeded(leg, { ageMs: toleranceMs + 60_000 });
    expect(await read(old)).toMatchObject(REFUSED);
    const young = await webhooks().succeeded(leg, { ageMs: toleranceMs / 2 });
    expect(await read(young)).not.toMatchObject(REFUSED);
  });

  needs('webhook', 'webhookAccount')('has nothing to do with another account', async () => {
    const delivery = await webhooks().ofAnotherAccount?.(await sentLeg());
    if (delivery === undefined) throw new Error('It has no message of another account');
    const news = await read(delivery);
    if ('outcome' in news) expect(news).toMatchObject(REFUSED);
    else expect(news).toEqual([]);
  });

  test('tells a message that comes twice from one that comes once', async () => {
    const leg = await sentLeg();
    const delivery = await webhooks().succeeded(leg, { eventId: 'twice-1' });
    const [first, again] = [await refundIn(delivery), await refundIn(delivery)];
    expect(again.eventId).toBe(first.eventId);
    expect((await refundIn(await webhooks().failed(leg, { eventId: 'twice-2' }))).eventId).not.toBe(first.eventId);
  });

  test('reads messages the same in whatever order they come', async () => {
    const leg = await sentLeg();
    const deliveries = [
      await webhooks().succeeded(leg, { eventId: 'order-1' }),
      await webhooks().failed(leg, { eventId: 'order-2' }),
    ];
    const readAll = async (order: readonly WebhookDelivery[]) => {
      const found: RefundEvent[] = [];
      for (const delivery of order) found.push(await refundIn(delivery));
      return found;
    };
    expect((await readAll([...deliveries].reverse())).reverse()).toEqual(await readAll(deliveries));
  });
}

/** Where the signature is within the message, it is a field of this name. */
function unsigned(body: Buffer): Buffer {
  const text = body.toString('utf8');
  const json = text.replace(/"(hmacSignature|sign)"\s*:\s*"[^"]*"/g, '"$1":""');
  return Buffer.from(json.replace(/(^|&)sign=[^&]*/g, ''));
}
