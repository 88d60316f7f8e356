import { recordRulingTimeout } from '../../../../src/adapters/persistence/escalation/record-ruling-timeout';
import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { flag } from '../../../../src/adapters/persistence/steps/flag';
import { pullLever } from '../../../../src/adapters/persistence/steps/pull-lever';
import { readStanding } from '../../../../src/adapters/persistence/steps/read-standing';
import { recordDecision } from '../../../../src/adapters/persistence/steps/record-decision';
import { withdraw } from '../../../../src/adapters/persistence/steps/withdraw';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import { line } from '../orders/new-order';
import { CUSTOMER, HOUR, NOW, openBookshop, refOf, SUPPORT, SYSTEM, type Bookshop } from '../steps/bookshop';

let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
  const silent = { onTimeout: 'ESCALATE', decisionMs: HOUR } as const;
  await shop.putMerchant('m_person', silent);
  await shop.putMerchant('m_approve', { ...silent, arbitrationMs: 2 * HOUR, onArbitrationTimeout: 'APPROVED' });
  await shop.putMerchant('m_uphold', { ...silent, arbitrationMs: 3 * HOUR, onArbitrationTimeout: 'UPHELD' });
});
afterAll(() => shop.close());

const at = (hours: number) => new Date(NOW.getTime() + hours * HOUR).toISOString();

/** Every merchant was silent for its hour. */
async function escalated(orderId: string, merchantIds: readonly string[], state?: 'LABELED'): Promise<CancellationRef> {
  const lines = merchantIds.map((merchantId, index) => line({ lineId: `l${index}`, merchantId }));
  const shipments =
    state === undefined
      ? []
      : [{ shipmentId: `s_${orderId}`, carrier: 'c', trackingRef: `t_${orderId}`, state, unitIds: ['l0/1'] }];
  await shop.putOrder({ orderId, lines, shipments });
  const ref = refOf(await shop.accepted(orderId));
  for (const merchantId of merchantIds) {
    const input = {
      ...ref,
      merchantId,
      outcome: 'BY_POLICY',
      door: 'TIMEOUT',
      actor: SYSTEM,
      receivedAt: at(1),
    } as const;
    await recordDecision(shop.db)(input);
  }
  return ref;
}
const overdue = (ref: CancellationRef, merchantId: string, hours: number) =>
  recordRulingTimeout(shop.db)({ ...ref, merchantId, receivedAt: at(hours) });
const rule = (ref: CancellationRef, merchantId: string, ruling: 'APPROVED' | 'UPHELD') =>
  pullLever(shop.db)({ ...ref, lever: { kind: 'arbitrate', merchantId, ruling }, actor: SUPPORT });

describe('the clock of an arbiter', () => {
  it('begins when the merchant’s runs out, is the cancellation’s deadline, and tells what it means', async () => {
    const ref = await escalated('begins', ['m_uphold', 'm_approve']);
    expect(await shop.row(ref.cancellationId)).toMatchObject({
      state: 'ARBITRATION',
      waiting_on: 'OPERATOR',
      deadline: new Date(at(3)),
    });
    expect(await readStanding(shop.db)(ref)).toMatchObject({
      decided: true,
      parts: [
        { merchantId: 'm_approve', decision: 'ESCALATED', arbitration: { until: at(3), onTimeout: 'APPROVED' } },
        { merchantId: 'm_uphold', decision: 'ESCALATED', arbitration: { until: at(4), onTimeout: 'UPHELD' } },
      ],
    });
  });

  it('decides by policy when it is over and not before, and says so once', async () => {
    const ref = await escalated('over', ['m_approve']);
    expect(await overdue(ref, 'm_approve', 2.9)).toMatchObject({
      code: 'NOT_AWAITING_DECISION',
      details: { deadline: at(3) },
    });
    const answers = await Promise.all([3, 3, 3].map((hours) => overdue(ref, 'm_approve', hours)));
    for (const answer of answers) {
      expect(answer).toMatchObject({
        outcome: 'ruled',
        ruling: 'APPROVED',
        standing: { parts: [{ decision: 'APPROVED' }] },
      });
    }
    expect((await shop.events(ref.cancellationId)).filter((event) => event === 'RULED')).toHaveLength(1);
    expect(await shop.row(ref.cancellationId)).toMatchObject({
      state: 'ARBITRATION',
      waiting_on: 'PAYMENT',
      deadline: null,
    });
    expect(await commit(shop.db)(ref)).toMatchObject({ outcome: 'committed' });
  });

  it('sends an approved part that is in a parcel to the carrier', async () => {
    const ref = await escalated('parcel', ['m_approve'], 'LABELED');
    expect(await overdue(ref, 'm_approve', 3)).toMatchObject({ standing: { parcels: [{ shipmentId: 's_parcel' }] } });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'INTERCEPTING' });
  });

  it('goes on with the next part’s, and ends UPHELD where nothing was approved', async () => {
    const ref = await escalated('next', ['m_uphold', 'm_person']);
    expect(await overdue(ref, 'm_uphold', 4)).toMatchObject({ outcome: 'ruled', ruling: 'UPHELD' });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'ARBITRATION', deadline: new Date(at(73)) });
    expect(await overdue(ref, 'm_person', 73)).toMatchObject({ outcome: 'person' });
    await flag(shop.db)({ ...ref, cause: 'DECISION_ESCALATED' });
    expect(await rule(ref, 'm_person', 'UPHELD')).toMatchObject({ outcome: 'done', state: 'ARBITRATION' });
    expect(await end(shop.db)({ ...ref, outcome: 'REJECTED' })).toEqual({ outcome: 'UPHELD' });
  });

  it('and an arbiter at once: one of them rules, and the other follows', async () => {
    for (const round of [1, 2, 3, 4, 5]) {
      const ref = await escalated(`race_${round}`, ['m_uphold']);
      const [byLever, byClock] = await Promise.all([rule(ref, 'm_uphold', 'APPROVED'), overdue(ref, 'm_uphold', 4)]);
      const { parts } = await readStanding(shop.db)(ref);
      const isFirst = byLever.outcome === 'done';
      expect(parts).toMatchObject([{ decision: isFirst ? 'APPROVED' : 'REJECTED' }]);
      expect(byClock).toMatchObject({ outcome: 'ruled', ruling: isFirst ? 'APPROVED' : 'UPHELD' });
      if (!isFirst) expect(byLever).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    }
  });

  it('does nothing to what was withdrawn or has ended', async () => {
    const ref = await escalated('gone', ['m_uphold']);
    await withdraw(shop.db)({ ...ref, actor: CUSTOMER });
    expect(await overdue(ref, 'm_uphold', 4)).toMatchObject({ code: 'ALREADY_WITHDRAWN' });
    expect(await overdue(ref, 'm_other', 4)).toMatchObject({ code: 'MERCHANT_NOT_ASKED' });
    await end(shop.db)({ ...ref, outcome: 'WITHDRAWN' });
    expect(await overdue(ref, 'm_uphold', 4)).toMatchObject({ outcome: 'refused' });
  });
});

it('an arbiter’s evidence is kept with the ruling', async () => {
  const ref = await escalated('evidence', ['m_person']);
  const evidence = { kind: 'CALL_RECORD', reference: 'calls/17', sha256: 'ab'.repeat(32) };
  const lever = { kind: 'arbitrate', merchantId: 'm_person', ruling: 'UPHELD', evidence } as const;
  await Promise.all([1, 2].map(() => pullLever(shop.db)({ ...ref, lever, actor: SUPPORT })));
  const rows = shop.db.selectFrom('evidence').selectAll().where('cancellation_id', '=', ref.cancellationId);
  expect(await rows.execute()).toMatchObject([
    { ...evidence, recorded_by: 's_1', recorded_role: 'support', merchant_id: null },
  ]);
});
