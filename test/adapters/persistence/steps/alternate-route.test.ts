import { releaseCapture } from '../../../../src/adapters/persistence/capture-counters';
import { inTransaction } from '../../../../src/adapters/persistence/in-transaction';
import { post, returned } from '../../../../src/adapters/persistence/ledger';
import { lockCancellation } from '../../../../src/adapters/persistence/lock-cancellation';
import { openWalletChannels } from '../../../../src/adapters/persistence/wallet/own-channels';
import type { Actor } from '../../../../src/domain/cancellation';
import { SHOP } from './bookshop';
import { openRouteDesk, SUPERVISOR, type RouteDesk } from './route-desk';

describe('another way for a refund', () => {
  let desk: RouteDesk;
  beforeAll(async () => {
    desk = await openRouteDesk();
  });
  afterAll(() => desk.shop.close());

  it('is asked for by one person and planned once another has approved', async () => {
    const { ref, legId, lever, approvalId } = await desk.refund('bank');
    const choose = await lever();
    const asked = await Promise.all([1, 2].map(() => desk.pull(ref, choose)));
    expect(asked[0]).toMatchObject({ outcome: 'done', state: 'NEEDS_HUMAN', legs: [{ legId, state: 'FAILED' }] });
    expect(asked[1]).toEqual(asked[0]);
    expect(await desk.approvals(ref)).toMatchObject([
      {
        approval_id: approvalId,
        subject: legId,
        asked_by: 's_1',
        decision: null,
        content: { amount: 4_500, currency: 'EUR' },
      },
    ]);
    expect(await desk.legs(ref)).toHaveLength(1);
    expect(await desk.captureOf('bank')).toEqual({ committed: 0 });

    const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
    const done = await Promise.all([1, 2].map(() => desk.pull(ref, approve, SUPERVISOR)));
    expect(done[0]).toMatchObject({
      ...{ outcome: 'done', state: 'REFUNDING' },
      legs: [{ legId: `${ref.cancellationId}/2`, kind: 'payout', channel: 'sepa', state: 'PLANNED', amount: 4_500 }],
    });
    expect(done[1]).toEqual(done[0]);
    const [failed, payout, ...more] = await desk.legs(ref);
    expect(more).toEqual([]);
    expect(failed).toMatchObject({ state: 'FAILED', replaced_by: payout?.leg_id });
    expect(payout).toMatchObject({
      ...{ capture_id: 'cap_bank', tender_id: 't_1', destination_id: choose.destinationId, purpose: 'CANCELLATION' },
    });
    expect(payout?.idempotency_key).not.toBe(failed?.idempotency_key);
    expect(await desk.captureOf('bank')).toEqual({ committed: 4_500 });
    expect(await desk.approvals(ref)).toMatchObject([
      { decided_by: 'v_1', decided_role: 'supervisor', decision: 'APPROVED' },
    ]);
    expect((await desk.shop.events(ref.cancellationId)).filter((event) => event === 'LEVER_PULLED')).toHaveLength(2);
    const told = await desk.shop.db
      .selectFrom('outbox')
      .selectAll()
      .where('type', '=', 'cancellation.lever_pulled')
      .execute();
    expect(told.filter(({ cancellation_id }) => cancellation_id === ref.cancellationId)).toHaveLength(2);
    expect(await desk.shop.db.selectFrom('consents').selectAll().where('leg_id', '=', legId).execute()).toHaveLength(1);
  });

  it('leaves no trace of a person in timeline, outbox, approval or evidence', async () => {
    const { ref, lever, approvalId } = await desk.refund('silent');
    await desk.pull(ref, await lever());
    await desk.pull(ref, { kind: 'approveRoute', approvalId, decision: 'APPROVED' }, SUPERVISOR);
    for (const table of ['timeline', 'outbox', 'approvals', 'evidence', 'consents', 'refund_legs'] as const) {
      const rows = await desk.shop.db
        .selectFrom(table)
        .selectAll()
        .where('cancellation_id', '=', ref.cancellationId)
        .execute();
      expect(rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows)).not.toMatch(/DE89|0532013000|Mustermann/);
    }
  });

  it('refused by the second person changes nothing, and may be asked for anew', async () => {
    const { ref, lever, approvalId } = await desk.refund('no');
    const choose = await lever();
    await desk.pull(ref, choose);
    const refuse = { kind: 'approveRoute', approvalId, decision: 'REFUSED' } as const;
    expect(await desk.pull(ref, refuse, SUPERVISOR)).toMatchObject({ outcome: 'done', state: 'NEEDS_HUMAN' });
    expect(await desk.pull(ref, refuse, SUPERVISOR)).toMatchObject({ outcome: 'done' });
    expect(await desk.pull(ref, { ...refuse, decision: 'APPROVED' }, SUPERVISOR)).toMatchObject({
      ...{ code: 'LEVER_NOT_APPLICABLE', details: { decision: 'REFUSED' } },
    });
    expect(await desk.legs(ref)).toHaveLength(1);
    expect(await desk.captureOf('no')).toEqual({ committed: 0 });
    expect(await desk.pull(ref, choose)).toMatchObject({ outcome: 'done' });
    expect((await desk.approvals(ref)).map(({ decision }) => decision)).toEqual(['REFUSED', null]);
  });

  it('is never approved by whoever asked, nor by a role that may not; the database refuses it too', async () => {
    const { ref, lever, approvalId } = await desk.refund('same');
    const supervisor: Actor = { id: 'both', role: 'supervisor' };
    await desk.pull(ref, await lever(), supervisor);
    const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
    for (const role of ['supervisor', 'operator'] as const) {
      expect(await desk.pull(ref, approve, { id: 'both', role })).toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    }
    for (const role of ['support', 'service', 'merchant', 'customer', 'auditor'] as const) {
      expect(await desk.pull(ref, approve, { id: 'other', role })).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    }
    const byHand = desk.shop.db
      .updateTable('approvals')
      .set({ decided_by: 'both', decided_role: 'operator', decided_at: new Date(), decision: 'APPROVED' })
      .where('approval_id', '=', approvalId);
    await expect(byHand.execute()).rejects.toThrow('second_person');
    expect(await desk.approvals(ref)).toMatchObject([{ decision: null }]);
  });

  it('may not be asked for by a merchant, a customer or an auditor', async () => {
    const { ref, lever } = await desk.refund('roles');
    for (const role of ['merchant', 'customer', 'auditor'] as const) {
      expect(await desk.pull(ref, await lever(), { id: 'x', role })).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    }
  });

  it('needs an approval of this very cancellation', async () => {
    const [one, other] = [await desk.refund('own'), await desk.refund('others')];
    await desk.pull(other.ref, await other.lever());
    for (const approvalId of ['nowhere', other.approvalId]) {
      const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
      expect(await desk.pull(one.ref, approve, SUPERVISOR)).toMatchObject({ code: 'APPROVAL_NOT_FOUND' });
    }
  });

  it('to a store credit is credited there by its own leg', async () => {
    const { ref, lever, approvalId } = await desk.refund('credit');
    const destinationId = await desk.destinationOf('credit', { kind: 'STORE_CREDIT', balanceId: 'customer_9' });
    await desk.pull(ref, await lever({ route: 'STORE_CREDIT', destinationId }));
    expect(await desk.pull(ref, { kind: 'approveRoute', approvalId, decision: 'APPROVED' }, SUPERVISOR)).toMatchObject({
      legs: [{ kind: 'payout', channel: 'store-credit' }],
    });
    const [, payout] = await desk.legs(ref);
    const answer = await openWalletChannels(desk.shop.db)
      .get('store-credit')
      ?.submit({
        ...{ shopId: SHOP, orderId: 'credit', legId: payout?.leg_id ?? '', kind: 'payout', sourceId: 'cap_credit' },
        ...{ sourceAmount: 4_500, amount: 4_500, currency: 'EUR', destinationId },
        idempotencyKey: payout?.idempotency_key ?? '',
      });
    expect(answer).toMatchObject({ outcome: 'succeeded' });
    const balance = await desk.shop.db
      .selectFrom('balances')
      .selectAll()
      .where('balance_id', '=', 'customer_9')
      .executeTakeFirst();
    expect(balance).toMatchObject({ kind: 'STORE_CREDIT', currency: 'EUR', amount: 4_500 });
  });

  it('is open to money that came back, once it is owed again', async () => {
    const { ref, legId, lever, approvalId } = await desk.refund('back', { outcome: 'succeeded', providerRef: 're_1' });
    const choose = await lever();
    expect(await desk.pull(ref, choose)).toMatchObject({ code: 'LEG_NOT_FAILED', details: { state: 'SUCCEEDED' } });
    await desk.answered(ref, legId, { outcome: 'failed', code: 'ACCOUNT_CLOSED' });
    expect(await desk.pull(ref, choose)).toMatchObject({ outcome: 'done' });
    const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
    expect(await desk.pull(ref, approve, SUPERVISOR)).toMatchObject({
      code: 'LEVER_NOT_APPLICABLE',
      details: { owed: 0 },
    });
    await inTransaction(desk.shop.db, async (tx) => {
      const row = await lockCancellation(tx, ref);
      const [leg] = await desk.legs(ref);
      if (leg === undefined) throw new Error('No leg');
      await post(tx, row, [returned(leg)]);
      await releaseCapture(tx, leg);
    });
    expect(await desk.pull(ref, approve, SUPERVISOR)).toMatchObject({ outcome: 'done' });
    expect(await desk.legs(ref)).toMatchObject([
      { state: 'SUCCEEDED', late_news: 'RETURNED', replaced_by: `${ref.cancellationId}/2` },
      { kind: 'payout', state: 'PLANNED', purpose: 'REPAIR', amount: 4_500 },
    ]);
    expect(await desk.captureOf('back')).toEqual({ committed: 4_500 });
  });
});
