import { accept } from '../../../../src/adapters/persistence/steps/accept';
import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { pullLever } from '../../../../src/adapters/persistence/steps/pull-lever';
import { withdraw } from '../../../../src/adapters/persistence/steps/withdraw';
import { readView } from '../../../../src/adapters/persistence/read-view';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import {
  CUSTOMER,
  HOUR,
  MERCHANT,
  NOW,
  openBookshop,
  refOf,
  requestFor,
  SUPPORT,
  type Bookshop,
} from '../steps/bookshop';
import { escalationDesk } from './desk';

const DAY = 24 * HOUR;
let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
  await shop.putMerchant('m_1', { requestWindowMinutes: 60 * 24 * 90, maxRequests: 2 });
  await shop.putMerchant('m_never', { escalationWindowMinutes: 0 });
  await shop.putMerchant('m_quick', { arbitrationMs: HOUR, onArbitrationTimeout: 'UPHELD' });
});
afterAll(() => shop.close());

const later = (ms: number) => () => new Date(NOW.getTime() + ms);
const unitStates = async (orderId: string) => {
  const rows = await shop.db.selectFrom('order_units').select('state').where('order_id', '=', orderId).execute();
  return [...new Set(rows.map(({ state }) => state))];
};
const newOf = (ref: CancellationRef) =>
  shop.db.selectFrom('cancellations').selectAll().where('escalates', '=', ref.cancellationId).execute();

describe('a rejection taken to arbitration', () => {
  it('is a new cancellation of the same, linked, that holds the units and waits for an arbiter', async () => {
    const desk = escalationDesk(shop);
    const ref = await desk.rejected('heard');
    const opened = await desk.escalate(ref);
    const until = later(3 * DAY)().toISOString();
    expect(opened).toMatchObject({ outcome: 'accepted', state: 'ARBITRATION', deadline: until });
    expect(opened).not.toHaveProperty('onTimeout');
    const [row, ...others] = await newOf(ref);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      state: 'ARBITRATION',
      waiting_on: 'OPERATOR',
      reason: 'CHANGED_MIND',
      initiator: 'CUSTOMER',
    });
    expect(row?.deadline?.toISOString()).toBe(until);
    expect(row?.cancellation_id).not.toBe(ref.cancellationId);
    expect(await unitStates('heard')).toEqual(['HELD']);
    const decisions = await shop.db
      .selectFrom('decisions')
      .selectAll()
      .where('cancellation_id', '=', row?.cancellation_id ?? '')
      .execute();
    expect(decisions).toMatchObject([{ outcome: 'ESCALATED', door: 'RULE', actor_role: 'system' }]);
    expect(await readView(shop.db, ref)).toMatchObject({
      ...{ state: 'REJECTED', escalation: { escalatedBy: row?.cancellation_id } },
      parts: [{ decision: 'REJECTED', rejectionReason: 'IN_PRODUCTION', message: 'Sorry' }],
    });
    expect(await readView(shop.db, refOf({ cancellationId: row?.cancellation_id ?? '' }))).toMatchObject({
      ...{ state: 'ARBITRATION', deadline: until, escalation: { escalates: ref.cancellationId } },
      parts: [{ decision: 'ESCALATED' }],
    });
  });

  it('goes on to the money when the arbiter approves', async () => {
    const desk = escalationDesk(shop);
    const opened = await desk.escalate(await desk.rejected('granted'));
    const ref = refOf(opened as { cancellationId: string });
    const lever = { kind: 'arbitrate', merchantId: 'm_1', ruling: 'APPROVED' } as const;
    expect(await pullLever(shop.db)({ ...ref, lever, actor: SUPPORT })).toMatchObject({ outcome: 'done' });
    expect(await commit(shop.db)(ref)).toMatchObject({ outcome: 'committed' });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'REFUNDING', deadline: null });
  });

  it('is upheld when the arbiter says so, frees the units, and that is final', async () => {
    const desk = escalationDesk(shop);
    const rejected = await desk.rejected('final');
    const ref = refOf((await desk.escalate(rejected)) as { cancellationId: string });
    const lever = { kind: 'arbitrate', merchantId: 'm_1', ruling: 'UPHELD' } as const;
    await pullLever(shop.db)({ ...ref, lever, actor: SUPPORT });
    expect(await pullLever(shop.db)({ ...ref, lever: { ...lever, ruling: 'APPROVED' }, actor: SUPPORT })).toMatchObject(
      {
        code: 'LEVER_NOT_APPLICABLE',
      },
    );
    expect(await end(shop.db)({ ...ref, outcome: 'UPHELD' })).toEqual({ outcome: 'UPHELD' });
    expect(await unitStates('final')).toEqual(['ACTIVE']);
    expect(await desk.escalate(ref)).toMatchObject({ code: 'ESCALATION_NOT_POSSIBLE', details: { state: 'UPHELD' } });
    expect(await desk.escalate(rejected, SUPPORT)).toMatchObject({
      ...{ code: 'ALREADY_ESCALATED', details: { cancellationId: ref.cancellationId } },
    });
  });

  it('is opened once, by however many at once, and whoever opened it is told of it again', async () => {
    const desk = escalationDesk(shop);
    const ref = await desk.rejected('once');
    const actors = [CUSTOMER, { id: 'another link', role: 'customer' }, SUPPORT, CUSTOMER] as const;
    const answers = await Promise.all(actors.map((actor) => desk.escalate(ref, actor)));
    const ids = answers.map((answer) =>
      answer.outcome === 'refused' ? answer.details?.['cancellationId'] : answer.cancellationId,
    );
    expect(new Set(ids).size).toBe(1);
    expect(await newOf(ref)).toHaveLength(1);
    const [row] = await newOf(ref);
    const first = { id: row?.actor_id ?? '', role: row?.actor_role ?? 'customer' } as const;
    expect(await desk.prepare(ref, first)).toEqual({ outcome: 'opened', cancellationId: row?.cancellation_id });
    const other = first.role === 'customer' ? SUPPORT : CUSTOMER;
    expect(await desk.prepare(ref, other)).toMatchObject({ code: 'ALREADY_ESCALATED' });
  });

  it('may be until the very end of its window, and not by everybody', async () => {
    const ref = await escalationDesk(shop).rejected('window');
    const roles = await Promise.all(
      (['merchant', 'auditor', 'operator', 'support', 'customer'] as const).map(async (role) => {
        const answer = await escalationDesk(shop).prepare(ref, { id: 'x', role });
        return answer.outcome === 'refused' ? answer.code : role;
      }),
    );
    expect(roles).toEqual(['ROLE_NOT_ALLOWED', 'ROLE_NOT_ALLOWED', 'ROLE_NOT_ALLOWED', 'support', 'customer']);
    expect(await escalationDesk(shop, later(7 * DAY + 1)).escalate(ref)).toMatchObject({
      code: 'ESCALATION_WINDOW_PASSED',
    });
    expect(await escalationDesk(shop, later(7 * DAY)).escalate(ref)).toMatchObject({ outcome: 'accepted' });
  });

  it('is no new request: neither the merchant’s window nor his cap stands in its way', async () => {
    const desk = escalationDesk(shop);
    await desk.rejected('capped');
    const second = await desk.rejected('capped', ['m_1'], 'key-capped-2');
    expect(
      await accept(shop.db, { clock: () => NOW })(requestFor('capped', { idempotencyKey: 'key-capped-3' })),
    ).toMatchObject({
      ...{ code: 'REQUEST_CAP_REACHED', details: { merchantId: 'm_1', maxRequests: 2, requests: 2 } },
    });
    const ref = refOf((await desk.escalate(second)) as { cancellationId: string });
    await withdraw(shop.db)({ ...ref, actor: CUSTOMER });
    expect(await end(shop.db)({ ...ref, outcome: 'WITHDRAWN' })).toEqual({ outcome: 'WITHDRAWN' });
    const fourth = await accept(shop.db, { clock: () => NOW })(
      requestFor('capped', { idempotencyKey: 'key-capped-4' }),
    );
    expect(fourth).toMatchObject({ details: { requests: 2 } });
  });

  it('waits while another cancellation of the order is under way, and may be tried again after it', async () => {
    const desk = escalationDesk(shop);
    const ref = await desk.rejected('busy');
    const second = refOf(await shop.accepted('busy', { idempotencyKey: 'key-busy-2' }));
    expect(await desk.escalate(ref)).toMatchObject({ outcome: 'refused', code: 'CANCELLATION_ACTIVE' });
    await end(shop.db)({ ...second, outcome: 'WITHDRAWN' });
    expect(await desk.escalate(ref)).toMatchObject({ outcome: 'accepted' });
    expect((await newOf(ref)).map(({ state }) => state).sort()).toEqual(['ARBITRATION', 'DENIED']);
  });

  it('is refused where no policy allows it', async () => {
    const desk = escalationDesk(shop);
    const ref = await desk.rejected('never', ['m_1', 'm_never']);
    expect(await desk.escalate(ref)).toMatchObject({ code: 'ESCALATION_NOT_POSSIBLE' });
    expect(await readView(shop.db, ref)).not.toHaveProperty('escalation');
  });

  it('is checked where it is accepted, whichever door it came through', async () => {
    const desk = escalationDesk(shop);
    const ref = await desk.rejected('through');
    await desk.rejected('elsewhere');
    const ask = (over: Parameters<typeof requestFor>[1], orderId = 'through') =>
      accept(shop.db, { clock: () => NOW })(
        requestFor(orderId, {
          idempotencyKey: `try-${orderId}${JSON.stringify(over)}`.replace(/[^a-z0-9-]/gi, ''),
          escalates: ref.cancellationId,
          ...over,
        }),
      );
    expect(await ask({ actor: MERCHANT })).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    expect(await ask({ escalates: 'through.0000000000000000' })).toMatchObject({ code: 'CANCELLATION_NOT_FOUND' });
    expect(await ask({ reason: 'WRONG_ADDRESS' })).toMatchObject({ code: 'ESCALATION_NOT_POSSIBLE' });
    expect(await ask({}, 'elsewhere')).toMatchObject({ code: 'CANCELLATION_NOT_FOUND' });
    expect(await newOf(ref)).toEqual([]);
    expect(await ask({})).toMatchObject({ outcome: 'accepted', state: 'ARBITRATION' });
    expect(await ask({ actor: SUPPORT })).toMatchObject({ code: 'ALREADY_ESCALATED' });
  });

  it('takes the arbiter’s clock from the policy', async () => {
    const desk = escalationDesk(shop);
    const opened = await desk.escalate(await desk.rejected('clock', ['m_quick', 'm_1']));
    expect(opened).toMatchObject({ deadline: later(HOUR)().toISOString(), onTimeout: 'REJECT' });
  });
});
