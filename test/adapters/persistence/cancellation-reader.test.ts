import { sql } from 'kysely';
import { createCancellationReader } from '../../../src/adapters/persistence/cancellation-reader';
import { accept } from '../../../src/adapters/persistence/steps/accept';
import { commit } from '../../../src/adapters/persistence/steps/commit';
import { flag } from '../../../src/adapters/persistence/steps/flag';
import { withdraw } from '../../../src/adapters/persistence/steps/withdraw';
import { explain } from '../../../src/domain/explain/explain';
import type { CancellationFilter, CancellationReader } from '../../../src/ports/cancellation-reader';
import { line } from './orders/new-order';
import { CUSTOMER, HOUR, NOW, openBookshop, refOf, requestFor, SHOP, type Bookshop } from './steps/bookshop';

let shop: Bookshop;
let reader: CancellationReader;
beforeAll(async () => {
  shop = await openBookshop();
  reader = createCancellationReader(shop.db);
  await shop.putMerchant('m_free', { approvalNeeded: false });
});
afterAll(() => shop.close());

describe('readView', () => {
  it('tells where an accepted one stands, with the clock that runs next', async () => {
    await shop.putOrder({ orderId: 'view' });
    const ref = refOf(await shop.accepted('view'));
    const view = await reader.readView(ref);
    const deadline = new Date(NOW.getTime() + 48 * HOUR).toISOString();
    expect(view).toEqual({
      ...{ cancellationId: ref.cancellationId, orderId: 'view', state: 'AWAITING_DECISION', waitingOn: 'MERCHANT' },
      ...{ reason: 'CHANGED_MIND', currency: 'EUR', refund: 4_500, fee: 0, whole: true, refundState: 'NONE' },
      shares: { m_1: 2_250, m_2: 2_250 },
      parts: ['m_1', 'm_2'].map((merchantId) => ({ merchantId, decision: 'PENDING', deadline, onTimeout: 'APPROVE' })),
      ...{ legs: [], deadline, onTimeout: 'APPROVE', mayWithdraw: true },
    });
    if (view !== undefined) expect(JSON.stringify(explain(view, 'en', 'customer'))).not.toContain('undefined');
    await withdraw(shop.db)({ ...ref, actor: CUSTOMER });
    expect(await reader.readView(ref)).toMatchObject({ mayWithdraw: false });
    expect(await reader.readView(ref)).not.toHaveProperty('deadline');
  });

  it('tells legs, what it is stuck in, and why it was denied', async () => {
    await shop.putOrder({ orderId: 'legs', lines: [line({ merchantId: 'm_free' })] });
    const ref = refOf(await shop.accepted('legs'));
    await commit(shop.db)(ref);
    const { since } = await flag(shop.db)({ ...ref, cause: 'REFUND_UNRESOLVED', step: 'refund' });
    expect(await reader.readView(ref)).toMatchObject({
      ...{ state: 'NEEDS_HUMAN', refundState: 'NEEDS_ATTENTION', mayWithdraw: false },
      stuck: { cause: 'REFUND_UNRESOLVED', since, step: 'refund' },
      legs: [{ legId: `${ref.cancellationId}/1`, state: 'PLANNED', amount: 4_500, tenderId: 't_1' }],
    });
    const denied = await accept(shop.db, { clock: () => NOW })(requestFor('legs', { idempotencyKey: 'denied' }));
    const view = await reader.readView(refOf(denied));
    expect(view).toMatchObject({ state: 'DENIED', denial: 'ORDER_ALREADY_CANCELLED', parts: [], mayWithdraw: false });
  });

  it('knows nothing of another shop or another id', async () => {
    const { cancellationId } = requestFor('view');
    expect(await reader.readView({ shopId: 'shop_2', cancellationId })).toBeUndefined();
    expect(await reader.readTimeline({ shopId: 'shop_2', cancellationId })).toEqual([]);
    expect(await reader.readView({ shopId: SHOP, cancellationId: 'x.0' })).toBeUndefined();
  });
});

it('the timeline tells every change in order, with actor and reason', async () => {
  const told = await reader.readTimeline(refOf(requestFor('view')));
  expect(told.map(({ event, actor, from, to, reason }) => [event, actor.role, from, to, reason])).toEqual([
    ['REQUESTED', 'customer', undefined, 'REQUESTED', 'CHANGED_MIND'],
    ['ACCEPTED', 'system', 'REQUESTED', 'AWAITING_DECISION', undefined],
    ['WITHDRAWAL_RECORDED', 'customer', 'AWAITING_DECISION', 'AWAITING_DECISION', undefined],
  ]);
});

describe('the list', () => {
  const ids: string[] = [];
  beforeAll(async () => {
    await shop.db.insertInto('shops').values({ shop_id: 'other_shop' }).execute();
    for (let n = 0; n < 7; n += 1) {
      const orderId = `list_${n}`;
      await shop.putOrder({ orderId, lines: [line({ merchantId: n % 2 === 0 ? 'm_even' : 'm_odd' })] });
      // Two of each instant, so that the cursor has to tell them apart.
      const clock = () => new Date(NOW.getTime() + (1 + Math.floor(n / 2)) * HOUR);
      const answer = await accept(shop.db, { clock })(requestFor(orderId));
      ids.push(answer.cancellationId);
    }
  });
  const all = async (filter: CancellationFilter, limit: number) => {
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await reader.list({ shopId: SHOP, filter, limit, ...(cursor === undefined ? {} : { cursor }) });
      pages.push(page.items.map(({ view }) => view.cancellationId));
      cursor = page.next;
    } while (cursor !== undefined);
    return pages;
  };

  it('gives every row once, newest first, however long the pages are', async () => {
    const whole = (await all({}, 100)).flat();
    expect(new Set(whole).size).toBe(whole.length);
    expect(whole.slice(0, 1)).toEqual(ids.slice(6));
    expect([...whole].sort()).toEqual(expect.arrayContaining([...ids].sort()));
    for (const limit of [1, 2, 3]) expect((await all({}, limit)).flat()).toEqual(whole);
    expect((await all({}, 3))[0]).toHaveLength(3);
  });

  it('by merchant, order, state and whom it waits on', async () => {
    expect((await all({ merchantId: 'm_odd' }, 2)).flat()).toEqual([ids[5], ids[3], ids[1]]);
    expect((await all({ orderId: 'list_4' }, 9)).flat()).toEqual([ids[4]]);
    expect((await all({ states: ['NEEDS_HUMAN'] }, 9)).flat()).toEqual([requestFor('legs').cancellationId]);
    expect((await all({ waitingOn: 'OPERATOR', merchantId: 'm_odd' }, 9)).flat()).toEqual([]);
    expect(await reader.list({ shopId: 'other_shop', filter: {}, limit: 9 })).toEqual({ items: [] });
  });

  it('goes by an index and sorts nothing', async () => {
    await shop.db.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx);
      const { rows } = await sql<Record<string, string>>`explain select cancellation_id from cancellations
        where shop_id = ${SHOP} and (requested_at, cancellation_id) < (now(), 'z')
        order by requested_at desc, cancellation_id desc limit 10`.execute(tx);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain('cancellations_newest');
      expect(plan).not.toContain('Sort');
    });
  });

  it('with a cursor that is none begins anew', async () => {
    const page = await reader.list({ shopId: SHOP, filter: {}, limit: 1, cursor: 'nonsense' });
    expect(page.items.map(({ view }) => view.cancellationId)).toEqual(ids.slice(6));
  });
});
