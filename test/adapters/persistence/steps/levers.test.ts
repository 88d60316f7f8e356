import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { flag } from '../../../../src/adapters/persistence/steps/flag';
import { pullLever } from '../../../../src/adapters/persistence/steps/pull-lever';
import { recordDecision } from '../../../../src/adapters/persistence/steps/record-decision';
import { ROLES } from '../../../../src/domain/cancellation';
import type { Lever } from '../../../../src/domain/lever';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import { line } from '../orders/new-order';
import { HOUR, NOW, openBookshop, refOf, SUPPORT, SYSTEM, type Bookshop } from './bookshop';

let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
  await shop.putMerchant('m_1', { approvalNeeded: false, onNotStopped: 'NEEDS_HUMAN' });
  await shop.putMerchant('m_2', { approvalNeeded: false });
  await shop.putMerchant('m_escalate', { onTimeout: 'ESCALATE', decisionMs: HOUR });
  await shop.putMerchant('m_escalate_2', { onTimeout: 'ESCALATE', decisionMs: HOUR });
});
afterAll(() => shop.close());

const pull = (ref: CancellationRef, lever: Lever, actor = SUPPORT) => pullLever(shop.db)({ ...ref, lever, actor });
const levers = (ref: CancellationRef) =>
  shop.db
    .selectFrom('timeline')
    .selectAll()
    .where('cancellation_id', '=', ref.cancellationId)
    .where('event', '=', 'LEVER_PULLED')
    .orderBy('entry_id')
    .execute();

async function accepted(orderId: string, merchantIds = ['m_1']) {
  const lines = merchantIds.map((merchantId, index) => line({ lineId: `l${index}`, merchantId }));
  await shop.putOrder({ orderId, lines });
  return refOf(await shop.accepted(orderId));
}

describe('a lever', () => {
  const every: Lever[] = [
    { kind: 'retryStep' },
    { kind: 'retryRefund', legId: 'l' },
    { kind: 'recordManualRefund', legId: 'l', reference: 'r' },
    { kind: 'resolveInterception', shipmentId: 's', outcome: 'STOPPED' },
    { kind: 'recordReturn', shipmentId: 's' },
    { kind: 'arbitrate', merchantId: 'm_1', ruling: 'APPROVED' },
  ];

  it('is pulled only by those whose role is made for it', async () => {
    const ref = await accepted('roles');
    const allowed: Record<string, string[]> = {};
    for (const lever of every) {
      const roles = [];
      for (const role of ROLES) {
        const result = await pull(ref, lever, { id: 'x', role });
        if (result.outcome === 'done' || result.code !== 'ROLE_NOT_ALLOWED') roles.push(role);
      }
      allowed[lever.kind] = roles;
    }
    const support = ['service', 'support', 'supervisor', 'operator'];
    expect(allowed).toEqual({
      ...{ retryStep: support, retryRefund: support, recordManualRefund: support },
      ...{ resolveInterception: support, recordReturn: support, arbitrate: ['service', 'support', 'supervisor'] },
    });
  });

  it('that does not apply changes nothing, and one on nothing or on what ended says so', async () => {
    const ref = await accepted('idle');
    const before = await shop.row(ref.cancellationId);
    for (const lever of every) {
      const expected = lever.kind.includes('Refund') ? 'LEG_NOT_FOUND' : 'LEVER_NOT_APPLICABLE';
      expect(await pull(ref, lever)).toMatchObject({ outcome: 'refused', code: expected });
    }
    expect(await shop.row(ref.cancellationId)).toEqual(before);
    expect(await pull({ ...ref, cancellationId: 'no.1' }, { kind: 'retryStep' })).toMatchObject({
      code: 'CANCELLATION_NOT_FOUND',
    });
    await end(shop.db)({ ...ref, outcome: 'WITHDRAWN' });
    expect(await pull(ref, { kind: 'retryStep' })).toMatchObject({ code: 'CANCELLATION_ENDED' });
  });
});

describe('NEEDS_HUMAN and back', () => {
  it('keeps where it was, and a retry brings it there, told with who did it; pulled twice it is pulled once', async () => {
    const ref = await accepted('stuck');
    const flags = await Promise.all([1, 2, 3].map(() => flag(shop.db)({ ...ref, cause: 'STEP_FAILED', step: 'hold' })));
    expect(new Set(flags.map(({ since }) => since)).size).toBe(1);
    expect(await shop.row(ref.cancellationId)).toMatchObject({
      ...{ state: 'NEEDS_HUMAN', waiting_on: 'OPERATOR', stuck_cause: 'STEP_FAILED', stuck_step: 'hold' },
      ...{ stuck_from: 'REQUESTED', refund_state: 'NONE' },
    });
    expect(await flag(shop.db)({ ...ref, cause: 'COMPENSATION_FAILED' })).toEqual(flags[0]);
    expect((await shop.events(ref.cancellationId)).filter((event) => event === 'NEEDS_HUMAN')).toHaveLength(2);
    const done = await Promise.all([1, 2].map(() => pull(ref, { kind: 'retryStep' })));
    expect(done).toMatchObject([
      { outcome: 'done', state: 'REQUESTED' },
      { outcome: 'done', state: 'REQUESTED' },
    ]);
    expect(await shop.row(ref.cancellationId)).toMatchObject({
      state: 'REQUESTED',
      stuck_cause: null,
      stuck_since: null,
    });
    expect(await levers(ref)).toMatchObject([
      { actor_id: 's_1', actor_role: 'support', from_state: 'NEEDS_HUMAN', reason: 'retryStep' },
    ]);
    await flag(shop.db)({ ...ref, cause: 'STEP_FAILED' });
    expect(await pull(ref, { kind: 'retryStep' })).toMatchObject({ state: 'REQUESTED' });
    expect(await levers(ref)).toHaveLength(2);
  });

  it('may be ended from there, and stays ended when it is flagged after that', async () => {
    const ref = await accepted('stuck_and_withdrawn');
    await flag(shop.db)({ ...ref, cause: 'COMPENSATION_FAILED', step: 'releaseAtShop' });
    await end(shop.db)({ ...ref, outcome: 'WITHDRAWN' });
    await flag(shop.db)({ ...ref, cause: 'STEP_FAILED' });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'WITHDRAWN', stuck_cause: null });
  });
});

describe('arbitrate', () => {
  async function escalated(orderId: string, merchantIds: string[]) {
    const ref = await accepted(orderId, merchantIds);
    for (const merchantId of merchantIds) {
      const receivedAt = new Date(NOW.getTime() + HOUR).toISOString();
      const input = { ...ref, merchantId, outcome: 'BY_POLICY', door: 'TIMEOUT', actor: SYSTEM, receivedAt } as const;
      await recordDecision(shop.db)(input);
    }
    await flag(shop.db)({ ...ref, cause: 'DECISION_ESCALATED' });
    return ref;
  }

  it('takes the place of the escalation, so that what was approved goes on', async () => {
    const ref = await escalated('ruled', ['m_escalate']);
    const lever = { kind: 'arbitrate', merchantId: 'm_escalate', ruling: 'APPROVED' } as const;
    expect(await pull(ref, { kind: 'retryStep' })).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    expect(await pull(ref, { ...lever, merchantId: 'm_2' })).toMatchObject({ code: 'MERCHANT_NOT_ASKED' });
    const done = await Promise.all([1, 2].map(() => pull(ref, lever)));
    expect(done[0]).toMatchObject({ state: 'ARBITRATION', standing: { parts: [{ decision: 'APPROVED' }] } });
    expect(done[1]).toEqual(done[0]);
    const decisions = shop.db.selectFrom('decisions').selectAll().where('cancellation_id', '=', ref.cancellationId);
    expect(await decisions.execute()).toMatchObject([{ outcome: 'APPROVED', door: 'LEVER', actor_id: 's_1' }]);
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'ARBITRATION', waiting_on: 'PAYMENT' });
    expect(await commit(shop.db)(ref)).toMatchObject({ outcome: 'committed' });
  });

  it('for the merchant ends it UPHELD, also when it is called a rejection', async () => {
    const ref = await escalated('upheld', ['m_escalate']);
    await pull(ref, { kind: 'arbitrate', merchantId: 'm_escalate', ruling: 'UPHELD' });
    expect(await end(shop.db)({ ...ref, outcome: 'REJECTED' })).toEqual({ outcome: 'UPHELD' });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'UPHELD' });
  });

  it('for one merchant, before another one rejects as well, ends it REJECTED, also when it is called upheld', async () => {
    const ref = await accepted('upheld_early', ['m_asked', 'm_escalate']);
    const silent = { merchantId: 'm_escalate', outcome: 'BY_POLICY', door: 'TIMEOUT', actor: SYSTEM } as const;
    await recordDecision(shop.db)({ ...ref, ...silent, receivedAt: new Date(NOW.getTime() + HOUR).toISOString() });
    const ruled = await pull(ref, { kind: 'arbitrate', merchantId: 'm_escalate', ruling: 'UPHELD' });
    expect(ruled).toMatchObject({ state: 'AWAITING_DECISION', standing: { decided: false } });
    const rejection = { merchantId: 'm_asked', outcome: 'REJECTED', door: 'API', rejectionReason: 'OTHER' } as const;
    const actor = { id: 'u_1', role: 'merchant' } as const;
    await recordDecision(shop.db)({ ...ref, ...rejection, actor, receivedAt: NOW.toISOString() });
    expect(await end(shop.db)({ ...ref, outcome: 'UPHELD' })).toEqual({ outcome: 'REJECTED' });
  });

  it('of one of two leaves it with a person until the other is ruled on', async () => {
    const ref = await escalated('two', ['m_escalate', 'm_escalate_2']);
    const ruling = { kind: 'arbitrate', ruling: 'APPROVED' } as const;
    expect(await pull(ref, { ...ruling, merchantId: 'm_escalate' })).toMatchObject({ state: 'NEEDS_HUMAN' });
    expect(await pull(ref, { ...ruling, merchantId: 'm_escalate_2' })).toMatchObject({ state: 'ARBITRATION' });
  });
});
