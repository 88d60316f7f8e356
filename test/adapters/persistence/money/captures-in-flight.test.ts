import { newOrder, tender } from '../orders/new-order';
import { refOf } from '../steps/bookshop';
import { authorized, countersOf, legsOf, paymentNews, repairsOf } from './payments';
import { openDesk, type Desk } from './refund-desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const stateOf = async (authorizationId: string) =>
  desk.db
    .selectFrom('authorizations')
    .select(['state', 'amount', 'captured'])
    .where('authorization_id', '=', authorizationId)
    .executeTakeFirstOrThrow();

const CAPTURED_MEANWHILE = { outcome: 'failed', code: 'ALREADY_CAPTURED' } as const;

/** A committed cancellation whose void the channel refused, since the payment had been captured. */
async function overtaken(orderId: string, authorizationId: string) {
  const { ref } = await desk.committed({ orderId, tenders: [authorized({ [authorizationId]: 4_500 })] });
  const legId = `${ref.cancellationId}/1`;
  await desk.send(ref, legId, CAPTURED_MEANWHILE);
  return { ref, legId };
}

describe('what was authorized', () => {
  it('is voided, and what was captured is refunded, each by its own leg', async () => {
    const captures = ['c1', 'c2'].map((captureId) => ({
      ...{ captureId, amount: 1_000 },
      capturedAt: new Date('2026-03-01T10:00:05Z'),
    }));
    const authorizations = ['a1', 'a2'].map((authorizationId, index) => ({
      ...{ authorizationId, amount: 1_000 + 500 * index, state: 'OPEN' as const },
    }));
    const { ref } = await desk.committed({ orderId: 'parts', tenders: [tender({ captures, authorizations })] });
    expect((await legsOf(desk, 'parts')).sort()).toEqual([
      'refund c1 1000 PLANNED',
      'refund c2 1000 PLANNED',
      'void a1 1000 PLANNED',
      'void a2 1500 PLANNED',
    ]);
    expect(await desk.row(ref.cancellationId)).toMatchObject({ refund: 4_500 });
  });

  it('and is being captured is waited for: the commit changes nothing, and names the payment to read', async () => {
    const ref = await desk.approved({ orderId: 'flight', tenders: [authorized({ auth_f: 4_500 }, 'CAPTURING')] });
    const payment = { tenderId: 't_1', channel: 'sandbox', sourceId: 'auth_f', currency: 'EUR' };
    expect(await desk.book.commit(ref)).toEqual({ outcome: 'in_flight', payments: [payment] });
    expect(await desk.row(ref.cancellationId)).toMatchObject({ pivot_at: null, committed_at: null });
    expect(await legsOf(desk, 'flight')).toEqual([]);
    const news = paymentNews({ kind: 'CAPTURED', sourceId: 'cap_f', authorizationId: 'auth_f' });
    expect(await desk.refunds.receivePaymentNews(news)).toEqual({ outcome: 'applied', signal: ref });
    expect(await desk.book.commit(ref)).toMatchObject({ outcome: 'committed', refund: 4_500 });
    expect(await legsOf(desk, 'flight')).toEqual(['refund cap_f 4500 PLANNED']);
    expect(await repairsOf(desk, ref.cancellationId)).toEqual([]);
  });

  it.each([
    ['is open again', undefined, ['void auth_1 4500 PLANNED']],
    ['is gone', true, []],
  ] as const)('and could not be captured %s', async (word, voided, legs) => {
    const orderId = word.replaceAll(' ', '-');
    const ref = await desk.approved({ orderId, tenders: [authorized({ auth_1: 4_500 }, 'CAPTURING')] });
    await desk.db
      .updateTable('authorizations')
      .set({ authorization_id: orderId })
      .where('order_id', '=', orderId)
      .execute();
    const news = paymentNews({ kind: 'CAPTURE_FAILED', sourceId: orderId, amount: 0, ...(voided && { voided }) });
    expect(await desk.refunds.receivePaymentNews(news)).toMatchObject({ outcome: 'applied' });
    expect(await desk.book.commit(ref)).toMatchObject({ outcome: 'committed' });
    expect(await legsOf(desk, orderId)).toEqual(legs.map((leg) => leg.replace('auth_1', orderId)));
  });
});

describe('a void that a capture was faster than', () => {
  it('waits while the capture is not on our books, then refunds it under a new key', async () => {
    const { ref, legId } = await overtaken('raced', 'auth_r');
    const payment = { tenderId: 't_1', channel: 'sandbox', sourceId: 'auth_r', currency: 'EUR' };
    expect(await desk.book.refundInstead({ ...ref, legId })).toEqual({ outcome: 'in_flight', payments: [payment] });
    const news = paymentNews({ kind: 'CAPTURED', sourceId: 'cap_r', authorizationId: 'auth_r' });
    expect(await desk.refunds.receivePaymentNews(news)).toEqual({ outcome: 'applied', signal: ref });
    const planned = await desk.book.refundInstead({ ...ref, legId });
    expect(planned).toMatchObject({ outcome: 'planned', legs: [{ kind: 'refund', amount: 4_500, state: 'PLANNED' }] });
    expect(await desk.book.refundInstead({ ...ref, legId })).toEqual(planned);
    const [before, after] = [await desk.leg(legId), await desk.leg(`${ref.cancellationId}/2`)];
    expect(before.replaced_by).toBe(after.leg_id);
    expect(after.idempotency_key).not.toBe(before.idempotency_key);
    expect(await repairsOf(desk, ref.cancellationId)).toEqual([]);
    await desk.send(ref, after.leg_id, { outcome: 'succeeded' });
    await desk.book.close(ref);
    expect(await desk.book.prove(ref)).toMatchObject({ outcome: 'settled' });
  });

  it('in part refunds that part and voids the rest', async () => {
    const { ref, legId } = await overtaken('in-part', 'auth_p');
    const news = paymentNews({ kind: 'CAPTURED', sourceId: 'cap_p', authorizationId: 'auth_p', amount: 3_000 });
    await desk.refunds.receivePaymentNews(news);
    expect(await stateOf('auth_p')).toEqual({ state: 'OPEN', amount: 4_500, captured: 3_000 });
    await desk.book.refundInstead({ ...ref, legId });
    expect(await legsOf(desk, 'in-part')).toEqual([
      'void auth_p 4500 FAILED ALREADY_CAPTURED',
      'refund cap_p 3000 PLANNED',
      'void auth_p 1500 PLANNED',
    ]);
    expect(await desk.row(ref.cancellationId)).toMatchObject({ refund: 4_500 });
  });

  it('whose rest was released by the capture owes that no more, to the cent', async () => {
    const { ref, legId } = await overtaken('released', 'auth_x');
    await desk.refunds.receivePaymentNews(
      paymentNews({ kind: 'CAPTURED', sourceId: 'cap_x', authorizationId: 'auth_x', amount: 3_000 }),
    );
    await desk.book.refundInstead({ ...ref, legId });
    await desk.send(ref, `${ref.cancellationId}/2`, { outcome: 'succeeded' });
    await desk.send(ref, `${ref.cancellationId}/3`, CAPTURED_MEANWHILE);
    await desk.book.refundInstead({ ...ref, legId: `${ref.cancellationId}/3` });
    expect(await desk.row(ref.cancellationId)).toMatchObject({ refund: 3_000 });
    expect(await desk.balances(ref)).toMatchObject({
      sales_reversed: 3_000,
      payable_to_customer: 0,
      paid_back: -3_000,
    });
    await desk.book.close(ref);
    expect(await desk.book.prove(ref)).toMatchObject({ outcome: 'settled' });
  });

  it('but succeeded all the same leaves a capture that a repair sends back', async () => {
    const { ref } = await desk.committed({ orderId: 'both', tenders: [authorized({ auth_b: 4_500 })] });
    const legId = `${ref.cancellationId}/1`;
    await desk.begin(ref, legId);
    const news = paymentNews({ kind: 'CAPTURED', sourceId: 'cap_b', authorizationId: 'auth_b', amount: 1_000 });
    expect(await desk.refunds.receivePaymentNews(news)).toEqual({ outcome: 'applied', signal: ref });
    expect(await repairsOf(desk, ref.cancellationId)).toEqual([]);
    await desk.refunds.recordAnswer({ ...ref, legId, attempt: 1, answer: { outcome: 'succeeded' } });
    expect(await repairsOf(desk, ref.cancellationId)).toEqual([
      { subject: 'cap_b', kind: 'LATE_MONEY', amount: 1_000 },
    ]);
  });

  it('is a fault for any other leg', async () => {
    const { ref } = await desk.committed({ orderId: 'no-void' });
    await expect(desk.book.refundInstead({ ...ref, legId: `${ref.cancellationId}/1` })).rejects.toThrow('is no void');
  });
});

describe('money that comes in', () => {
  it('after its order was cancelled is a repair’s, once, however often it is told', async () => {
    const { ref } = await desk.committed({ orderId: 'late', tenders: [authorized({ auth_l: 4_500 })] });
    await desk.send(ref, `${ref.cancellationId}/1`, { outcome: 'succeeded' });
    await desk.book.close(ref);
    await desk.book.prove(ref);
    const news = () => paymentNews({ kind: 'CAPTURED', sourceId: 'cap_l', authorizationId: 'auth_l' });
    const repair = { ...ref, subject: 'cap_l' };
    expect(await desk.refunds.receivePaymentNews(news())).toEqual({ outcome: 'applied', repair });
    expect(await desk.refunds.receivePaymentNews(news())).toEqual({ outcome: 'ignored' });
    expect(await repairsOf(desk, ref.cancellationId)).toEqual([
      { subject: 'cap_l', kind: 'LATE_MONEY', amount: 4_500 },
    ]);
    expect(await stateOf('auth_l')).toMatchObject({ state: 'VOIDED' });
  });

  it('between request and commit is part of the plan, though the quote did not know of it', async () => {
    await desk.putOrder({ orderId: 'since', tenders: [authorized({ auth_s: 0 })] });
    const ref = refOf(await desk.accepted('since'));
    expect(await desk.row(ref.cancellationId)).toMatchObject({ refund: 0 });
    await desk.refunds.receivePaymentNews(
      paymentNews({ kind: 'CAPTURED', sourceId: 'cap_s', authorizationId: 'auth_s' }),
    );
    expect(await desk.book.commit(ref)).toMatchObject({ refund: 4_500 });
    expect(await repairsOf(desk, ref.cancellationId)).toEqual([]);
  });

  it('for units that were not cancelled is the shop’s, but not what it was to capture less', async () => {
    await desk.putOrder({ orderId: 'less', shippingFee: 0, tenders: [authorized({ auth_k: 4_000 })] });
    const selection = { kind: 'LINES', lines: [{ lineId: 'b', quantity: 1 }] } as const;
    const ref = refOf(await desk.accepted('less', { selection }));
    await desk.decide(ref, { m_2: 'APPROVED' });
    expect(await desk.book.commit(ref)).toMatchObject({ outcome: 'committed', refund: 0, legs: [] });
    const capture = (captureId: string, amount: number) =>
      desk.refunds.receivePaymentNews(
        paymentNews({ kind: 'CAPTURED', sourceId: captureId, authorizationId: 'auth_k', amount }),
      );
    expect(await capture('cap_k1', 2_000)).not.toHaveProperty('repair');
    expect(await capture('cap_k2', 1_500)).toMatchObject({ repair: { subject: 'cap_k2' } });
    expect(await repairsOf(desk, ref.cancellationId)).toEqual([
      { subject: 'cap_k2', kind: 'LATE_MONEY', amount: 1_500 },
    ]);
  });

  it('is not lost when the shop, which does not know of it yet, sends its order again', async () => {
    for (const frozen of [false, true]) {
      const orderId = `again-${frozen}`;
      const auth = `auth_${frozen}`;
      const sent = { orderId, tenders: [authorized({ [auth]: 4_500 })] };
      await desk.putOrder(sent);
      if (frozen) await desk.accepted(orderId);
      await desk.refunds.receivePaymentNews(
        paymentNews({ kind: 'CAPTURED', sourceId: `cap_${frozen}`, authorizationId: auth, amount: 4_000 }),
      );
      await desk.refunds.receivePaymentNews(
        paymentNews({ kind: 'EXTERNAL_REFUND', sourceId: `cap_${frozen}`, amount: 500 }),
      );
      await desk.putOrder({ ...sent, version: 2 });
      expect(await countersOf(desk, orderId)).toMatchObject({ [`cap_${frozen}`]: { amount: 4_000, external: 500 } });
      expect(await stateOf(auth)).toEqual({ state: 'OPEN', amount: 4_500, captured: 4_000 });
      expect(await desk.order(orderId)).toMatchObject({ adjustment: 0 });
      const known = { captureId: `cap_${frozen}`, amount: 4_000, capturedAt: new Date('2026-03-01T11:00:00Z') };
      const [only = newOrder().tenders[0]] = sent.tenders;
      if (only === undefined) throw new Error('one tender');
      await desk.putOrder({ ...sent, version: 3, tenders: [{ ...only, captures: [known] }] });
      expect(await countersOf(desk, orderId)).toMatchObject({ [`cap_${frozen}`]: { amount: 4_000, external: 500 } });
      expect(await desk.order(orderId)).toMatchObject({ adjustment: 0 });
    }
  });
});
