import fc from 'fast-check';
import { approvalBy } from '../../src/domain/approval';
import { eligibility } from '../../src/domain/eligibility';
import { quoteOrder } from '../../src/domain/quote-order';
import { isStatutory } from '../../src/domain/statutory';
import { sum } from '../../src/domain/money';
import type { Policy } from '../../src/domain/policy';
import { policyOf } from '../../src/domain/policy-snapshot';
import { ordersOf, policiesOf } from './order-arbitrary';
import { aShipment, anOrder, aUnit, minutesLater, policies } from './orders';

const DAY = 1_440;
const RIGHT = { statutoryWithdrawalDays: 14 };

function ask(policy: Partial<Policy>, minutes: number, rest: Partial<Parameters<typeof eligibility>[0]> = {}) {
  return eligibility({
    ...{ order: anOrder(), selection: { kind: 'ORDER' }, policies: policies({ M1: policy }) },
    ...{ reason: 'CHANGED_MIND', initiator: 'CUSTOMER', now: minutesLater(minutes) },
    ...rest,
  });
}

test('the right ends with the last minute of its last day, and zero days are none', () => {
  expect(isStatutory(RIGHT, 14 * DAY)).toBe(true);
  expect(isStatutory(RIGHT, 14 * DAY + 0.001)).toBe(false);
  expect(isStatutory({ statutoryWithdrawalDays: 0 }, 0)).toBe(false);
  expect(isStatutory({}, 0)).toBe(false);
});

test('no merchant is asked, whatever reason the customer gives; but for somebody else it is no right', () => {
  const policy = policyOf(policies({ M1: RIGHT }), 'M1');
  const by = (rest: Partial<Parameters<typeof approvalBy>[0]>) =>
    approvalBy({
      ...{ policy, order: anOrder(), reason: 'CHANGED_MIND', initiator: 'CUSTOMER', now: minutesLater(30) },
      ...rest,
    });
  expect(by({})).toEqual({ by: 'RULE', why: 'STATUTORY' });
  expect(by({ reason: 'DELIVERY_TOO_SLOW' })).toEqual({ by: 'RULE', why: 'STATUTORY' });
  expect(by({ initiator: 'PLATFORM', reason: 'OUT_OF_STOCK' }).why).toBe('SELLER_FAULT');
  expect(by({ now: minutesLater(14 * DAY + 1) })).toEqual({ by: 'MERCHANT', why: 'MERCHANT_DECIDES' });
});

test('it wins over the merchant’s own window and cap, and not over a parcel that nobody tries to stop', () => {
  expect(ask({ ...RIGHT, requestWindowMinutes: 1 }, 60).outcome).toBe('allowed');
  expect(ask({ requestWindowMinutes: 1 }, 60)).toMatchObject({ code: 'REQUEST_WINDOW_PASSED' });
  expect(ask({ ...RIGHT, maxRequests: 1 }, 60, { endedRequests: 5 }).outcome).toBe('allowed');
  const order = anOrder({ shipments: [aShipment({ state: 'IN_TRANSIT' })] });
  expect(ask({ ...RIGHT, interceptInTransit: false }, 60, { order })).toMatchObject({ code: 'ORDER_SHIPPED' });
});

test('a customer may ask again until so many requests came to nothing, and an escalation is none of them', () => {
  expect(ask({ maxRequests: 3 }, 60, { endedRequests: 2 }).outcome).toBe('allowed');
  expect(ask({ maxRequests: 3 }, 60, { endedRequests: 3 })).toEqual({
    ...{ outcome: 'refused', code: 'REQUEST_CAP_REACHED' },
    details: { merchantId: 'M1', maxRequests: 3, requests: 3 },
  });
  expect(ask({}, 60, { endedRequests: 300 }).outcome).toBe('allowed');
  expect(ask({ maxRequests: 3 }, 60, { endedRequests: 3, escalation: true }).outcome).toBe('allowed');
  expect(ask({ requestWindowMinutes: 1 }, 60, { escalation: true }).outcome).toBe('allowed');
  expect(ask({ maxRequests: 1 }, 60, { endedRequests: 3, initiator: 'MERCHANT', reason: 'CANNOT_SHIP' }).outcome).toBe(
    'allowed',
  );
});

test('a right never costs a fee, and a whole order gives its shipping back', () => {
  fc.assert(
    fc.property(ordersOf(), policiesOf(), fc.integer({ min: 0, max: 14 * DAY }), (order, given, minutes) => {
      const rights = new Map([...given].map(([merchantId, policy]) => [merchantId, { ...policy, ...RIGHT }]));
      const units = order.units.filter(({ state }) => state === 'ACTIVE');
      const quote = quoteOrder({
        ...{ order, units, policies: rights, fault: 'BUYER', now: minutesLater(minutes), arrivalDays: () => [0, 3] },
      });
      expect(quote.fee - (quote.giftSpent ?? 0)).toBe(0);
      if (quote.whole) expect(quote.shipping).toBe(sum(units.map(({ shipping }) => shipping)));
    }),
    { numRuns: 500 },
  );
});

test('without the right the same ladder charges its fee', () => {
  const fees = [{ fromMinutes: 0, basisPoints: 1_000, fixed: 0, cap: null, faults: ['BUYER' as const] }];
  const order = anOrder({ units: [aUnit()] });
  const fee = (policy: Partial<Policy>) =>
    quoteOrder({
      ...{ order, units: order.units, policies: policies({ M1: { fees, ...policy } }), fault: 'BUYER' },
      ...{ now: minutesLater(30), arrivalDays: () => [0, 3] },
    }).fee;
  expect(fee({})).toBe(1_000);
  expect(fee(RIGHT)).toBe(0);
});
