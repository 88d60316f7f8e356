import { inTransaction } from '../../../../src/adapters/persistence/in-transaction';
import { lockCancellation } from '../../../../src/adapters/persistence/lock-cancellation';
import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { recordDecision } from '../../../../src/adapters/persistence/steps/record-decision';
import { recordShopStep } from '../../../../src/adapters/persistence/steps/record-shop-step';
import { withdraw } from '../../../../src/adapters/persistence/steps/withdraw';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import { CUSTOMER, MERCHANT, NOW, openBookshop, refOf, type Bookshop } from './bookshop';

let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
  await shop.putMerchant('m_1', { approvalNeeded: false });
  await shop.putMerchant('m_2', { approvalNeeded: false });
});
afterAll(() => shop.close());

async function accepted(orderId: string) {
  await shop.putOrder({ orderId });
  return refOf(await shop.accepted(orderId));
}
const unitStates = async (orderId: string) => {
  const rows = await shop.units(orderId);
  return rows.map(({ state, cancellation_id }) => [state, cancellation_id]);
};

/** What the first irreversible act does before it happens. */
function takePivot(ref: CancellationRef): Promise<boolean> {
  return inTransaction(shop.db, async (tx) => {
    const row = await lockCancellation(tx, ref);
    if (row.withdrawn_at !== null) return false;
    const set = tx.updateTable('cancellations').set({ pivot_at: new Date() });
    await set.where('cancellation_id', '=', ref.cancellationId).execute();
    return true;
  });
}

describe('withdraw', () => {
  it('is told again to whoever asks again, and told once on the timeline', async () => {
    const ref = await accepted('again');
    const calls = await Promise.all([1, 2, 3].map(() => withdraw(shop.db)({ ...ref, actor: CUSTOMER })));
    expect(calls).toEqual(Array(3).fill({ outcome: 'withdrawn' }));
    const told = (await shop.events(ref.cancellationId)).filter((event) => event === 'WITHDRAWAL_RECORDED');
    expect(told).toHaveLength(1);
    expect((await shop.row(ref.cancellationId)).withdrawn_at).not.toBeNull();
  });

  it('is refused past the pivot, after the end, to a merchant and of nothing', async () => {
    const ref = await accepted('refused');
    const ask = { ...ref, actor: CUSTOMER };
    expect(await withdraw(shop.db)({ ...ref, actor: MERCHANT })).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    expect(await withdraw(shop.db)({ ...ask, cancellationId: 'no.0' })).toMatchObject({
      code: 'CANCELLATION_NOT_FOUND',
    });
    await takePivot(ref);
    expect(await withdraw(shop.db)(ask)).toMatchObject({ code: 'PAST_THE_PIVOT' });
    const other = await accepted('over');
    await end(shop.db)({ ...other, outcome: 'DENIED', code: 'SHOP_REFUSED' });
    expect(await withdraw(shop.db)({ ...other, actor: CUSTOMER })).toMatchObject({ code: 'CANCELLATION_ENDED' });
  });

  it('and the pivot at the same instant: exactly one of them, in a hundred rounds', async () => {
    const wins = { withdrawn: 0, pivot: 0 };
    for (let round = 0; round < 100; round += 1) {
      const ref = await accepted(`race_${round}`);
      const pivot = () =>
        round % 4 < 2 ? takePivot(ref) : commit(shop.db)(ref).then(({ outcome }) => outcome !== 'withdrawn');
      const withdrawal = () => withdraw(shop.db)({ ...ref, actor: CUSTOMER });
      const [result, taken] =
        round % 2 === 0
          ? await Promise.all([withdrawal(), pivot()])
          : await Promise.all([pivot(), withdrawal()]).then(([second, first]) => [first, second] as const);
      const row = await shop.row(ref.cancellationId);
      expect([row.withdrawn_at !== null, row.pivot_at !== null]).toEqual([!taken, taken]);
      if (taken) expect(result).toMatchObject({ code: 'PAST_THE_PIVOT' });
      else expect(result).toEqual({ outcome: 'withdrawn' });
      wins[taken ? 'pivot' : 'withdrawn'] += 1;
    }
    expect(wins.withdrawn).toBeGreaterThan(0);
    expect(wins.pivot).toBeGreaterThan(0);
  });

  it('and the pivot together are refused by the database itself', async () => {
    const ref = await accepted('both');
    const both = shop.db.updateTable('cancellations').set({ pivot_at: NOW, withdrawn_at: NOW });
    await expect(both.where('cancellation_id', '=', ref.cancellationId).execute()).rejects.toMatchObject({
      code: '23514',
    });
  });
});

describe('end', () => {
  it('gives the units free, lets the order read as before, and answers the same again, at once or later', async () => {
    const ref = await accepted('free');
    const input = { ...ref, outcome: 'WITHDRAWN' } as const;
    const answers = await Promise.all([1, 2, 3].map(() => end(shop.db)(input)));
    expect(answers).toEqual(Array(3).fill({ outcome: 'WITHDRAWN' }));
    expect(await end(shop.db)({ ...ref, outcome: 'REJECTED' })).toEqual({ outcome: 'WITHDRAWN' });
    expect(await unitStates('free')).toEqual(Array(3).fill(['ACTIVE', null]));
    expect(await shop.order('free')).toMatchObject({ state: 'OPEN', refund_state: 'NONE', frozen: true });
    expect(await shop.row(ref.cancellationId)).toMatchObject({
      state: 'WITHDRAWN',
      waiting_on: 'NONE',
      deadline: null,
    });
    const units = shop.db
      .selectFrom('cancellation_units')
      .select('state')
      .where('cancellation_id', '=', ref.cancellationId);
    expect((await units.execute()).map(({ state }) => state)).toEqual(Array(3).fill('RELEASED'));
    expect((await shop.events(ref.cancellationId)).filter((event) => event === 'WITHDRAWN')).toHaveLength(1);
    expect((await shop.accepted('free', { idempotencyKey: 'next' })).outcome).toBe('accepted');
  });

  it('keeps what the shop said when it refused, and stops the clocks of the merchants that were asked', async () => {
    await shop.putMerchant('m_1', { approvalNeeded: true });
    const ref = await accepted('shop_refused');
    await end(shop.db)({ ...ref, outcome: 'DENIED', code: 'SHOP_REFUSED', shopCode: 'PICKED' });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ denial_code: 'SHOP_REFUSED', shop_code: 'PICKED' });
    const open = shop.db.selectFrom('cancellation_parts').select('deadline').where('state', '=', 'PENDING');
    expect(await open.where('cancellation_id', '=', ref.cancellationId).execute()).toEqual([{ deadline: null }]);
    await shop.putMerchant('m_1', { approvalNeeded: false });
  });

  it('of a further part leaves the order partly cancelled', async () => {
    await shop.putOrder({ orderId: 'part' });
    const gone = shop.db.updateTable('order_units').set({ state: 'CANCELLED', cancellation_id: 'earlier' });
    await gone.where('order_id', '=', 'part').where('unit_id', '=', 'b/1').execute();
    const ref = refOf(await shop.accepted('part'));
    await end(shop.db)({ ...ref, outcome: 'WITHDRAWN' });
    expect(await shop.order('part')).toMatchObject({ state: 'PARTIALLY_CANCELLED' });
    expect((await unitStates('part')).map(([state]) => state).sort()).toEqual(['ACTIVE', 'ACTIVE', 'CANCELLED']);
  });

  it('after the commit is a fault: from there it only goes on', async () => {
    const ref = await accepted('committed');
    expect(await commit(shop.db)(ref)).toMatchObject({ outcome: 'committed' });
    await expect(end(shop.db)({ ...ref, outcome: 'WITHDRAWN' })).rejects.toThrow('is committed');
    expect((await unitStates('committed')).map(([state]) => state)).toEqual(Array(3).fill('CANCELLED'));
  });

  it('REJECTED by every merchant', async () => {
    await shop.putMerchant('m_1', { approvalNeeded: true });
    await shop.putMerchant('m_2', { approvalNeeded: true });
    const ref = await accepted('rejected');
    for (const merchantId of ['m_1', 'm_2']) {
      const decision = {
        merchantId,
        outcome: 'REJECTED',
        door: 'API',
        rejectionReason: 'OTHER',
        actor: MERCHANT,
      } as const;
      await recordDecision(shop.db)({ ...ref, ...decision, receivedAt: NOW.toISOString() });
    }
    expect(await end(shop.db)({ ...ref, outcome: 'REJECTED' })).toEqual({ outcome: 'REJECTED' });
  });
});

describe('recordShopStep', () => {
  it('keeps that the shop holds its order until it released it, and tells each once', async () => {
    const ref = await accepted('held');
    const record = recordShopStep(shop.db);
    await Promise.all([1, 2].map(() => record({ ...ref, step: 'HELD' })));
    expect((await shop.row(ref.cancellationId)).shop_held_at).not.toBeNull();
    await Promise.all([1, 2].map(() => record({ ...ref, step: 'RELEASED' })));
    expect((await shop.row(ref.cancellationId)).shop_held_at).toBeNull();
    await Promise.all([1, 2].map(() => record({ ...ref, step: 'CLOSED' })));
    const events = (await shop.events(ref.cancellationId)).filter((event) => event.startsWith('SHOP_'));
    expect(events).toEqual(['SHOP_HELD', 'SHOP_RELEASED', 'SHOP_CLOSED']);
  });
});
