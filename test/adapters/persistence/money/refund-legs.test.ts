import type { ChannelAnswer } from '../../../../src/domain/refund-leg';
import { SHOP } from '../steps/bookshop';
import { CAPABILITIES, openDesk, type Desk } from './refund-desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const SUCCEEDED: ChannelAnswer = { outcome: 'succeeded', providerRef: 're_1' };

describe('an attempt', () => {
  it('is on record, with its whole request and the debt on its way, before anything is sent', async () => {
    const { ref, legId, orderId } = await desk.oneLeg();
    const begun = await desk.begin(ref, legId);
    const { idempotency_key } = await desk.leg(legId);
    const request = {
      ...{ shopId: SHOP, legId, orderId, kind: 'refund', sourceId: 'cap_1' },
      ...{ sourceAmount: 4_500, amount: 4_500, currency: 'EUR' },
      idempotencyKey: idempotency_key,
    };
    expect(begun).toEqual({ outcome: 'call', call: 'submit', attempt: 1, channel: 'sandbox', request });
    expect(await desk.leg(legId)).toMatchObject({ state: 'SUBMITTED', submitted_at: expect.any(Date) as Date });
    expect(await desk.attempts(legId)).toMatchObject([{ attempt: 1, kind: 'SUBMIT', request, outcome: null }]);
    expect(await desk.balances(ref)).toEqual({
      ...{ sales_reversed: 4_500, payable_to_customer: 0, refunds_in_transit: -4_500 },
    });
  });

  it('again sends the very same request under the same key, and moves no money in the books', async () => {
    const { ref, legId } = await desk.oneLeg();
    const first = await desk.begin(ref, legId);
    const second = await desk.begin(ref, legId);
    expect(second).toEqual({ ...first, attempt: 2 });
    expect(await desk.balances(ref)).toMatchObject({ refunds_in_transit: -4_500 });
  });

  it('twice at the same time is two attempts of one leg', async () => {
    const { ref, legId } = await desk.oneLeg();
    const begun = await Promise.all([1, 2, 3].map(() => desk.begin(ref, legId)));
    expect(begun.map((one) => one.outcome === 'call' && one.attempt).sort()).toEqual([1, 2, 3]);
    expect(await desk.balances(ref)).toMatchObject({ refunds_in_transit: -4_500 });
  });

  it('of a leg that is final or a person’s sends nothing', async () => {
    const { ref, legId } = await desk.oneLeg();
    await desk.send(ref, legId, SUCCEEDED);
    const leg = { channel: 'sandbox', state: 'SUCCEEDED', providerRef: 're_1' };
    expect(await desk.begin(ref, legId)).toEqual({ outcome: 'stored', leg });
    expect(await desk.begin(ref, legId, 'query')).toEqual({ outcome: 'stored', leg });
    expect(await desk.attempts(legId)).toHaveLength(1);
  });

  it('of a channel that can’t be asked is the same request again', async () => {
    const { ref, legId } = await desk.oneLeg();
    await desk.send(ref, legId, { outcome: 'ambiguous' });
    const unasked = { ...CAPABILITIES, queryMode: 'none' as const };
    const begun = await desk.refunds.beginAttempt({ ...ref, legId, call: 'query' }, () => unasked);
    expect(begun).toMatchObject({ outcome: 'call', call: 'submit' });
    const byRef = { ...CAPABILITIES, queryMode: 'providerRef' as const };
    const again = await desk.refunds.beginAttempt({ ...ref, legId, call: 'query' }, () => byRef);
    expect(again).toMatchObject({ outcome: 'call', call: 'submit' });
  });

  it('that the channel may have forgotten the key of is never repeated: a person looks', async () => {
    const { ref, legId, orderId } = await desk.oneLeg();
    await desk.send(ref, legId, { outcome: 'ambiguous' });
    const longAgo = new Date(Date.now() - 23.5 * 3_600_000);
    await desk.db.updateTable('refund_attempts').set({ started_at: longAgo }).where('leg_id', '=', legId).execute();
    expect(await desk.begin(ref, legId, 'query')).toMatchObject({ outcome: 'call', call: 'query' });
    const leg = { channel: 'sandbox', state: 'REVIEW', code: 'KEY_EXPIRED' };
    expect(await desk.begin(ref, legId)).toEqual({ outcome: 'stored', leg });
    expect(await desk.order(orderId)).toMatchObject({ refund_state: 'NEEDS_ATTENTION' });
  });

  it('that is proven not to have left does not begin the key’s time', async () => {
    const { ref, legId } = await desk.oneLeg();
    expect(await desk.send(ref, legId, { outcome: 'not_sent', code: 'NOT_CONNECTED' })).toBe('SUBMITTED');
    const longAgo = new Date(Date.now() - 48 * 3_600_000);
    await desk.db.updateTable('refund_attempts').set({ started_at: longAgo }).where('leg_id', '=', legId).execute();
    expect(await desk.begin(ref, legId)).toMatchObject({ outcome: 'call', call: 'submit', attempt: 2 });
  });

  it('of an unknown channel leaves nothing behind', async () => {
    const { ref, legId } = await desk.oneLeg();
    const unknown = () => {
      throw new Error('no such channel');
    };
    await expect(desk.refunds.beginAttempt({ ...ref, legId, call: 'submit' }, unknown)).rejects.toThrow(
      'no such channel',
    );
    expect(await desk.leg(legId)).toMatchObject({ state: 'PLANNED' });
  });
});

describe('an answer', () => {
  it('of success takes the debt off the way and says until when the customer has it', async () => {
    const { ref, legId, orderId } = await desk.oneLeg();
    expect(await desk.send(ref, legId, SUCCEEDED)).toBe('SUCCEEDED');
    expect(await desk.balances(ref)).toEqual({
      ...{ sales_reversed: 4_500, payable_to_customer: 0, refunds_in_transit: 0, paid_back: -4_500 },
    });
    const leg = await desk.leg(legId);
    expect(leg).toMatchObject({ provider_ref: 're_1', final_at: expect.any(Date) as Date });
    const tenDaysLater = new Date((leg.final_at?.getTime() ?? NaN) + 10 * 86_400_000);
    expect(leg.expected_by).toBe(tenDaysLater.toISOString().slice(0, 10));
    expect(await desk.order(orderId)).toMatchObject({ state: 'CANCELLING', refund_state: 'COMPLETED' });
    expect(await desk.attempts(legId)).toMatchObject([{ outcome: 'succeeded', answered_at: expect.any(Date) as Date }]);
  });

  it('that was lost is found by asking', async () => {
    const { ref, legId } = await desk.oneLeg();
    expect(await desk.send(ref, legId, { outcome: 'ambiguous', code: 'TIMED_OUT' })).toBe('AMBIGUOUS');
    expect(await desk.balances(ref)).toMatchObject({ refunds_in_transit: -4_500 });
    const begun = await desk.begin(ref, legId, 'query');
    if (begun.outcome !== 'call') throw new Error(begun.outcome);
    expect(begun.call).toBe('query');
    const found = await desk.refunds.recordAnswer({ ...ref, legId, attempt: begun.attempt, answer: SUCCEEDED });
    expect(found.state).toBe('SUCCEEDED');
    expect(await desk.attempts(legId)).toMatchObject([
      { outcome: 'ambiguous' },
      { kind: 'QUERY', outcome: 'succeeded' },
    ]);
  });

  it('of a proven failure gives the capture its amount back, owes it again and asks for attention', async () => {
    const { ref, legId, orderId } = await desk.oneLeg();
    expect(await desk.send(ref, legId, { outcome: 'failed', code: 'card_expired' })).toBe('FAILED');
    expect(await desk.captures(orderId)).toEqual({ cap_1: 0 });
    expect(await desk.balances(ref)).toMatchObject({ refunds_in_transit: 0, payable_to_customer: -4_500 });
    expect(await desk.leg(legId)).toMatchObject({ code: 'card_expired' });
    expect(await desk.row(ref.cancellationId)).toMatchObject({ refund_state: 'NEEDS_ATTENTION' });
  });

  it('of another amount, or of another refund, is a person’s to look at and holds the money', async () => {
    const wrong = await desk.oneLeg();
    expect(await desk.send(wrong.ref, wrong.legId, { outcome: 'mismatch', code: 'AMOUNT_MISMATCH' })).toBe('REVIEW');
    expect(await desk.captures(wrong.orderId)).toEqual({ cap_1: 4_500 });
    expect(await desk.balances(wrong.ref)).toMatchObject({ refunds_in_transit: -4_500 });
    const other = await desk.oneLeg();
    await desk.send(other.ref, other.legId, { outcome: 'pending', providerRef: 're_1' });
    const answer = { outcome: 'succeeded', providerRef: 're_2' } as const;
    const standing = await desk.refunds.recordAnswer({ ...other.ref, legId: other.legId, attempt: 1, answer });
    expect(standing).toMatchObject({ state: 'REVIEW', code: 'PROVIDER_REF_CHANGED' });
  });

  it('late, repeated and out of order changes nothing', async () => {
    const { ref, legId } = await desk.oneLeg();
    await desk.send(ref, legId, SUCCEEDED);
    const before = await desk.balances(ref);
    for (const outcome of ['ambiguous', 'pending', 'succeeded', 'not_found', 'not_sent', 'rate_limited'] as const) {
      const standing = await desk.refunds.recordAnswer({ ...ref, legId, attempt: 1, answer: { outcome } });
      expect(standing.state).toBe('SUCCEEDED');
    }
    expect(await desk.balances(ref)).toEqual(before);
    expect((await desk.events(ref.cancellationId)).filter((event) => event === 'LEG_SUCCEEDED')).toHaveLength(1);
  });

  it('of failure after success keeps the success and asks for attention, also when another answer comes later', async () => {
    const { ref, legId, orderId } = await desk.oneLeg();
    await desk.send(ref, legId, SUCCEEDED);
    await desk.refunds.recordAnswer({ ...ref, legId, attempt: 1, answer: { outcome: 'failed', providerRef: 're_1' } });
    expect(await desk.leg(legId)).toMatchObject({ state: 'SUCCEEDED', late_news: 'RETURNED' });
    await desk.refunds.recordAnswer({ ...ref, legId, attempt: 1, answer: SUCCEEDED });
    expect(await desk.order(orderId)).toMatchObject({ refund_state: 'NEEDS_ATTENTION' });
    expect(await desk.events(ref.cancellationId)).toContain('LEG_RETURNED');
  });

  it('by two ways at the same time counts once', async () => {
    const { ref, legId } = await desk.oneLeg();
    await desk.begin(ref, legId);
    const answers = [1, 2, 3, 4].map(() => desk.refunds.recordAnswer({ ...ref, legId, attempt: 1, answer: SUCCEEDED }));
    expect((await Promise.all(answers)).map(({ state }) => state)).toEqual(Array(4).fill('SUCCEEDED'));
    expect(await desk.balances(ref)).toMatchObject({ paid_back: -4_500, refunds_in_transit: 0 });
  });

  it('to a void closes the authorization', async () => {
    const authorization = { authorizationId: 'auth_1', amount: 4_500, state: 'OPEN' as const };
    const tenders = [
      {
        ...{ tenderId: 't_1', kind: 'CARD' as const, channel: 'sandbox', currency: 'EUR', sequence: 1 },
        ...{ captures: [], authorizations: [authorization] },
      },
    ];
    const { ref, legs } = await desk.committed({ orderId: 'void', tenders });
    expect(legs).toMatchObject([{ kind: 'void', amount: 4_500 }]);
    await desk.send(ref, `${ref.cancellationId}/1`, { outcome: 'succeeded' });
    const stored = await desk.db.selectFrom('authorizations').select('state').where('order_id', '=', 'void').execute();
    expect(stored).toEqual([{ state: 'VOIDED' }]);
  });
});

describe('what a leg sends', () => {
  it.each(['amount', 'idempotency_key', 'capture_id', 'currency'] as const)('never changes its %s', async (column) => {
    const { legId } = await desk.oneLeg();
    const value = column === 'amount' ? 1 : 'X';
    const changed = desk.db
      .updateTable('refund_legs')
      .set({ [column]: value })
      .where('leg_id', '=', legId)
      .execute();
    await expect(changed).rejects.toMatchObject({ code: '23514' });
  });
});
