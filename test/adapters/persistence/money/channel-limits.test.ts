import { createCancellationBook } from '../../../../src/adapters/persistence/cancellation-book';
import { NOW } from '../steps/bookshop';
import type { ChannelCapabilities } from '../../../../src/domain/channel';
import { somebodyWaits } from './lock-waits';
import { captured, legsOf } from './payments';
import { CAPABILITIES, openDesk, type Desk } from './refund-desk';
import { line, tender } from '../orders/new-order';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe('a leg that its channel can never carry out', () => {
  it.each<[string, Partial<ChannelCapabilities>]>([
    ['WINDOW_OVER', { windowMs: 1_000 }],
    ['TOO_MANY_REFUNDS', { maxRefunds: 0 }],
    ['KIND_NOT_SUPPORTED', { kinds: ['void'] }],
    ['CURRENCY_NOT_TAKEN', { currencies: ['USD'] }],
    ['KEY_UNFIT', { keyMaxLength: 32 }],
  ])('is stored, and fails as %s without a byte sent', async (code, over) => {
    const { ref, legId, orderId } = await desk.oneLeg();
    const begun = await desk.beginAt(over, ref, legId);
    expect(begun).toEqual({ outcome: 'stored', leg: { channel: 'sandbox', state: 'FAILED', code } });
    expect(await desk.attempts(legId)).toEqual([]);
    expect(await desk.captures(orderId)).toEqual({ cap_1: 0 });
    expect(await desk.balances(ref)).toMatchObject({ refunds_in_transit: 0, payable_to_customer: -4_500 });
  });

  it('for it takes no parts of a payment fails as NOT_PARTIAL', async () => {
    await desk.putOrder({ orderId: 'parts', tenders: [captured('cap_1', 4_600)] });
    const selection = { kind: 'LINES', lines: [{ lineId: 'a', quantity: 1 }] } as const;
    const { cancellationId } = await desk.accepted('parts', { selection });
    const ref = { shopId: 'shop_1', cancellationId };
    await desk.decide(ref, { m_1: 'APPROVED' });
    await desk.book.commit(ref);
    const begun = await desk.beginAt({ partial: false }, ref, `${cancellationId}/1`);
    expect(begun).toMatchObject({ leg: { state: 'FAILED', code: 'NOT_PARTIAL' } });
  });

  it('but may have seen already is asked about, never declared failed', async () => {
    const { ref, legId } = await desk.oneLeg();
    await desk.send(ref, legId, { outcome: 'ambiguous' });
    expect(await desk.beginAt({ windowMs: 1_000 }, ref, legId)).toMatchObject({ outcome: 'call' });
    expect(await desk.leg(legId)).toMatchObject({ state: 'AMBIGUOUS' });
  });
});

describe('a plan', () => {
  it('tells at once which of its legs can’t go the way that they came', async () => {
    const capabilities = () => ({ ...CAPABILITIES, windowMs: 1_000 });
    const book = createCancellationBook(desk.db, { clock: () => NOW, capabilities });
    const ref = await desk.approved({ orderId: 'told' });
    expect(await book.commit(ref)).toMatchObject({ outcome: 'committed', legs: [{ state: 'PLANNED' }] });
    const { details } = await desk.db
      .selectFrom('timeline')
      .select('details')
      .where('cancellation_id', '=', ref.cancellationId)
      .where('event', '=', 'COMMITTED')
      .executeTakeFirstOrThrow();
    expect(details).toMatchObject({ cannotGo: [{ tenderId: 't_1', sourceId: 'cap_1', code: 'WINDOW_OVER' }] });
  });
});

describe('two refunds of one payment', () => {
  const apart = { minIntervalMs: 60_000 };

  async function twoLegs(orderId: string) {
    const lines = [line({ lineId: 'a', unitPrice: 1_000 }), line({ lineId: 'b', unitPrice: 2_000 })];
    await desk.putOrder({ orderId, lines, shippingFee: 0, tenders: [captured('cap_1', 3_000)] });
    const refs = [];
    for (const lineId of ['a', 'b']) {
      const selection = { kind: 'LINES', lines: [{ lineId, quantity: 1 }] } as const;
      const { cancellationId } = await desk.accepted(orderId, { selection, idempotencyKey: `${orderId}-${lineId}` });
      const ref = { shopId: 'shop_1', cancellationId };
      await desk.decide(ref, { m_1: 'APPROVED' });
      await desk.book.commit(ref);
      refs.push({ ref, legId: `${cancellationId}/1` });
      // The first one is closed, so that the second may be asked for.
      if (lineId === 'a') {
        await desk.send(ref, `${cancellationId}/1`, { outcome: 'pending' });
        await desk.book.close(ref);
      }
    }
    return refs;
  }

  it('keep the distance that the channel wants, and the wait leaves nothing behind', async () => {
    const [, second] = await twoLegs('apart');
    if (second === undefined) throw new Error('two legs were planned');
    const waited = await desk.beginAt(apart, second.ref, second.legId);
    expect(waited).toMatchObject({ outcome: 'wait', leg: { state: 'PLANNED' } });
    if (waited.outcome !== 'wait') throw new Error(waited.outcome);
    expect(waited.retryAfterMs).toBeGreaterThan(50_000);
    expect(waited.retryAfterMs).toBeLessThanOrEqual(60_000);
    expect(await desk.attempts(second.legId)).toEqual([]);
    expect(await desk.leg(second.legId)).toMatchObject({ state: 'PLANNED', submitted_at: null });
    const longAgo = new Date(Date.now() - 61_000);
    await desk.db.updateTable('refund_attempts').set({ started_at: longAgo }).execute();
    expect(await desk.beginAt(apart, second.ref, second.legId)).toMatchObject({ outcome: 'call' });
  });

  it('at the same instant go out one at a time', async () => {
    const tenders = [tender({ captures: [], authorizations: [] }), captured('cap_1')];
    const { ref } = await desk.committed({ orderId: 'instant', tenders: tenders.slice(1) });
    const first = await desk.leg(`${ref.cancellationId}/1`);
    await desk.db
      .insertInto('refund_legs')
      .values({ ...first, leg_id: `${ref.cancellationId}/2`, idempotency_key: 'rescind-second' })
      .execute();
    const begun = await Promise.all([1, 2].map((n) => desk.beginAt(apart, ref, `${ref.cancellationId}/${n}`)));
    expect(begun.map(({ outcome }) => outcome).sort()).toEqual(['call', 'wait']);
  });

  it('are judged under the lock of their payment', async () => {
    const { ref, legId, orderId } = await desk.oneLeg();
    const other = desk.db.transaction().execute(async (tx) => {
      await tx.selectFrom('captures').select('capture_id').where('order_id', '=', orderId).forUpdate().execute();
      const begun = desk.beginAt(apart, ref, legId);
      await somebodyWaits(desk.db);
      return { begun };
    });
    const { begun } = await other;
    expect(await begun).toMatchObject({ outcome: 'call' });
  });

  it('may go out side by side where the channel does not mind', async () => {
    const [, second] = await twoLegs('side-by-side');
    if (second === undefined) throw new Error('two legs were planned');
    expect(await desk.begin(second.ref, second.legId)).toMatchObject({ outcome: 'call' });
    expect(await legsOf(desk, 'side-by-side')).toEqual(['refund cap_1 1000 PENDING', 'refund cap_1 2000 SUBMITTED']);
  });
});

describe('the request of a leg', () => {
  it('carries shop, order and the whole payment, and is the same for ever but for the channel’s own id', async () => {
    const { ref, legId, orderId } = await desk.oneLeg();
    await desk.send(ref, legId, { outcome: 'ambiguous', providerRef: 're_9' });
    const begun = await desk.begin(ref, legId);
    if (begun.outcome !== 'call') throw new Error(begun.outcome);
    expect(begun.request).toMatchObject({ shopId: 'shop_1', orderId, sourceAmount: 4_500, providerRef: 're_9' });
    const [first, second] = await desk.attempts(legId);
    expect(second?.request).toEqual({ ...first?.request, providerRef: 're_9' });
  });

  it('that would differ from the first one stored is a fault, and nothing is sent', async () => {
    const { ref, legId } = await desk.oneLeg();
    await desk.send(ref, legId, { outcome: 'ambiguous' });
    await desk.db
      .updateTable('refund_attempts')
      .set({ request: JSON.stringify({ legId, amount: 4_499 }) })
      .where('leg_id', '=', legId)
      .execute();
    await expect(desk.begin(ref, legId)).rejects.toThrow('would be sent with another amount under its key');
    expect(await desk.attempts(legId)).toHaveLength(1);
  });
});

describe('a channel whose books are our own', () => {
  const own: ChannelCapabilities = { ...CAPABILITIES, own: true };

  it('is credited in the transaction that records the attempt and its answer', async () => {
    const { ref, legId } = await desk.oneLeg();
    const credited: string[] = [];
    const refunds = desk.bookWith({
      credit: (_tx, request) => {
        credited.push(request.idempotencyKey);
        return Promise.resolve({ outcome: 'succeeded', providerRef: 'entry_1' });
      },
    });
    const begun = await refunds.beginAttempt({ ...ref, legId, call: 'submit' }, () => own);
    expect(begun).toEqual({
      outcome: 'stored',
      leg: { channel: 'sandbox', state: 'SUCCEEDED', providerRef: 'entry_1' },
    });
    expect(credited).toEqual([(await desk.leg(legId)).idempotency_key]);
    expect(await desk.attempts(legId)).toMatchObject([{ kind: 'SUBMIT', outcome: 'succeeded' }]);
    expect(await desk.balances(ref)).toMatchObject({ paid_back: -4_500, refunds_in_transit: 0 });
    expect(await refunds.beginAttempt({ ...ref, legId, call: 'submit' }, () => own)).toEqual(begun);
    expect(credited).toHaveLength(1);
  });

  it('that breaks off leaves neither attempt nor credit', async () => {
    const { ref, legId } = await desk.oneLeg();
    const refunds = desk.bookWith({
      credit: async (tx) => {
        await tx.updateTable('shops').set({ locale: 'zh' }).execute();
        throw new Error('broke off');
      },
    });
    await expect(refunds.beginAttempt({ ...ref, legId, call: 'submit' }, () => own)).rejects.toThrow('broke off');
    expect(await desk.leg(legId)).toMatchObject({ state: 'PLANNED' });
    expect(await desk.attempts(legId)).toEqual([]);
    expect(await desk.db.selectFrom('shops').select('locale').execute()).toEqual([{ locale: 'en' }]);
  });

  it('at the same time from two sides is credited once', async () => {
    const { ref, legId } = await desk.oneLeg();
    let credits = 0;
    const refunds = desk.bookWith({
      credit: () => {
        credits += 1;
        return Promise.resolve({ outcome: 'succeeded' });
      },
    });
    const begun = await Promise.all(
      [1, 2, 3, 4].map(() => refunds.beginAttempt({ ...ref, legId, call: 'submit' }, () => own)),
    );
    expect(begun.map(({ outcome }) => outcome)).toEqual(Array(4).fill('stored'));
    expect(credits).toBe(1);
  });
});
