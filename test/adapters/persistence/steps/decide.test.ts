import { readStanding } from '../../../../src/adapters/persistence/steps/read-standing';
import { recordDecision } from '../../../../src/adapters/persistence/steps/record-decision';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { flag } from '../../../../src/adapters/persistence/steps/flag';
import { withdraw } from '../../../../src/adapters/persistence/steps/withdraw';
import type { DecisionInput } from '../../../../src/ports/cancellation-book';
import { line } from '../orders/new-order';
import { CUSTOMER, HOUR, MERCHANT, NOW, openBookshop, refOf, SYSTEM, type Bookshop } from './bookshop';

let shop: Bookshop;
let decide: ReturnType<typeof recordDecision>;
beforeAll(async () => {
  shop = await openBookshop();
  decide = recordDecision(shop.db);
  await shop.putMerchant('m_reject', { onTimeout: 'REJECT' });
  await shop.putMerchant('m_escalate', { onTimeout: 'ESCALATE', decisionMs: HOUR });
  await shop.putMerchant('m_parcel', { onNotStopped: 'NEEDS_HUMAN' });
});
afterAll(() => shop.close());

const DEADLINE = NOW.getTime() + 48 * HOUR;
const at = (ms: number) => new Date(ms).toISOString();
const SOON = at(NOW.getTime() + 1_000);

async function asked(orderId: string, merchantIds = ['m_1']) {
  const lines = merchantIds.map((merchantId, index) => line({ lineId: `l${index}`, merchantId }));
  await shop.putOrder({ orderId, lines });
  return refOf(await shop.accepted(orderId));
}

const approval = { merchantId: 'm_1', outcome: 'APPROVED', door: 'API', actor: MERCHANT, receivedAt: SOON } as const;
const timeout = (merchantId: string, receivedAt: string) =>
  ({ merchantId, outcome: 'BY_POLICY', door: 'TIMEOUT', actor: SYSTEM, receivedAt }) as const;
const decisionsOf = (cancellationId: string) =>
  shop.db.selectFrom('decisions').selectAll().where('cancellation_id', '=', cancellationId).execute();

describe('a decision', () => {
  it('is recorded once; repeated by the same actor it is the same, by another or otherwise it loses to the first', async () => {
    const ref = await asked('once');
    const first = await decide({ ...ref, ...approval });
    expect(first).toMatchObject({ outcome: 'recorded', decision: 'APPROVED', standing: { decided: true } });
    expect(await decide({ ...ref, ...approval, receivedAt: at(NOW.getTime() + 5_000) })).toEqual(first);
    const winner = { outcome: 'APPROVED', door: 'API', receivedAt: SOON };
    const lost = { outcome: 'refused', code: 'ALREADY_DECIDED', winner };
    expect(await decide({ ...ref, ...approval, actor: { id: 'u_2', role: 'merchant' } })).toMatchObject(lost);
    const rejection = { ...approval, outcome: 'REJECTED', rejectionReason: 'OTHER' } as const;
    expect(await decide({ ...ref, ...rejection })).toMatchObject(lost);
    expect(await decide({ ...ref, ...timeout('m_1', at(DEADLINE + 1)) })).toMatchObject(lost);
    expect(await decisionsOf(ref.cancellationId)).toHaveLength(1);
    expect(await shop.events(ref.cancellationId)).toEqual(['REQUESTED', 'ACCEPTED', 'DECIDED']);
  });

  it('twice at the same time is one row and one answer', async () => {
    const ref = await asked('twice');
    const answers = await Promise.all([1, 2, 3].map(() => decide({ ...ref, ...approval })));
    expect(answers.map(({ outcome }) => outcome)).toEqual(['recorded', 'recorded', 'recorded']);
    expect(await shop.events(ref.cancellationId)).toEqual(['REQUESTED', 'ACCEPTED', 'DECIDED']);
  });

  it('of the last of several merchants moves on; before that it waits for the next clock', async () => {
    await shop.putMerchant('m_late', { decisionMs: 72 * HOUR });
    const ref = await asked('several', ['m_1', 'm_late']);
    expect(await shop.row(ref.cancellationId)).toMatchObject({ deadline: new Date(DEADLINE) });
    await decide({ ...ref, ...approval });
    expect(await shop.row(ref.cancellationId)).toMatchObject({
      ...{ state: 'AWAITING_DECISION', waiting_on: 'MERCHANT', deadline: new Date(NOW.getTime() + 72 * HOUR) },
    });
    await decide({ ...ref, ...approval, merchantId: 'm_late' });
    const row = await shop.row(ref.cancellationId);
    expect(row).toMatchObject({ state: 'AWAITING_DECISION', waiting_on: 'PAYMENT', deadline: null });
    expect(await readStanding(shop.db)(ref)).toMatchObject({ decided: true, parcels: [] });
  });

  it('that approves units in a parcel goes to the carrier, and names only parcels of approved parts', async () => {
    await shop.putOrder({
      orderId: 'parcels',
      lines: [line({ merchantId: 'm_parcel' }), line({ lineId: 'b', merchantId: 'm_2' })],
      shipments: ['a', 'b'].map((lineId) => ({
        ...{ shipmentId: `sh_${lineId}`, carrier: 'dhl', trackingRef: 'T', state: 'IN_TRANSIT' as const },
        unitIds: [`${lineId}/1`],
      })),
    });
    const ref = refOf(await shop.accepted('parcels'));
    const rejection = { ...approval, outcome: 'REJECTED', rejectionReason: 'ALREADY_SHIPPED' } as const;
    const parcels = [{ shipmentId: 'sh_a', merchantId: 'm_parcel', onNotStopped: 'NEEDS_HUMAN' }];
    expect((await decide({ ...ref, ...approval, merchantId: 'm_parcel' })).standing).toMatchObject({ parcels });
    const { standing } = await decide({ ...ref, ...rejection, merchantId: 'm_2' });
    expect(standing.parcels).toEqual(parcels);
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'INTERCEPTING', waiting_on: 'CARRIER' });
    const answered = {
      shop_id: ref.shopId,
      cancellation_id: ref.cancellationId,
      order_id: 'parcels',
      carrier_ref: null,
    };
    const said = {
      ...answered,
      shipment_id: 'sh_a',
      state: 'ALREADY_OUT',
      idempotency_key: 'k',
      answered_at: NOW,
    } as const;
    await shop.db.insertInto('interceptions').values(said).execute();
    expect((await readStanding(shop.db)(ref)).parcels).toEqual([]);
  });

  it.each([
    ['one ms before the deadline', -1, 'recorded'],
    ['at the deadline', 0, 'recorded'],
    ['one ms after the deadline', 1, 'DECISION_TOO_LATE'],
  ])('%s', async (name, ms, expected) => {
    const ref = await asked(name.replaceAll(' ', '_'));
    const result = await decide({ ...ref, ...approval, receivedAt: at(DEADLINE + ms) });
    expect(result.outcome === 'refused' ? result.code : result.outcome).toBe(expected);
    if (result.outcome !== 'refused') return;
    expect(await decisionsOf(ref.cancellationId)).toEqual([]);
    // Nothing stays pending for ever: the time-out is still free to decide.
    expect(await decide({ ...ref, ...timeout('m_1', at(DEADLINE + ms)) })).toMatchObject({ decision: 'APPROVED' });
  });
});

describe('the time-out', () => {
  it.each([
    ['m_1', 'APPROVED', 'AWAITING_DECISION', 'PAYMENT'],
    ['m_reject', 'REJECTED', 'AWAITING_DECISION', 'NONE'],
    ['m_escalate', 'ESCALATED', 'ARBITRATION', 'OPERATOR'],
  ])('of %s decides what its policy says: %s', async (merchantId, outcome, ...[state, waitingOn]) => {
    const ref = await asked(`silent_${merchantId}`, [merchantId]);
    const input = { ...ref, ...timeout(merchantId, at(DEADLINE)) };
    const first = await decide(input);
    expect(first).toMatchObject({ outcome: 'recorded', decision: outcome });
    expect(await decide({ ...input, receivedAt: at(DEADLINE + 9) })).toEqual(first);
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state, waiting_on: waitingOn });
  });

  it('before the deadline is refused, and says when it is', async () => {
    const ref = await asked('early');
    const refusal = { code: 'NOT_AWAITING_DECISION', details: { deadline: at(DEADLINE) } };
    expect(await decide({ ...ref, ...timeout('m_1', at(DEADLINE - 1)) })).toMatchObject(refusal);
    expect(await decisionsOf(ref.cancellationId)).toEqual([]);
  });

  it('sends it to an arbiter by itself when a merchant, who may not, decides last', async () => {
    const ref = await asked('mixed', ['m_1', 'm_escalate']);
    await decide({ ...ref, ...timeout('m_escalate', at(DEADLINE)) });
    await decide({ ...ref, ...approval });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'ARBITRATION' });
    expect((await shop.events(ref.cancellationId)).slice(-2)).toEqual(['DECIDED', 'ESCALATED']);
  });

  it('and a merchant at the same instant: exactly one is first, and the other is told who, in a hundred rounds', async () => {
    const wins = { API: 0, TIMEOUT: 0 };
    for (let round = 0; round < 100; round += 1) {
      const ref = await asked(`race_${round}`);
      const rivals: DecisionInput[] = [
        { ...ref, ...approval, receivedAt: at(DEADLINE) },
        { ...ref, ...timeout('m_1', at(DEADLINE + 1)) },
      ];
      if (round % 2 === 1) rivals.reverse();
      const results = await Promise.all(rivals.map((rival) => decide(rival)));
      const [row, ...more] = await decisionsOf(ref.cancellationId);
      expect(more).toEqual([]);
      const loser = results.find(({ outcome }) => outcome === 'refused');
      expect(results.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1);
      expect(loser).toMatchObject({ code: 'ALREADY_DECIDED', winner: { door: row?.door, outcome: 'APPROVED' } });
      wins[row?.door as keyof typeof wins] += 1;
    }
    expect(wins.API).toBeGreaterThan(0);
    expect(wins.TIMEOUT).toBeGreaterThan(0);
  });
});

describe('a decision is refused', () => {
  it('to a customer, of a merchant that is not asked, without the reason of a rejection, and where there is nothing', async () => {
    const ref = await asked('refusals');
    const refusals: [Partial<DecisionInput>, string][] = [
      [{ actor: CUSTOMER }, 'ROLE_NOT_ALLOWED'],
      [{ actor: { id: 's', role: 'support' } }, 'ROLE_NOT_ALLOWED'],
      [{ merchantId: 'm_2' }, 'MERCHANT_NOT_ASKED'],
      [{ outcome: 'REJECTED' }, 'REJECTION_REASON_MISSING'],
      [{ outcome: 'ESCALATED' }, 'ROLE_NOT_ALLOWED'],
      [{ cancellationId: 'nothing.0000000000000000' }, 'CANCELLATION_NOT_FOUND'],
    ];
    for (const [over, code] of refusals) expect(await decide({ ...ref, ...approval, ...over })).toMatchObject({ code });
    expect(await decisionsOf(ref.cancellationId)).toEqual([]);
  });

  it('once the request was withdrawn, and once it ended', async () => {
    const ref = await asked('withdrawn');
    await withdraw(shop.db)({ ...ref, actor: CUSTOMER });
    expect(await decide({ ...ref, ...approval })).toMatchObject({ code: 'ALREADY_WITHDRAWN' });
    const other = await asked('denied');
    await end(shop.db)({ ...other, outcome: 'DENIED', code: 'SHOP_REFUSED' });
    expect(await decide({ ...other, ...approval })).toMatchObject({
      code: 'CANCELLATION_ENDED',
      details: { state: 'DENIED' },
    });
  });
});

it('a decision while a person looks is recorded, and counts when the cancellation comes back', async () => {
  const ref = await asked('stuck');
  await flag(shop.db)({ ...ref, cause: 'STEP_FAILED', step: 'holdAtShop' });
  expect(await decide({ ...ref, ...approval })).toMatchObject({ outcome: 'recorded' });
  expect(await shop.row(ref.cancellationId)).toMatchObject({
    ...{ state: 'NEEDS_HUMAN', waiting_on: 'OPERATOR', stuck_from: 'AWAITING_DECISION', stuck_cause: 'STEP_FAILED' },
  });
});
