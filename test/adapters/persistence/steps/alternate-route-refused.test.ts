import { SHOP } from './bookshop';
import { openRouteDesk, SUPERVISOR, type RouteDesk } from './route-desk';

describe('another way for a refund', () => {
  let desk: RouteDesk;
  beforeAll(async () => {
    desk = await openRouteDesk();
  });
  afterAll(() => desk.shop.close());

  it('is refused while the refund may still go through, and so is paying by hand', async () => {
    const { ref, legId, lever } = await desk.refund('maybe', { outcome: 'ambiguous' });
    const choose = await lever();
    expect(await desk.pull(ref, choose)).toMatchObject({ code: 'LEG_NOT_FAILED', details: { state: 'AMBIGUOUS' } });
    expect(await desk.pull(ref, { kind: 'recordManualRefund', legId, reference: 'by-hand-1' })).toMatchObject({
      code: 'LEG_NOT_FAILED',
    });
    expect(await desk.pull(ref, { ...choose, legId: 'other/1' })).toMatchObject({ code: 'LEG_NOT_FOUND' });
    expect(await desk.approvals(ref)).toEqual([]);
  });

  it('is refused for a leg that was sent again meanwhile, when asked for and when approved', async () => {
    const { ref, legId, lever, approvalId } = await desk.refund('again');
    const choose = await lever();
    await desk.pull(ref, choose);
    await desk.pull(ref, { kind: 'retryRefund', legId });
    const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
    const replaced = { code: 'LEVER_NOT_APPLICABLE', details: { replacedBy: `${ref.cancellationId}/2` } };
    expect(await desk.pull(ref, approve, SUPERVISOR)).toMatchObject(replaced);
    expect(await desk.pull(ref, choose, { id: 's_2', role: 'support' })).toMatchObject(replaced);
    expect(await desk.approvals(ref)).toMatchObject([{ decision: null }]);
    expect(await desk.captureOf('again')).toEqual({ committed: 4_500 });
  });

  it('has one open approval a leg', async () => {
    const { ref, lever, approvalId } = await desk.refund('open');
    await desk.pull(ref, await lever());
    expect(await desk.pull(ref, await lever(), { id: 's_2', role: 'support' })).toMatchObject({
      ...{ code: 'LEVER_NOT_APPLICABLE', details: { approvalId } },
    });
  });

  it.each([
    ['givenAt', { givenAt: '2999-01-01T00:00:00Z', evidence: { kind: 'E_MAIL', reference: 'x' } }],
    ['givenAt', { givenAt: 'yesterday', evidence: { kind: 'E_MAIL', reference: 'x' } }],
    ['evidence.kind', { givenAt: '2026-03-02T09:00:00Z', evidence: { kind: '', reference: 'x' } }],
    ['evidence.reference', { givenAt: '2026-03-02T09:00:00Z', evidence: { kind: 'E_MAIL', reference: ' ' } }],
    [
      'evidence.reference',
      { givenAt: '2026-03-02T09:00:00Z', evidence: { kind: 'E_MAIL', reference: 'erika@example.com' } },
    ],
    [
      'evidence.sha256',
      { givenAt: '2026-03-02T09:00:00Z', evidence: { kind: 'E_MAIL', reference: 'x', sha256: 'short' } },
    ],
  ])('is refused without a right %s of the consent', async (field, consent) => {
    const { ref, lever } = await desk.refund(`consent_${Math.random().toString(36).slice(2)}`);
    expect(await desk.pull(ref, await lever({ consent }))).toMatchObject({
      ...{ code: 'CONSENT_MISSING', details: { field: `consent.${field}` } },
    });
    expect(await desk.approvals(ref)).toEqual([]);
    expect(
      await desk.shop.db.selectFrom('evidence').selectAll().where('cancellation_id', '=', ref.cancellationId).execute(),
    ).toEqual([]);
  });

  it('goes only to a destination of that order which fits the way', async () => {
    const { ref, lever } = await desk.refund('where');
    await desk.refund('elsewhere');
    const [foreign, erased] = [await desk.destinationOf('elsewhere'), await desk.destinationOf('where')];
    await desk.destinations().erase({ shopId: SHOP, destinationId: erased });
    for (const destinationId of ['nowhere', foreign, erased]) {
      expect(await desk.pull(ref, await lever({ destinationId }))).toMatchObject({ code: 'DESTINATION_NOT_FOUND' });
    }
    expect(await desk.pull(ref, await lever({ route: 'STORE_CREDIT' }))).toMatchObject({
      ...{ code: 'DESTINATION_INVALID', details: { kind: 'BANK_ACCOUNT' } },
    });
    await desk.shop.db
      .insertInto('balances')
      .values([
        { shop_id: SHOP, balance_id: 'dollars', kind: 'STORE_CREDIT', currency: 'USD', held_by: null },
        { shop_id: SHOP, balance_id: 'a_card', kind: 'GIFT_CARD', currency: 'EUR', held_by: null },
      ])
      .execute();
    for (const balanceId of ['dollars', 'a_card']) {
      const destinationId = await desk.destinationOf('where', { kind: 'STORE_CREDIT', balanceId });
      expect(await desk.pull(ref, await lever({ route: 'STORE_CREDIT', destinationId }))).toMatchObject({
        code: 'DESTINATION_INVALID',
      });
    }
  });

  it('is not approved once its destination was erased', async () => {
    const { ref, lever, approvalId } = await desk.refund('gone');
    const choose = await lever();
    await desk.pull(ref, choose);
    await desk.destinations().erase({ shopId: SHOP, destinationId: choose.destinationId });
    const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
    expect(await desk.pull(ref, approve, SUPERVISOR)).toMatchObject({ code: 'DESTINATION_NOT_FOUND' });
    expect(await desk.approvals(ref)).toMatchObject([{ decision: null }]);
  });

  it('is not approved when what was asked for was changed behind our back', async () => {
    const { ref, lever, approvalId } = await desk.refund('forged');
    await desk.pull(ref, await lever());
    const [asked] = await desk.approvals(ref);
    const content = JSON.stringify({ ...asked?.content, destinationId: await desk.destinationOf('forged') });
    await desk.shop.db.updateTable('approvals').set({ content }).where('approval_id', '=', approvalId).execute();
    const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
    await expect(desk.pull(ref, approve, SUPERVISOR)).rejects.toThrow('not what was asked for');
    expect(await desk.legs(ref)).toHaveLength(1);
  });

  it('is not approved once the payment was disputed', async () => {
    const { ref, lever, approvalId } = await desk.refund('disputed');
    await desk.pull(ref, await lever());
    await desk.shop.db.updateTable('captures').set({ disputed: 4_500 }).where('order_id', '=', 'disputed').execute();
    const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
    expect(await desk.pull(ref, approve, SUPERVISOR)).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    expect(await desk.legs(ref)).toHaveLength(1);
  });
});
