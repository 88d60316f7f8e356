import { createOfferBook } from '../../../../src/adapters/persistence/offers/offer-book';
import { readView } from '../../../../src/adapters/persistence/read-view';
import { answerOffer } from '../../../../src/adapters/persistence/offers/answer-offer';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { flag } from '../../../../src/adapters/persistence/steps/flag';
import { pullLever } from '../../../../src/adapters/persistence/steps/pull-lever';
import { readStanding } from '../../../../src/adapters/persistence/steps/read-standing';
import { recordDecision } from '../../../../src/adapters/persistence/steps/record-decision';
import { withdraw } from '../../../../src/adapters/persistence/steps/withdraw';
import type { CancellationRef, OfferAnswerInput } from '../../../../src/ports/cancellation-book';
import type { OfferInput } from '../../../../src/ports/offer-book';
import { line } from '../orders/new-order';
import { CUSTOMER, HOUR, MERCHANT, NOW, openBookshop, refOf, SUPPORT, SYSTEM, type Bookshop } from '../steps/bookshop';

let shop: Bookshop;
let answer: ReturnType<typeof answerOffer>;
let decide: ReturnType<typeof recordDecision>;
beforeAll(async () => {
  shop = await openBookshop();
  answer = answerOffer(shop.db);
  decide = recordDecision(shop.db);
  await shop.putMerchant('m_none', { offerMs: 0 });
  const nineToFive = { monday: [{ from: '09:00', to: '17:00' }], tuesday: [{ from: '09:00', to: '17:00' }] };
  const calendar = { timeZone: 'UTC', weekly: nineToFive, holidays: [] };
  await shop.putMerchant('m_hours', { businessHoursOnly: true, decisionMs: 10 * HOUR }, calendar);
});
afterAll(() => shop.close());

const at = (ms: number) => new Date(NOW.getTime() + ms).toISOString();
const AMOUNT = { kind: 'PARTIAL_REFUND', amount: 500, currency: 'EUR' } as const;

async function asked(orderId: string, merchantIds = ['m_1']): Promise<CancellationRef> {
  const lines = merchantIds.map((merchantId, index) => line({ lineId: `l${index}`, merchantId }));
  await shop.putOrder({ orderId, lines });
  return refOf(await shop.accepted(orderId));
}

const make = (ref: CancellationRef, over: Partial<OfferInput> = {}) =>
  createOfferBook(shop.db).makeOffer({
    ...ref,
    ...{ merchantId: 'm_1', terms: AMOUNT, actor: MERCHANT, receivedAt: at(4 * HOUR), ...over },
  });

async function offered(orderId: string): Promise<CancellationRef & { readonly offerId: string }> {
  const ref = await asked(orderId);
  const made = await make(ref);
  if (made.outcome === 'refused') throw new Error(made.code);
  return { ...ref, offerId: made.offer.offerId };
}

const says = (over: Partial<OfferAnswerInput> = {}) =>
  ({ answer: 'ACCEPTED', door: 'API', actor: CUSTOMER, receivedAt: at(5 * HOUR), ...over }) as const;
const TIME_OUT = { answer: 'EXPIRED', door: 'TIMEOUT', actor: SYSTEM, receivedAt: at(28 * HOUR) } as const;
const approval = { merchantId: 'm_1', outcome: 'APPROVED', door: 'API', actor: MERCHANT } as const;

describe('an offer', () => {
  it('stops the merchant’s clock and sets the customer’s, is made once, and keeps its note to the database', async () => {
    const ref = await asked('made');
    const note = 'Would a smaller one do?';
    const made = await make(ref, { note });
    const offer = { merchantId: 'm_1', terms: AMOUNT, deadline: at(28 * HOUR), state: 'OPEN' };
    expect(made).toMatchObject({ outcome: 'offered', offer });
    expect(await make(ref, { note, receivedAt: at(9 * HOUR) })).toEqual(made);
    expect(await make(ref, { note: 'Another' })).toMatchObject({
      ...{ code: 'OFFER_NOT_POSSIBLE', details: { why: 'ALREADY_OFFERED' } },
    });
    const row = { state: 'OFFERED', waiting_on: 'CUSTOMER', deadline: new Date(at(28 * HOUR)) };
    expect(await shop.row(ref.cancellationId)).toMatchObject(row);
    const standing = await readStanding(shop.db)(ref);
    expect(standing).toMatchObject({ decided: false, offer });
    expect(standing.parts).toEqual([{ merchantId: 'm_1', decision: 'PENDING', onTimeout: 'APPROVE' }]);
    const written = await shop.db
      .selectFrom('outbox')
      .select(['type', 'body'])
      .where('cancellation_id', '=', ref.cancellationId)
      .execute();
    const timeline = await shop.db
      .selectFrom('timeline')
      .selectAll()
      .where('cancellation_id', '=', ref.cancellationId)
      .execute();
    expect(written.map(({ type }) => type)).toContain('cancellation.offer_made');
    expect(JSON.stringify([written, timeline, standing])).not.toContain('smaller');
    expect(await readView(shop.db, ref)).toMatchObject({ state: 'OFFERED', offer: { ...offer, note } });
  });

  it.each<[string, Partial<OfferInput>, object]>([
    ['support', { actor: SUPPORT }, { code: 'ROLE_NOT_ALLOWED' }],
    ['customer', { actor: CUSTOMER }, { code: 'ROLE_NOT_ALLOWED' }],
    ['merchant', { merchantId: 'm_9' }, { code: 'MERCHANT_NOT_ASKED' }],
    ['late', { receivedAt: at(48 * HOUR + 1) }, { code: 'DECISION_TOO_LATE' }],
    ['currency', { terms: { ...AMOUNT, currency: 'USD' } }, { code: 'CURRENCY_MISMATCH' }],
    ['amount', { terms: { ...AMOUNT, amount: 9_999_999 } }, { code: 'AMOUNT_INVALID' }],
    ['nothing', { cancellationId: 'nothing.0000000000000000' }, { code: 'CANCELLATION_NOT_FOUND' }],
  ])('is refused: %s', async (name, over, refusal) => {
    const ref = await asked(`refused_${name}`);
    expect(await make(ref, over)).toMatchObject({ outcome: 'refused', ...refusal });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'AWAITING_DECISION' });
  });

  it('is not possible where the policy has none, several merchants have a part, or a right is used', async () => {
    const no = (why: string) => ({ code: 'OFFER_NOT_POSSIBLE', details: { why } });
    expect(await make(await asked('none', ['m_none']), { merchantId: 'm_none' })).toMatchObject(no('NOT_ALLOWED'));
    expect(await make(await asked('two', ['m_1', 'm_2']))).toMatchObject(no('SEVERAL_MERCHANTS'));
    const right = await asked('right');
    await shop.db.updateTable('cancellations').set({ statutory: true }).where('order_id', '=', 'right').execute();
    expect(await make(right)).toMatchObject(no('STATUTORY'));
  });

  it('is not possible once it is decided, withdrawn, over, or while a person looks', async () => {
    const decided = await asked('decided');
    await decide({ ...decided, ...approval, receivedAt: at(1) });
    expect(await make(decided)).toMatchObject({ code: 'ALREADY_DECIDED' });
    const withdrawn = await asked('withdrawn');
    await withdraw(shop.db)({ ...withdrawn, actor: CUSTOMER });
    expect(await make(withdrawn)).toMatchObject({ code: 'ALREADY_WITHDRAWN' });
    const over = await asked('over');
    await end(shop.db)({ ...over, outcome: 'DENIED', code: 'SHOP_REFUSED' });
    expect(await make(over)).toMatchObject({ code: 'CANCELLATION_ENDED' });
    const stuck = await asked('stuck');
    await flag(shop.db)({ ...stuck, cause: 'STEP_FAILED' });
    expect(await make(stuck)).toMatchObject({ code: 'NOT_AWAITING_DECISION' });
  });
});

describe('an answer', () => {
  it('that accepts takes the request back: units are free, the offer’s terms are on the record', async () => {
    const ref = await offered('accepted');
    const first = await answer({ ...ref, ...says() });
    expect(first).toMatchObject({
      outcome: 'recorded',
      answer: 'ACCEPTED',
      standing: { offer: { state: 'ACCEPTED' } },
    });
    expect(await answer({ ...ref, ...says({ receivedAt: at(6 * HOUR) }) })).toEqual(first);
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'OFFERED', waiting_on: 'NONE', deadline: null });
    expect(await decide({ ...ref, ...approval, receivedAt: at(5 * HOUR) })).toMatchObject({
      code: 'ALREADY_WITHDRAWN',
    });
    expect(await end(shop.db)({ ...ref, outcome: 'WITHDRAWN' })).toEqual({ outcome: 'WITHDRAWN' });
    expect(await readView(shop.db, ref)).toMatchObject({
      state: 'WITHDRAWN',
      offer: { terms: AMOUNT },
      mayAnswerOffer: false,
    });
    const told = await shop.db
      .selectFrom('outbox')
      .select('body')
      .where('type', '=', 'cancellation.offer_accepted')
      .where('cancellation_id', '=', ref.cancellationId)
      .execute();
    expect(told).toMatchObject([{ body: { merchantId: 'm_1', offerId: ref.offerId, ...AMOUNT } }]);
    const units = await shop.db.selectFrom('order_units').select('state').where('order_id', '=', 'accepted').execute();
    expect(units.map(({ state }) => state)).toEqual(units.map(() => 'ACTIVE'));
  });

  it('that declines, and a time-out, let the merchant’s clock go on with what was left', async () => {
    for (const [orderId, said, until] of [
      ['declined', says({ answer: 'DECLINED' }), at(5 * HOUR + 44 * HOUR)],
      ['expired', TIME_OUT, at(28 * HOUR + 44 * HOUR)],
    ] as const) {
      const ref = await offered(orderId);
      const { standing } = await answer({ ...ref, ...said });
      expect(standing.parts).toMatchObject([{ decision: 'PENDING', deadline: until }]);
      const row = { state: 'AWAITING_DECISION', waiting_on: 'MERCHANT', deadline: new Date(until) };
      expect(await shop.row(ref.cancellationId)).toMatchObject(row);
      expect(await decide({ ...ref, ...approval, receivedAt: until })).toMatchObject({ outcome: 'recorded' });
    }
  });

  it('gives the merchant a quarter of an hour at least', async () => {
    const ref = await asked('last_minute');
    const made = await make(ref, { receivedAt: at(48 * HOUR) });
    if (made.outcome === 'refused') throw new Error(made.code);
    const said = says({ answer: 'DECLINED', receivedAt: at(50 * HOUR) });
    const { standing } = await answer({ ...ref, offerId: made.offer.offerId, ...said });
    expect(standing.parts).toMatchObject([{ deadline: at(50 * HOUR + 15 * 60_000) }]);
  });

  it('counts what was left in business time where the clock does', async () => {
    // NOW is a Sunday noon: ten hours end on Tuesday at 11.
    const ref = await asked('hours', ['m_hours']);
    const made = await make(ref, { merchantId: 'm_hours', receivedAt: '2026-03-02T11:00:00.000Z' });
    if (made.outcome === 'refused') throw new Error(made.code);
    const said = says({ answer: 'DECLINED', receivedAt: '2026-03-02T20:00:00.000Z' });
    const { standing } = await answer({ ...ref, offerId: made.offer.offerId, ...said });
    // Two hours were used; eight of Tuesday's remain.
    expect(standing.parts).toMatchObject([{ deadline: '2026-03-03T17:00:00.000Z' }]);
  });

  it.each<[string, Partial<OfferAnswerInput>, string]>([
    ['to another offer', { offerId: 'ofr_9' }, 'OFFER_NOT_FOUND'],
    ['of a merchant', { actor: MERCHANT }, 'ROLE_NOT_ALLOWED'],
    ['of support', { actor: SUPPORT }, 'ROLE_NOT_ALLOWED'],
    ['that only the clock may give', { answer: 'EXPIRED' }, 'ROLE_NOT_ALLOWED'],
    ['of a clock that is no clock', { ...TIME_OUT, actor: CUSTOMER }, 'ROLE_NOT_ALLOWED'],
    ['one ms after its time', { receivedAt: at(28 * HOUR + 1) }, 'OFFER_TOO_LATE'],
    ['of the clock before its time', { ...TIME_OUT, receivedAt: at(28 * HOUR - 1) }, 'NOT_AWAITING_DECISION'],
    ['about nothing', { cancellationId: 'nothing.0000000000000000' }, 'CANCELLATION_NOT_FOUND'],
  ])('%s is refused, and the offer stays open', async (name, over, code) => {
    const ref = await offered(`answer_${name.replaceAll(' ', '_')}`);
    expect(await answer({ ...ref, ...says(), ...over })).toMatchObject({ outcome: 'refused', code });
    expect(await answer({ ...ref, ...says({ receivedAt: at(28 * HOUR) }) })).toMatchObject({ outcome: 'recorded' });
  });

  it('loses to the one before it, which is named', async () => {
    const ref = await offered('second');
    await answer({ ...ref, ...says({ answer: 'DECLINED' }) });
    const lost = { code: 'OFFER_ANSWERED', details: { answer: 'DECLINED' } };
    expect(await answer({ ...ref, ...says() })).toMatchObject(lost);
    expect(await answer({ ...ref, ...TIME_OUT })).toMatchObject(lost);
  });

  it('comes back to where it was when a person had to look meanwhile', async () => {
    const ref = await offered('looked_at');
    await flag(shop.db)({ ...ref, cause: 'STEP_FAILED' });
    await answer({ ...ref, ...says({ answer: 'DECLINED' }) });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'NEEDS_HUMAN', stuck_from: 'AWAITING_DECISION' });
    const other = await offered('looked_at_open');
    await flag(shop.db)({ ...other, cause: 'STEP_FAILED' });
    await pullLever(shop.db)({ ...other, lever: { kind: 'retryStep' }, actor: SUPPORT });
    expect(await shop.row(other.cancellationId)).toMatchObject({ state: 'OFFERED', waiting_on: 'CUSTOMER' });
  });
});

it('nothing is decided while an offer is open, and its merchant’s time can not run out', async () => {
  const ref = await offered('while_open');
  expect(await decide({ ...ref, ...approval, receivedAt: at(5 * HOUR) })).toMatchObject({
    ...{ code: 'NOT_AWAITING_DECISION', details: { state: 'OFFERED' } },
  });
  const timeOut = { outcome: 'BY_POLICY', door: 'TIMEOUT', actor: SYSTEM, receivedAt: at(49 * HOUR) } as const;
  expect(await decide({ ...ref, ...approval, ...timeOut })).toMatchObject({ code: 'NOT_AWAITING_DECISION' });
});

it('a request that is withdrawn, or that the shop refuses, lets an open offer lapse', async () => {
  const ref = await offered('lapsed');
  await withdraw(shop.db)({ ...ref, actor: CUSTOMER });
  expect(await answer({ ...ref, ...says() })).toMatchObject({ code: 'ALREADY_WITHDRAWN' });
  await end(shop.db)({ ...ref, outcome: 'WITHDRAWN' });
  expect((await readView(shop.db, ref))?.offer).toMatchObject({ state: 'EXPIRED' });
  const denied = await offered('lapsed_denied');
  expect(await end(shop.db)({ ...denied, outcome: 'DENIED', code: 'SHOP_REFUSED' })).toEqual({ outcome: 'DENIED' });
});

describe('of all that comes at the same instant, exactly one is first', () => {
  it('acceptance, refusal, time-out and withdrawal, in twenty rounds', async () => {
    const wins = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      const ref = await offered(`race_${round}`);
      const receivedAt = at(28 * HOUR);
      const rivals: [string, () => Promise<{ readonly outcome: string }>][] = [
        ['accepted', () => answer({ ...ref, ...says({ receivedAt }) })],
        [
          'declined',
          () => answer({ ...ref, ...says({ answer: 'DECLINED', receivedAt, actor: { ...CUSTOMER, id: 'c_2' } }) }),
        ],
        ['expired', () => answer({ ...ref, ...TIME_OUT, receivedAt })],
      ];
      const order = rivals.map((_, index) => rivals[(index + round) % rivals.length] ?? rivals[0]);
      const results = await Promise.all(order.map(async (rival) => [rival?.[0], (await rival?.[1]())?.outcome]));
      const first = results.filter(([, outcome]) => outcome === 'recorded').map(([name]) => String(name));
      expect(first).toHaveLength(1);
      wins.add(first.join());
      const { withdrawn_at } = await shop.row(ref.cancellationId);
      expect(withdrawn_at !== null).toBe(first[0] === 'accepted');
    }
    expect(wins.size).toBeGreaterThan(1);
  });

  it('acceptance and withdrawal: the order goes ahead, and the offer counts only where it was first', async () => {
    for (let round = 0; round < 20; round += 1) {
      const ref = await offered(`withdrawal_${round}`);
      const acts = [() => answer({ ...ref, ...says() }), () => withdraw(shop.db)({ ...ref, actor: CUSTOMER })];
      if (round % 2 === 1) acts.reverse();
      await Promise.all(acts.map((act) => act()));
      await end(shop.db)({ ...ref, outcome: 'WITHDRAWN' });
      const events = await shop.events(ref.cancellationId);
      const state = (await readView(shop.db, ref))?.offer?.state;
      expect(events.filter((event) => ['OFFER_ACCEPTED', 'WITHDRAWAL_RECORDED'].includes(event))).toEqual([
        state === 'ACCEPTED' ? 'OFFER_ACCEPTED' : 'WITHDRAWAL_RECORDED',
      ]);
    }
  });

  it('offer and decision of the same merchant', async () => {
    const wins = { offered: 0, decided: 0 };
    for (let round = 0; round < 20; round += 1) {
      const ref = await asked(`rivals_${round}`);
      const acts = [() => make(ref), () => decide({ ...ref, ...approval, receivedAt: at(4 * HOUR) })];
      if (round % 2 === 1) acts.reverse();
      const results = await Promise.all(acts.map((act) => act()));
      expect(results.filter(({ outcome }) => outcome === 'refused')).toHaveLength(1);
      wins[results.some(({ outcome }) => outcome === 'offered') ? 'offered' : 'decided'] += 1;
    }
    expect(wins.offered).toBeGreaterThan(0);
    expect(wins.decided).toBeGreaterThan(0);
  });
});
