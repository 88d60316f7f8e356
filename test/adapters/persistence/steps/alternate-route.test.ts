import { applyAnswer } from '../../../../src/adapters/persistence/apply-answer';
import { releaseCapture } from '../../../../src/adapters/persistence/capture-counters';
import { createPayoutDestinations } from '../../../../src/adapters/persistence/payouts/payout-destinations';
import { createSealer } from '../../../../src/adapters/secrets/sealer';
import { inTransaction } from '../../../../src/adapters/persistence/in-transaction';
import { post, returned } from '../../../../src/adapters/persistence/ledger';
import { lockCancellation } from '../../../../src/adapters/persistence/lock-cancellation';
import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { flag } from '../../../../src/adapters/persistence/steps/flag';
import { pullLever } from '../../../../src/adapters/persistence/steps/pull-lever';
import { openWalletChannels } from '../../../../src/adapters/persistence/wallet/own-channels';
import type { Actor } from '../../../../src/domain/cancellation';
import type { Lever } from '../../../../src/domain/lever';
import type { ChannelAnswer } from '../../../../src/domain/refund-leg';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import type { NewDestination } from '../../../../src/ports/payout-destinations';
import { tender } from '../orders/new-order';
import { NOW, openBookshop, refOf, SHOP, SUPPORT, type Bookshop } from './bookshop';

type Choose = Extract<Lever, { kind: 'chooseAlternateRoute' }>;

const SUPERVISOR: Actor = { id: 'v_1', role: 'supervisor' };
const ACCOUNT: NewDestination = { kind: 'BANK_ACCOUNT', iban: 'DE89370400440532013000', name: 'Erika Mustermann' };

describe('another way for a refund', () => {
  let shop: Bookshop;
  beforeAll(async () => {
    shop = await openBookshop();
    for (const merchantId of ['m_1', 'm_2']) await shop.putMerchant(merchantId, { approvalNeeded: false });
  });
  afterAll(() => shop.close());

  const pull = (ref: CancellationRef, lever: Lever, actor = SUPPORT) => pullLever(shop.db)({ ...ref, lever, actor });
  const destinations = () =>
    createPayoutDestinations(shop.db, createSealer({ current: 'k', keys: new Map([['k', Buffer.alloc(32, 7)]]) }));
  const destinationOf = async (orderId: string, destination: NewDestination = ACCOUNT) => {
    const created = await destinations().create({ shopId: SHOP, orderId, destination, actor: SUPPORT });
    if (created.outcome === 'refused') throw new Error(JSON.stringify(created));
    return created.destination.destinationId;
  };
  const answered = (ref: CancellationRef, legId: string, answer: ChannelAnswer) =>
    inTransaction(shop.db, async (tx) =>
      applyAnswer(tx, { cancellation: await lockCancellation(tx, ref), legId, answer }),
    );
  const legs = (ref: CancellationRef) =>
    shop.db
      .selectFrom('refund_legs')
      .selectAll()
      .where('cancellation_id', '=', ref.cancellationId)
      .orderBy('leg_id')
      .execute();
  const approvals = (ref: CancellationRef) =>
    shop.db
      .selectFrom('approvals')
      .selectAll()
      .where('cancellation_id', '=', ref.cancellationId)
      .orderBy('approval_id')
      .execute();
  const captureOf = (orderId: string) =>
    shop.db.selectFrom('captures').select('committed').where('order_id', '=', orderId).executeTakeFirstOrThrow();

  /** A refund of 45.00 that has got this answer; failed for good, unless told otherwise. */
  async function refund(orderId: string, answer: ChannelAnswer = { outcome: 'failed', code: 'ACCOUNT_CLOSED' }) {
    await shop.putOrder({
      orderId,
      tenders: [tender({ captures: [{ captureId: `cap_${orderId}`, amount: 4_500, capturedAt: NOW }] })],
    });
    const ref = refOf(await shop.accepted(orderId));
    expect(await commit(shop.db)(ref)).toMatchObject({ outcome: 'committed' });
    const legId = `${ref.cancellationId}/1`;
    await answered(ref, legId, answer);
    await flag(shop.db)({
      ...ref,
      cause: answer.outcome === 'failed' ? 'REFUND_FAILED' : 'REFUND_UNRESOLVED',
      step: 'refund',
    });
    const lever = async (over: Partial<Choose> = {}): Promise<Choose> => ({
      ...{ kind: 'chooseAlternateRoute', legId, route: 'BANK_TRANSFER' },
      destinationId: over.destinationId ?? (await destinationOf(orderId)),
      consent: { givenAt: '2026-03-02T09:00:00Z', evidence: { kind: 'E_MAIL', reference: 'case/4711' } },
      ...over,
    });
    return { ref, legId, lever, approvalId: `${ref.cancellationId}/approval/1` };
  }

  it('is asked for by one person and planned once another has approved', async () => {
    const { ref, legId, lever, approvalId } = await refund('bank');
    const choose = await lever();
    const asked = await Promise.all([1, 2].map(() => pull(ref, choose)));
    expect(asked[0]).toMatchObject({ outcome: 'done', state: 'NEEDS_HUMAN', legs: [{ legId, state: 'FAILED' }] });
    expect(asked[1]).toEqual(asked[0]);
    expect(await approvals(ref)).toMatchObject([
      {
        approval_id: approvalId,
        subject: legId,
        asked_by: 's_1',
        decision: null,
        content: { amount: 4_500, currency: 'EUR' },
      },
    ]);
    expect(await legs(ref)).toHaveLength(1);
    expect(await captureOf('bank')).toEqual({ committed: 0 });

    const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
    const done = await Promise.all([1, 2].map(() => pull(ref, approve, SUPERVISOR)));
    expect(done[0]).toMatchObject({
      ...{ outcome: 'done', state: 'REFUNDING' },
      legs: [{ legId: `${ref.cancellationId}/2`, kind: 'payout', channel: 'sepa', state: 'PLANNED', amount: 4_500 }],
    });
    expect(done[1]).toEqual(done[0]);
    const [failed, payout, ...more] = await legs(ref);
    expect(more).toEqual([]);
    expect(failed).toMatchObject({ state: 'FAILED', replaced_by: payout?.leg_id });
    expect(payout).toMatchObject({
      ...{ capture_id: 'cap_bank', tender_id: 't_1', destination_id: choose.destinationId, purpose: 'CANCELLATION' },
    });
    expect(payout?.idempotency_key).not.toBe(failed?.idempotency_key);
    expect(await captureOf('bank')).toEqual({ committed: 4_500 });
    expect(await approvals(ref)).toMatchObject([
      { decided_by: 'v_1', decided_role: 'supervisor', decision: 'APPROVED' },
    ]);
    expect((await shop.events(ref.cancellationId)).filter((event) => event === 'LEVER_PULLED')).toHaveLength(2);
    const told = await shop.db
      .selectFrom('outbox')
      .selectAll()
      .where('type', '=', 'cancellation.lever_pulled')
      .execute();
    expect(told.filter(({ cancellation_id }) => cancellation_id === ref.cancellationId)).toHaveLength(2);
    expect(await shop.db.selectFrom('consents').selectAll().where('leg_id', '=', legId).execute()).toHaveLength(1);
  });

  it('leaves no trace of a person in timeline, outbox, approval or evidence', async () => {
    const { ref, lever, approvalId } = await refund('silent');
    await pull(ref, await lever());
    await pull(ref, { kind: 'approveRoute', approvalId, decision: 'APPROVED' }, SUPERVISOR);
    for (const table of ['timeline', 'outbox', 'approvals', 'evidence', 'consents', 'refund_legs'] as const) {
      const rows = await shop.db
        .selectFrom(table)
        .selectAll()
        .where('cancellation_id', '=', ref.cancellationId)
        .execute();
      expect(rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows)).not.toMatch(/DE89|0532013000|Mustermann/);
    }
  });

  it('refused by the second person changes nothing, and may be asked for anew', async () => {
    const { ref, lever, approvalId } = await refund('no');
    const choose = await lever();
    await pull(ref, choose);
    const refuse = { kind: 'approveRoute', approvalId, decision: 'REFUSED' } as const;
    expect(await pull(ref, refuse, SUPERVISOR)).toMatchObject({ outcome: 'done', state: 'NEEDS_HUMAN' });
    expect(await pull(ref, refuse, SUPERVISOR)).toMatchObject({ outcome: 'done' });
    expect(await pull(ref, { ...refuse, decision: 'APPROVED' }, SUPERVISOR)).toMatchObject({
      ...{ code: 'LEVER_NOT_APPLICABLE', details: { decision: 'REFUSED' } },
    });
    expect(await legs(ref)).toHaveLength(1);
    expect(await captureOf('no')).toEqual({ committed: 0 });
    expect(await pull(ref, choose)).toMatchObject({ outcome: 'done' });
    expect((await approvals(ref)).map(({ decision }) => decision)).toEqual(['REFUSED', null]);
  });

  it('is never approved by whoever asked, nor by a role that may not; the database refuses it too', async () => {
    const { ref, lever, approvalId } = await refund('same');
    const supervisor: Actor = { id: 'both', role: 'supervisor' };
    await pull(ref, await lever(), supervisor);
    const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
    for (const role of ['supervisor', 'operator'] as const) {
      expect(await pull(ref, approve, { id: 'both', role })).toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    }
    for (const role of ['support', 'service', 'merchant', 'customer', 'auditor'] as const) {
      expect(await pull(ref, approve, { id: 'other', role })).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    }
    const byHand = shop.db
      .updateTable('approvals')
      .set({ decided_by: 'both', decided_role: 'operator', decided_at: new Date(), decision: 'APPROVED' })
      .where('approval_id', '=', approvalId);
    await expect(byHand.execute()).rejects.toThrow('second_person');
    expect(await approvals(ref)).toMatchObject([{ decision: null }]);
  });

  it('may not be asked for by a merchant, a customer or an auditor', async () => {
    const { ref, lever } = await refund('roles');
    for (const role of ['merchant', 'customer', 'auditor'] as const) {
      expect(await pull(ref, await lever(), { id: 'x', role })).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    }
  });

  it('needs an approval of this very cancellation', async () => {
    const [one, other] = [await refund('own'), await refund('others')];
    await pull(other.ref, await other.lever());
    for (const approvalId of ['nowhere', other.approvalId]) {
      const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
      expect(await pull(one.ref, approve, SUPERVISOR)).toMatchObject({ code: 'APPROVAL_NOT_FOUND' });
    }
  });

  it('is refused while the refund may still go through, and so is paying by hand', async () => {
    const { ref, legId, lever } = await refund('maybe', { outcome: 'ambiguous' });
    const choose = await lever();
    expect(await pull(ref, choose)).toMatchObject({ code: 'LEG_NOT_FAILED', details: { state: 'AMBIGUOUS' } });
    expect(await pull(ref, { kind: 'recordManualRefund', legId, reference: 'by-hand-1' })).toMatchObject({
      code: 'LEG_NOT_FAILED',
    });
    expect(await pull(ref, { ...choose, legId: 'other/1' })).toMatchObject({ code: 'LEG_NOT_FOUND' });
    expect(await approvals(ref)).toEqual([]);
  });

  it('is refused for a leg that was sent again meanwhile, when asked for and when approved', async () => {
    const { ref, legId, lever, approvalId } = await refund('again');
    const choose = await lever();
    await pull(ref, choose);
    await pull(ref, { kind: 'retryRefund', legId });
    const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
    const replaced = { code: 'LEVER_NOT_APPLICABLE', details: { replacedBy: `${ref.cancellationId}/2` } };
    expect(await pull(ref, approve, SUPERVISOR)).toMatchObject(replaced);
    expect(await pull(ref, choose, { id: 's_2', role: 'support' })).toMatchObject(replaced);
    expect(await approvals(ref)).toMatchObject([{ decision: null }]);
    expect(await captureOf('again')).toEqual({ committed: 4_500 });
  });

  it('has one open approval a leg', async () => {
    const { ref, lever, approvalId } = await refund('open');
    await pull(ref, await lever());
    expect(await pull(ref, await lever(), { id: 's_2', role: 'support' })).toMatchObject({
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
    const { ref, lever } = await refund(`consent_${Math.random().toString(36).slice(2)}`);
    expect(await pull(ref, await lever({ consent }))).toMatchObject({
      ...{ code: 'CONSENT_MISSING', details: { field: `consent.${field}` } },
    });
    expect(await approvals(ref)).toEqual([]);
    expect(
      await shop.db.selectFrom('evidence').selectAll().where('cancellation_id', '=', ref.cancellationId).execute(),
    ).toEqual([]);
  });

  it('goes only to a destination of that order which fits the way', async () => {
    const { ref, lever } = await refund('where');
    await refund('elsewhere');
    const [foreign, erased] = [await destinationOf('elsewhere'), await destinationOf('where')];
    await destinations().erase({ shopId: SHOP, destinationId: erased });
    for (const destinationId of ['nowhere', foreign, erased]) {
      expect(await pull(ref, await lever({ destinationId }))).toMatchObject({ code: 'DESTINATION_NOT_FOUND' });
    }
    expect(await pull(ref, await lever({ route: 'STORE_CREDIT' }))).toMatchObject({
      ...{ code: 'DESTINATION_INVALID', details: { kind: 'BANK_ACCOUNT' } },
    });
    await shop.db
      .insertInto('balances')
      .values([
        { shop_id: SHOP, balance_id: 'dollars', kind: 'STORE_CREDIT', currency: 'USD', held_by: null },
        { shop_id: SHOP, balance_id: 'a_card', kind: 'GIFT_CARD', currency: 'EUR', held_by: null },
      ])
      .execute();
    for (const balanceId of ['dollars', 'a_card']) {
      const destinationId = await destinationOf('where', { kind: 'STORE_CREDIT', balanceId });
      expect(await pull(ref, await lever({ route: 'STORE_CREDIT', destinationId }))).toMatchObject({
        code: 'DESTINATION_INVALID',
      });
    }
  });

  it('is not approved once its destination was erased', async () => {
    const { ref, lever, approvalId } = await refund('gone');
    const choose = await lever();
    await pull(ref, choose);
    await destinations().erase({ shopId: SHOP, destinationId: choose.destinationId });
    const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
    expect(await pull(ref, approve, SUPERVISOR)).toMatchObject({ code: 'DESTINATION_NOT_FOUND' });
    expect(await approvals(ref)).toMatchObject([{ decision: null }]);
  });

  it('is not approved when what was asked for was changed behind our back', async () => {
    const { ref, lever, approvalId } = await refund('forged');
    await pull(ref, await lever());
    const [asked] = await approvals(ref);
    const content = JSON.stringify({ ...asked?.content, destinationId: await destinationOf('forged') });
    await shop.db.updateTable('approvals').set({ content }).where('approval_id', '=', approvalId).execute();
    const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
    await expect(pull(ref, approve, SUPERVISOR)).rejects.toThrow('not what was asked for');
    expect(await legs(ref)).toHaveLength(1);
  });

  it('is not approved once the payment was disputed', async () => {
    const { ref, lever, approvalId } = await refund('disputed');
    await pull(ref, await lever());
    await shop.db.updateTable('captures').set({ disputed: 4_500 }).where('order_id', '=', 'disputed').execute();
    const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
    expect(await pull(ref, approve, SUPERVISOR)).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    expect(await legs(ref)).toHaveLength(1);
  });

  it('to a store credit is credited there by its own leg', async () => {
    const { ref, lever, approvalId } = await refund('credit');
    const destinationId = await destinationOf('credit', { kind: 'STORE_CREDIT', balanceId: 'customer_9' });
    await pull(ref, await lever({ route: 'STORE_CREDIT', destinationId }));
    expect(await pull(ref, { kind: 'approveRoute', approvalId, decision: 'APPROVED' }, SUPERVISOR)).toMatchObject({
      legs: [{ kind: 'payout', channel: 'store-credit' }],
    });
    const [, payout] = await legs(ref);
    const answer = await openWalletChannels(shop.db)
      .get('store-credit')
      ?.submit({
        ...{ shopId: SHOP, orderId: 'credit', legId: payout?.leg_id ?? '', kind: 'payout', sourceId: 'cap_credit' },
        ...{ sourceAmount: 4_500, amount: 4_500, currency: 'EUR', destinationId },
        idempotencyKey: payout?.idempotency_key ?? '',
      });
    expect(answer).toMatchObject({ outcome: 'succeeded' });
    const balance = await shop.db
      .selectFrom('balances')
      .selectAll()
      .where('balance_id', '=', 'customer_9')
      .executeTakeFirst();
    expect(balance).toMatchObject({ kind: 'STORE_CREDIT', currency: 'EUR', amount: 4_500 });
  });

  it('is open to money that came back, once it is owed again', async () => {
    const { ref, legId, lever, approvalId } = await refund('back', { outcome: 'succeeded', providerRef: 're_1' });
    const choose = await lever();
    expect(await pull(ref, choose)).toMatchObject({ code: 'LEG_NOT_FAILED', details: { state: 'SUCCEEDED' } });
    await answered(ref, legId, { outcome: 'failed', code: 'ACCOUNT_CLOSED' });
    expect(await pull(ref, choose)).toMatchObject({ outcome: 'done' });
    const approve = { kind: 'approveRoute', approvalId, decision: 'APPROVED' } as const;
    expect(await pull(ref, approve, SUPERVISOR)).toMatchObject({ code: 'LEVER_NOT_APPLICABLE', details: { owed: 0 } });
    await inTransaction(shop.db, async (tx) => {
      const row = await lockCancellation(tx, ref);
      const [leg] = await legs(ref);
      if (leg === undefined) throw new Error('No leg');
      await post(tx, row, [returned(leg)]);
      await releaseCapture(tx, leg);
    });
    expect(await pull(ref, approve, SUPERVISOR)).toMatchObject({ outcome: 'done' });
    expect(await legs(ref)).toMatchObject([
      { state: 'SUCCEEDED', late_news: 'RETURNED', replaced_by: `${ref.cancellationId}/2` },
      { kind: 'payout', state: 'PLANNED', purpose: 'REPAIR', amount: 4_500 },
    ]);
    expect(await captureOf('back')).toEqual({ committed: 4_500 });
  });
});
