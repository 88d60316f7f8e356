import { openDesk, type Desk } from '../refund-desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const support = { id: 's_1', role: 'support' } as const;

describe('planted fault: pending counted as failed', () => {
  it('a pending refund keeps its amount, can’t be replaced, and reads as on its way', async () => {
    const { ref, legId, orderId } = await desk.oneLeg();
    expect(await desk.send(ref, legId, { outcome: 'pending', providerRef: 're_1' })).toBe('PENDING');
    expect(await desk.captures(orderId)).toEqual({ cap_1: 4_500 });
    expect(await desk.balances(ref)).toMatchObject({ refunds_in_transit: -4_500, payable_to_customer: 0 });
    expect(await desk.order(orderId)).toMatchObject({ refund_state: 'IN_PROGRESS' });
    const pulled = await desk.book.pullLever({ ...ref, lever: { kind: 'retryRefund', legId }, actor: support });
    expect(pulled).toMatchObject({ outcome: 'refused', code: 'LEG_NOT_FAILED' });
  });
});

describe('planted fault: receipt counted as success', () => {
  it.each(['pending', 'requires_action'] as const)(
    'a channel that says %s has paid nothing back yet',
    async (outcome) => {
      const { ref, legId } = await desk.oneLeg();
      expect(await desk.send(ref, legId, { outcome, providerRef: 're_1' })).toBe('PENDING');
      expect(await desk.balances(ref)).not.toHaveProperty('paid_back');
      expect(await desk.leg(legId)).toMatchObject({ final_at: null });
      await desk.book.close(ref);
      expect(await desk.book.prove(ref)).toMatchObject({
        outcome: 'differs',
        differences: expect.arrayContaining([`LEG_NOT_FINAL:${legId}`]) as string[],
      });
    },
  );
});

describe('planted fault: webhook applied twice', () => {
  it('the same message twice, also at once and under another id, pays back once', async () => {
    const { ref, legId } = await desk.oneLeg();
    const { idempotency_key: reference } = await desk.leg(legId);
    await desk.begin(ref, legId);
    const answer = { outcome: 'succeeded', providerRef: 're_1' } as const;
    const message = { source: 'sandbox', eventId: 'evt_twice', body: {}, reference, answer };
    const received = await Promise.all([
      ...[1, 2, 3].map(() => desk.refunds.receiveEvent(message)),
      desk.refunds.receiveEvent({ ...message, eventId: 'evt_other' }),
    ]);
    expect(received.filter(({ outcome }) => outcome === 'applied')).toHaveLength(1);
    const applied = desk.db.selectFrom('refund_attempts').select('request').where('leg_id', '=', legId);
    const messages = (await applied.where('kind', '=', 'WEBHOOK').execute()).map(({ request }) => request);
    expect(messages).toHaveLength(2);
    expect(messages).toContainEqual({ source: 'sandbox', eventId: 'evt_twice' });
    expect(await desk.balances(ref)).toMatchObject({ paid_back: -4_500, refunds_in_transit: 0 });
    expect((await desk.events(ref.cancellationId)).filter((event) => event === 'LEG_SUCCEEDED')).toHaveLength(1);
  });
});

describe('planted fault: late failure overwriting success', () => {
  it('a failure that comes after success leaves the leg, its money and its ledger, and opens a repair', async () => {
    const { ref, legId, orderId } = await desk.oneLeg();
    await desk.send(ref, legId, { outcome: 'succeeded', providerRef: 're_1' });
    const before = await desk.balances(ref);
    const late = { outcome: 'failed', providerRef: 're_1' } as const;
    await desk.refunds.recordAnswer({ ...ref, legId, attempt: 1, answer: late });
    expect(await desk.leg(legId)).toMatchObject({ state: 'SUCCEEDED', late_news: 'RETURNED' });
    expect(await desk.captures(orderId)).toEqual({ cap_1: 4_500 });
    expect(await desk.balances(ref)).toEqual(before);
    const repairs = await desk.db
      .selectFrom('repairs')
      .select(['kind', 'amount'])
      .where('subject', '=', legId)
      .execute();
    expect(repairs).toEqual([{ kind: 'RETURNED', amount: 4_500 }]);
    expect(await desk.order(orderId)).toMatchObject({ refund_state: 'NEEDS_ATTENTION' });
  });
});

describe('planted fault: manual refund recorded while ambiguous', () => {
  it.each(['ambiguous', 'not_found', 'pending', 'blocked', 'disputed', 'mismatch'] as const)(
    'a leg that is %s can’t be recorded as paid by hand: it may still pay',
    async (outcome) => {
      const { ref, legId } = await desk.oneLeg();
      await desk.send(ref, legId, { outcome });
      const lever = { kind: 'recordManualRefund', legId, reference: 'bank-1' } as const;
      const pulled = await desk.book.pullLever({ ...ref, lever, actor: support });
      expect(pulled).toMatchObject({ outcome: 'refused', code: 'LEG_NOT_FAILED' });
      expect(await desk.balances(ref)).not.toHaveProperty('paid_back_by_hand');
    },
  );
});
