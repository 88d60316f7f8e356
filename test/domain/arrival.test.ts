import fc from 'fast-check';
import { arrivalOf, dayOf, expectedDay, isLate } from '../../src/domain/arrival';
import type { Arrival, LegView } from '../../src/domain/cancellation-view';
import { customerLegLine } from '../../src/domain/explain/customer-leg';
import { WORDINGS } from '../../src/domain/explain/wordings';
import { LEG_RANK } from '../../src/domain/leg-state';
import { quoteOrder } from '../../src/domain/quote-order';
import type { LegState } from '../../src/domain/refund-leg';
import { anOrder, minutesLater, policies } from './orders';

const LEG: LegView = {
  legId: 'o1.x/1',
  tenderId: 't1',
  tenderKind: 'CARD',
  channel: 'stripe',
  kind: 'refund',
  state: 'PENDING',
  amount: 8_000,
  providerRef: 're_1',
  expectedBy: '2026-03-11',
};
const STATES = Object.keys(LEG_RANK) as LegState[];

test.each<[Partial<LegView>, string, { arrival: Arrival; late: boolean }]>([
  [{}, '2026-03-11', { arrival: 'ON_ITS_WAY', late: false }],
  [{}, '2026-03-12', { arrival: 'LATE', late: true }],
  [{ state: 'SUCCEEDED' }, '2026-03-10', { arrival: 'ON_ITS_WAY', late: false }],
  [{ state: 'SUCCEEDED' }, '2026-03-11', { arrival: 'ARRIVED', late: false }],
  [{ state: 'SUCCEEDED', kind: 'payout' }, '2026-03-12', { arrival: 'PAID_ANOTHER_WAY', late: false }],
  [{ state: 'MANUAL' }, '2026-03-12', { arrival: 'PAID_ANOTHER_WAY', late: false }],
  [{ state: 'BLOCKED' }, '2026-03-12', { arrival: 'NEEDS_ATTENTION', late: true }],
  [{ state: 'DISPUTED' }, '2026-03-10', { arrival: 'NEEDS_ATTENTION', late: false }],
  [{ state: 'FAILED' }, '2026-03-12', { arrival: 'NEEDS_ATTENTION', late: true }],
  [{ state: 'FAILED', replacedBy: 'o1.x/2' }, '2026-03-12', { arrival: 'REPLACED', late: false }],
])('a leg with %j reads on %s as %j', (over, today, expected) => {
  const leg = { ...LEG, ...over };
  expect({ arrival: arrivalOf(leg, today), late: isLate(leg, today) }).toEqual(expected);
});

test('what no channel has taken on is being sent, and has no day yet', () => {
  const { expectedBy: _expectedBy, ...leg } = LEG;
  for (const state of ['PLANNED', 'SUBMITTED', 'AMBIGUOUS'] as const) {
    expect(arrivalOf({ ...leg, state }, '2030-01-01')).toBe('BEING_SENT');
    expect(isLate({ ...leg, state }, '2030-01-01')).toBe(false);
  }
});

test('a day is counted from the day of acceptance, over weekends where banks do not work on them', () => {
  const friday = new Date('2026-03-06T23:30:00Z');
  expect(expectedDay(friday, { arrivalDays: [1, 3] })).toBe('2026-03-09');
  expect(expectedDay(friday, { arrivalDays: [1, 3], inBusinessDays: true })).toBe('2026-03-11');
  expect(expectedDay(new Date('2026-03-07T12:00:00Z'), { arrivalDays: [0, 1], inBusinessDays: true })).toBe(
    '2026-03-09',
  );
  expect(expectedDay(friday, { arrivalDays: [0, 0], inBusinessDays: true })).toBe('2026-03-06');
});

test('business days never promise sooner than days, and always end on one that banks work', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      fc.integer({ min: 1, max: 40 }),
      (from, latest) => {
        const day = expectedDay(from, { arrivalDays: [0, latest], inBusinessDays: true });
        expect(day >= expectedDay(from, { arrivalDays: [0, latest] })).toBe(true);
        expect([0, 6]).not.toContain(new Date(day).getUTCDay());
        expect(day > dayOf(from)).toBe(true);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('a customer reads amount, where to, how it stands, until when, and the reference', () => {
  const line = (over: Partial<LegView>, locale: 'en' | 'zh' = 'en') =>
    customerLegLine({ ...LEG, ...over }, { currency: 'USD', wording: WORDINGS[locale] });
  expect(line({})).toBe(
    'USD 80.00 back to the card you paid with through Stripe: on its way, expected by 2026-03-11, reference re_1',
  );
  expect(line({ arrival: 'LATE', late: true })).toContain('late, we are looking into it, expected by 2026-03-11');
  expect(line({ arrival: 'ARRIVED', state: 'SUCCEEDED' })).toBe(
    'USD 80.00 back to the card you paid with through Stripe: arrived, reference re_1',
  );
  expect(line({ kind: 'payout', channel: 'sepa', tenderKind: 'CARD' })).toContain(
    'USD 80.00 to your bank account instead through SEPA bank transfer',
  );
  expect(line({ kind: 'payout', channel: 'store-credit' })).toContain('USD 80.00 to your store credit instead: ');
  expect(line({ kind: 'void' })).toContain('USD 80.00 held on the card you paid with is released');
  expect(line({ channel: 'gift-card', tenderKind: 'GIFT_CARD' })).toContain('USD 80.00 back to your gift card: ');
  expect(line({ channel: 'wechat-pay', tenderKind: 'WALLET' }, 'zh')).toBe(
    'USD 80.00 退回您付款所用的钱包（经由 微信支付）：退回途中，预计 2026-03-11 前到账，退款单号 re_1',
  );
});

test('every state has words in both languages, whatever the day', () => {
  for (const state of STATES)
    for (const today of [undefined, '2026-03-10', '2026-03-12'])
      for (const locale of ['en', 'zh'] as const) {
        const arrival = arrivalOf({ ...LEG, state }, today);
        const line = customerLegLine({ ...LEG, state, arrival }, { currency: 'USD', wording: WORDINGS[locale] });
        expect(line).not.toMatch(/undefined|t1|o1\.x/);
        expect(line).toContain(WORDINGS[locale].arrivals[arrival]);
      }
});

test('a quote says of which channel the days are business days, and of no other', () => {
  const order = anOrder();
  const quote = (inBusinessDays: boolean) =>
    quoteOrder({
      ...{ order, units: order.units, policies: policies(), fault: 'BUYER' as const, now: minutesLater(1) },
      arrivalDays: () => [1, 3],
      inBusinessDays: (channel) => inBusinessDays && channel === 'card',
    }).tenders;
  expect(quote(true)).toMatchObject([{ channel: 'card', arrivalDays: [1, 3], inBusinessDays: true }]);
  expect(quote(false)[0]).not.toHaveProperty('inBusinessDays');
});
