import type { RefundEvent } from '../../../../src/ports/refund-book';
import { openDesk, type Desk, type OneLeg } from './refund-desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

async function legWithKey(): Promise<OneLeg & { readonly key: string }> {
  const one = await desk.oneLeg();
  return { ...one, key: (await desk.leg(one.legId)).idempotency_key };
}

let events = 0;
function event(reference: string, over: Partial<RefundEvent> = {}): RefundEvent {
  events += 1;
  const answer = { outcome: 'succeeded', providerRef: 're_1' } as const;
  return { source: 'sandbox', eventId: `evt_${events}`, body: { any: 'thing' }, reference, answer, ...over };
}

const inbox = (eventId: string) =>
  desk.db.selectFrom('webhook_inbox').selectAll().where('event_id', '=', eventId).executeTakeFirstOrThrow();

describe('a channel’s message', () => {
  it('changes the leg once, however often it comes, and says which run waits for it', async () => {
    const { ref, legId, key } = await legWithKey();
    await desk.begin(ref, legId);
    const message = event(key, { amount: 4_500, currency: 'EUR', sourceId: 'cap_1' });
    const received = await Promise.all([1, 2, 3, 4].map(() => desk.refunds.receiveEvent(message)));
    expect(received.filter(({ outcome }) => outcome === 'applied')).toEqual([
      { outcome: 'applied', signal: { ...ref, legId } },
    ]);
    expect(received.filter(({ outcome }) => outcome === 'ignored')).toHaveLength(3);
    expect(await desk.leg(legId)).toMatchObject({ state: 'SUCCEEDED', provider_ref: 're_1' });
    expect(await desk.balances(ref)).toMatchObject({ paid_back: -4_500, refunds_in_transit: 0 });
    const attempts = await desk.db.selectFrom('refund_attempts').select('kind').where('leg_id', '=', legId).execute();
    expect(attempts.map(({ kind }) => kind).sort()).toEqual(['SUBMIT', 'WEBHOOK']);
    expect(await inbox(message.eventId)).toMatchObject({ leg_id: legId, applied_at: expect.any(Date) as Date });
  });

  it('finds its leg by the leg’s own id too', async () => {
    const { ref, legId } = await legWithKey();
    await desk.begin(ref, legId);
    expect(await desk.refunds.receiveEvent(event(legId))).toMatchObject({ outcome: 'applied' });
    expect(await desk.leg(legId)).toMatchObject({ state: 'SUCCEEDED' });
  });

  it('before the answer to its own request is the answer', async () => {
    const { ref, legId, key } = await legWithKey();
    const begun = await desk.begin(ref, legId);
    if (begun.outcome !== 'call') throw new Error(begun.outcome);
    await desk.refunds.receiveEvent(event(key));
    const answer = { outcome: 'pending', providerRef: 're_1' } as const;
    const standing = await desk.refunds.recordAnswer({ ...ref, legId, attempt: begun.attempt, answer });
    expect(standing).toMatchObject({ state: 'SUCCEEDED' });
    expect(await desk.balances(ref)).toMatchObject({ paid_back: -4_500 });
  });

  it('shuffled with others ends where the last in time does, whatever the order', async () => {
    for (const order of [
      ['pending', 'succeeded'],
      ['succeeded', 'pending'],
    ] as const) {
      const { ref, legId, key } = await legWithKey();
      await desk.begin(ref, legId);
      for (const outcome of order) {
        await desk.refunds.receiveEvent(event(key, { answer: { outcome, providerRef: 're_1' } }));
      }
      expect(await desk.leg(legId)).toMatchObject({ state: 'SUCCEEDED' });
    }
  });

  it.each([
    ['amount', { amount: 4_499, currency: 'EUR' }, 'AMOUNT_MISMATCH'],
    ['currency', { amount: 4_500, currency: 'USD' }, 'AMOUNT_MISMATCH'],
    ['payment', { sourceId: 'cap_other' }, 'PAYMENT_MISMATCH'],
  ])('with another %s is looked at, not believed', async (_what, over, code) => {
    const { ref, legId, key } = await legWithKey();
    await desk.begin(ref, legId);
    await desk.refunds.receiveEvent(event(key, over));
    expect(await desk.leg(legId)).toMatchObject({ state: 'REVIEW', code });
  });

  it('about no leg that we know is parked, and applied before that leg is sent', async () => {
    const ref = await desk.approved({ orderId: 'parked' });
    const legId = `${ref.cancellationId}/1`;
    const message = event(legId);
    expect(await desk.refunds.receiveEvent(message)).toEqual({ outcome: 'parked' });
    expect(await inbox(message.eventId)).toMatchObject({ leg_id: null, applied_at: null });
    await desk.book.commit(ref);
    expect(await desk.begin(ref, legId)).toMatchObject({ outcome: 'stored', leg: { state: 'SUCCEEDED' } });
    expect(await desk.balances(ref)).toMatchObject({
      paid_back: -4_500,
      payable_to_customer: 0,
      refunds_in_transit: 0,
    });
  });

  it('that was parked is applied by the sweep, once', async () => {
    const ref = await desk.approved({ orderId: 'swept' });
    const legId = `${ref.cancellationId}/1`;
    await desk.refunds.receiveEvent(event(legId));
    expect(await desk.refunds.applyParked()).toEqual([]);
    await desk.book.commit(ref);
    const swept = await Promise.all([desk.refunds.applyParked(), desk.refunds.applyParked()]);
    expect(swept.flat()).toEqual([{ ...ref, legId }]);
    expect(await desk.refunds.applyParked()).toEqual([]);
  });

  it('about a leg whose run has ended tells no run, and names the repair that money which came back needs', async () => {
    const { ref, legId, orderId, key } = await legWithKey();
    await desk.send(ref, legId, { outcome: 'succeeded', providerRef: 're_1' });
    await desk.book.close(ref);
    await desk.book.prove(ref);
    const late = event(key, { answer: { outcome: 'failed', providerRef: 're_1' } });
    expect(await desk.refunds.receiveEvent(late)).toEqual({ outcome: 'applied', repair: { ...ref, subject: legId } });
    const repairs = await desk.db.selectFrom('repairs').select(['subject', 'kind', 'amount']).execute();
    expect(repairs).toEqual([{ subject: legId, kind: 'RETURNED', amount: 4_500 }]);
    expect(await desk.order(orderId)).toMatchObject({ state: 'CANCELLED', refund_state: 'NEEDS_ATTENTION' });
  });
});
