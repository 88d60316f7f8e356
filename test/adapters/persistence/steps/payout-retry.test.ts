import { openRouteDesk, SUPERVISOR, type RouteDesk } from './route-desk';
import { SHOP } from './bookshop';

describe('a payout that failed', () => {
  let desk: RouteDesk;
  beforeAll(async () => {
    desk = await openRouteDesk();
  });
  afterAll(() => desk.shop.close());

  async function failedPayout(orderId: string) {
    const { ref, lever, approvalId } = await desk.refund(orderId);
    const choose = await lever();
    await desk.pull(ref, choose);
    await desk.pull(ref, { kind: 'approveRoute', approvalId, decision: 'APPROVED' }, SUPERVISOR);
    const legId = `${ref.cancellationId}/2`;
    await desk.answered(ref, legId, { outcome: 'failed', code: 'ACCOUNT_CLOSED' });
    return { ref, legId, destinationId: choose.destinationId };
  }

  it('is tried again under a new key, to the destination that two persons agreed on', async () => {
    const { ref, legId, destinationId } = await failedPayout('again');
    expect(await desk.pull(ref, { kind: 'retryRefund', legId })).toMatchObject({ outcome: 'done' });
    const [, failed, next] = await desk.legs(ref);
    expect(failed).toMatchObject({ state: 'FAILED', replaced_by: next?.leg_id });
    expect(next).toMatchObject({ kind: 'payout', state: 'PLANNED', destination_id: destinationId, amount: 4_500 });
    expect(next?.idempotency_key).not.toBe(failed?.idempotency_key);
    expect(await desk.captureOf('again')).toEqual({ committed: 4_500 });
  });

  it('is not tried again once its destination has been erased; what was paid by hand may be recorded', async () => {
    const { ref, legId, destinationId } = await failedPayout('erased');
    await desk.destinations().erase({ shopId: SHOP, destinationId });
    expect(await desk.pull(ref, { kind: 'retryRefund', legId })).toMatchObject({
      ...{ outcome: 'refused', code: 'DESTINATION_NOT_FOUND', details: { destinationId } },
    });
    expect(await desk.legs(ref)).toHaveLength(2);
    expect(await desk.captureOf('erased')).toEqual({ committed: 0 });

    const byHand = { kind: 'recordManualRefund', legId, reference: 'bank-17' } as const;
    expect(await desk.pull(ref, byHand)).toMatchObject({ outcome: 'done' });
    expect((await desk.legs(ref))[2]).toMatchObject({ kind: 'payout', state: 'MANUAL', manual_reference: 'bank-17' });
  });
});
