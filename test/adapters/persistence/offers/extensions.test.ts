import { createOfferBook } from '../../../../src/adapters/persistence/offers/offer-book';
import { readView } from '../../../../src/adapters/persistence/read-view';
import { pullLever } from '../../../../src/adapters/persistence/steps/pull-lever';
import { recordDecision } from '../../../../src/adapters/persistence/steps/record-decision';
import { withdraw } from '../../../../src/adapters/persistence/steps/withdraw';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import type { ExtensionInput } from '../../../../src/ports/offer-book';
import { line } from '../orders/new-order';
import { CUSTOMER, HOUR, MERCHANT, NOW, openBookshop, refOf, SUPPORT, SYSTEM, type Bookshop } from '../steps/bookshop';

/** What the bookshop accepts on its own clock would be over by now: these merchants have a century. */
const CENTURY = 36_500 * 24 * HOUR;
const DEADLINE = NOW.getTime() + CENTURY;

let shop: Bookshop;
let pull: ReturnType<typeof pullLever>;
beforeAll(async () => {
  shop = await openBookshop();
  pull = pullLever(shop.db);
  await shop.putMerchant('m_1', { decisionMs: CENTURY, extensionMinutes: 120 });
  await shop.putMerchant('m_2', { decisionMs: CENTURY + HOUR });
  const open = { weekly: { monday: [{ from: '09:00', to: '17:00' }] }, timeZone: 'UTC', holidays: [] };
  await shop.putMerchant('m_hours', { decisionMs: 8 * HOUR, businessHoursOnly: true, extensionMinutes: 600 }, open);
});
afterAll(() => shop.close());

const iso = (ms: number) => new Date(ms).toISOString();

async function asked(orderId: string, merchantIds = ['m_1']): Promise<CancellationRef> {
  const lines = merchantIds.map((merchantId, index) => line({ lineId: `l${index}`, merchantId }));
  await shop.putOrder({ orderId, lines });
  return refOf(await shop.accepted(orderId));
}

const extend = (ref: CancellationRef, over: Partial<ExtensionInput> = {}) =>
  createOfferBook(shop.db).extendDeadline({
    ...ref,
    ...{ merchantId: 'm_1', minutes: 60, actor: MERCHANT, receivedAt: iso(NOW.getTime() + HOUR), ...over },
  });

const lever = (minutes: number, merchantId = 'm_1') => ({ kind: 'extendDeadline', merchantId, minutes }) as const;

describe('a merchant’s own extension', () => {
  it('puts its deadline off, once; the same again is the same', async () => {
    const ref = await asked('own');
    expect((await readView(shop.db, ref))?.parts).toMatchObject([{ extendable: { minutes: 120 } }]);
    const extended = await extend(ref);
    expect(extended).toEqual({ outcome: 'extended', deadline: iso(DEADLINE + HOUR) });
    expect(await extend(ref)).toEqual(extended);
    expect(await extend(ref, { minutes: 61 })).toMatchObject({ code: 'EXTENSION_USED' });
    expect(await extend(ref, { actor: { id: 'u_2', role: 'merchant' } })).toMatchObject({ code: 'EXTENSION_USED' });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ deadline: new Date(DEADLINE + HOUR) });
    expect((await readView(shop.db, ref))?.parts[0]).not.toHaveProperty('extendable');
    expect(await shop.events(ref.cancellationId)).toEqual(['REQUESTED', 'ACCEPTED', 'DEADLINE_EXTENDED']);
  });

  it('twice at the same time is one', async () => {
    for (let round = 0; round < 20; round += 1) {
      const ref = await asked(`twice_${round}`);
      const answers = await Promise.all([extend(ref), extend(ref, { minutes: 30 })]);
      expect(answers.filter(({ outcome }) => outcome === 'extended')).toHaveLength(1);
      expect(answers.find(({ outcome }) => outcome === 'refused')).toMatchObject({ code: 'EXTENSION_USED' });
    }
  });

  it('moves the decision with it: what was too late is in time, and the time-out too early', async () => {
    const ref = await asked('moved');
    await extend(ref);
    const decide = recordDecision(shop.db);
    const decision = { ...ref, merchantId: 'm_1', outcome: 'APPROVED', door: 'API', actor: MERCHANT } as const;
    const timeOut = { outcome: 'BY_POLICY', door: 'TIMEOUT', actor: SYSTEM, receivedAt: iso(DEADLINE) } as const;
    expect(await decide({ ...decision, ...timeOut })).toMatchObject({ code: 'NOT_AWAITING_DECISION' });
    expect(await decide({ ...decision, receivedAt: iso(DEADLINE + HOUR) })).toMatchObject({ outcome: 'recorded' });
  });

  it('is of business time where the clock is', async () => {
    // NOW is a Sunday: eight hours are Monday's, and ten more are the next Monday's and two of the one after.
    const ref = await asked('hours', ['m_hours']);
    expect(await extend(ref, { merchantId: 'm_hours', minutes: 600 })).toMatchObject({
      deadline: '2026-03-16T11:00:00.000Z',
    });
  });

  it.each<[string, Partial<ExtensionInput>, string]>([
    ['by more than the policy allows', { minutes: 121 }, 'EXTENSION_NOT_ALLOWED'],
    ['of a merchant without a part', { merchantId: 'm_9' }, 'MERCHANT_NOT_ASKED'],
    ['by support', { actor: SUPPORT }, 'ROLE_NOT_ALLOWED'],
    ['after the deadline', { receivedAt: iso(DEADLINE + 1) }, 'DECISION_TOO_LATE'],
    ['of nothing', { cancellationId: 'nothing.0000000000000000' }, 'CANCELLATION_NOT_FOUND'],
  ])('%s is refused', async (name, over, code) => {
    const ref = await asked(name.replaceAll(' ', '_'));
    expect(await extend(ref, over)).toMatchObject({ outcome: 'refused', code });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ deadline: new Date(DEADLINE) });
  });

  it('is refused where the policy has none, once it is decided, and once it is withdrawn', async () => {
    const none = await asked('none', ['m_2']);
    expect(await extend(none, { merchantId: 'm_2', minutes: 1 })).toMatchObject({
      ...{ code: 'EXTENSION_NOT_ALLOWED', details: { most: 0 } },
    });
    const decided = await asked('decided');
    const decision = { merchantId: 'm_1', outcome: 'APPROVED', door: 'API', actor: MERCHANT } as const;
    await recordDecision(shop.db)({ ...decided, ...decision, receivedAt: iso(NOW.getTime()) });
    expect(await extend(decided)).toMatchObject({ code: 'ALREADY_DECIDED' });
    const withdrawn = await asked('withdrawn');
    await withdraw(shop.db)({ ...withdrawn, actor: CUSTOMER });
    expect(await extend(withdrawn)).toMatchObject({ code: 'ALREADY_WITHDRAWN' });
  });
});

describe('the lever extendDeadline', () => {
  it('puts off one merchant’s deadline as often as it is pulled; repeated about the same deadline it is one pull', async () => {
    const ref = await asked('lever', ['m_1', 'm_2']);
    const once = { ...ref, lever: lever(30), actor: SUPPORT, deadline: iso(DEADLINE) };
    const first = await pull(once);
    expect(first).toMatchObject({ outcome: 'done', state: 'AWAITING_DECISION' });
    expect(await pull(once)).toEqual(first);
    const parts = [{ deadline: iso(DEADLINE + HOUR / 2) }, { deadline: iso(DEADLINE + HOUR) }];
    expect(first).toMatchObject({ standing: { parts } });
    const again = await pull({ ...once, deadline: iso(DEADLINE + HOUR / 2) });
    expect(again).toMatchObject({ standing: { parts: [{ deadline: iso(DEADLINE + HOUR) }, parts[1]] } });
    await pull({ ...ref, lever: lever(60), actor: SUPPORT });
    // The other merchant's clock runs out first by now.
    expect(await shop.row(ref.cancellationId)).toMatchObject({
      deadline: new Date(DEADLINE + HOUR),
      waiting_on: 'MERCHANT',
    });
  });

  it('leaves the merchant its own extension', async () => {
    const ref = await asked('both');
    await pull({ ...ref, lever: lever(60), actor: SUPPORT });
    expect(await extend(ref)).toMatchObject({ deadline: iso(DEADLINE + 2 * HOUR) });
  });

  it('is refused to a merchant, about nobody’s part, and where no clock runs', async () => {
    const ref = await asked('refused');
    expect(await pull({ ...ref, lever: lever(5), actor: MERCHANT })).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
    expect(await pull({ ...ref, lever: lever(5, 'm_9'), actor: SUPPORT })).toMatchObject({
      code: 'MERCHANT_NOT_ASKED',
    });
    const offer = { merchantId: 'm_1', terms: { kind: 'COUPON' }, actor: MERCHANT } as const;
    await createOfferBook(shop.db).makeOffer({ ...ref, ...offer, receivedAt: iso(NOW.getTime()) });
    expect(await pull({ ...ref, lever: lever(5), actor: SUPPORT })).toMatchObject({ code: 'NOT_AWAITING_DECISION' });
  });
});
