import fc from 'fast-check';
import { capturesInFlight, leftOf, openlyAuthorized, leftOfCaptures } from '../../src/domain/refundable';
import type { Tender } from '../../src/domain/order';
import type { TenderOrder } from '../../src/domain/policy';
import { planRefund } from '../../src/domain/refund-plan';
import { sum } from '../../src/domain/money';
import { tendersOf } from './order-arbitrary';
import { aCapture, aTender, minutesLater } from './orders';

const ORDERS = ['PROPORTIONAL', 'GIFT_FIRST', 'CARD_FIRST', 'REVERSE_OF_PAYMENT'] as const;

const card = aTender({ tenderId: 'card', sequence: 1, captures: [aCapture({ captureId: 'c', amount: 6_000 })] });
const gift = aTender({
  tenderId: 'gift',
  kind: 'GIFT_CARD',
  sequence: 2,
  captures: [aCapture({ captureId: 'g', amount: 3_000 })],
});
const wallet = aTender({
  tenderId: 'wallet',
  kind: 'WALLET',
  sequence: 3,
  captures: [aCapture({ captureId: 'w', amount: 1_000 })],
});

function plan(tenders: readonly Tender[], refund: number, tenderOrder: TenderOrder = 'PROPORTIONAL') {
  const { legs, ...rest } = planRefund({ order: { tenders }, refund, tenderOrder });
  return { legs: legs.map(({ kind, sourceId, amount }) => `${kind} ${sourceId} ${amount}`), ...rest };
}

test.each<[TenderOrder, string[]]>([
  ['PROPORTIONAL', ['refund c 3000', 'refund g 1500', 'refund w 500']],
  ['GIFT_FIRST', ['refund g 3000', 'refund c 2000']],
  ['CARD_FIRST', ['refund c 5000']],
  ['REVERSE_OF_PAYMENT', ['refund w 1000', 'refund g 3000', 'refund c 1000']],
])('%s spreads half of what three tenders paid (R9)', (tenderOrder, legs) => {
  expect(plan([gift, wallet, card], 5_000, tenderOrder)).toEqual({ legs, missing: 0 });
});

test('a tender’s oldest capture is refunded first, and never above what is left of it', () => {
  const captures = [
    aCapture({ captureId: 'new', capturedAt: minutesLater(9) }),
    aCapture({ captureId: 'old', amount: 5_000, committed: 1_000, external: 1_500, disputed: 500 }),
  ];
  expect(plan([aTender({ captures })], 3_000)).toEqual({ legs: ['refund old 2000', 'refund new 1000'], missing: 0 });
});

test('tenders of zero and of an undefined kind make no leg', () => {
  const zero = aTender({ tenderId: 'zero', captures: [aCapture({ captureId: 'z', amount: 0 })] });
  const odd = aTender({ tenderId: 'odd', kind: 'UNDEFINED', captures: [aCapture({ captureId: 'o' })] });
  expect(plan([zero, odd], 0)).toEqual({ legs: [], missing: 0 });
  expect(plan([zero, odd, gift], 4_000)).toEqual({
    legs: ['refund g 3000'],
    missing: 1_000,
    missingCause: 'NOT_REFUNDABLE',
  });
});

const authorized = aTender({
  captures: [aCapture({ captureId: 'c', amount: 4_000 })],
  authorizations: [
    { authorizationId: 'a', amount: 3_000, state: 'OPEN' },
    { authorizationId: 'gone', amount: 9_000, state: 'VOIDED' },
  ],
});

test('authorizations that fit whole are voided before anything is refunded', () => {
  expect(plan([authorized], 7_000)).toEqual({ legs: ['void a 3000', 'refund c 4000'], missing: 0 });
  expect(plan([authorized], 3_500)).toEqual({ legs: ['void a 3000', 'refund c 500'], missing: 0 });
});

test('an authorization is never voided in part: captures pay, and what they can’t is not captured yet', () => {
  expect(plan([authorized], 2_000)).toEqual({ legs: ['refund c 2000'], missing: 0 });
  const only = aTender({ captures: [], authorizations: [{ authorizationId: 'a', amount: 3_000, state: 'OPEN' }] });
  expect(plan([only], 1_000)).toEqual({ legs: [], missing: 1_000, missingCause: 'NOT_CAPTURED' });
});

test('a capture under way is planned as a void, and named, so that nothing is sent before it has ended', () => {
  const capturing = aTender({
    captures: [],
    authorizations: [{ authorizationId: 'a', amount: 3_000, state: 'CAPTURING' }],
  });
  expect(plan([capturing], 3_000)).toEqual({ legs: ['void a 3000'], missing: 0 });
  expect(capturesInFlight({ tenders: [capturing, authorized] })).toMatchObject([
    { tender: { tenderId: 'T1' }, authorization: { authorizationId: 'a' } },
  ]);
});

test('a negative refund is a fault', () => {
  expect(() => plan([card], -1)).toThrow(RangeError);
});

test('legs sum to the refund or say what is missing, above zero and never above what is left', () => {
  fc.assert(
    fc.property(tendersOf(), fc.nat(60_000), fc.constantFrom(...ORDERS), (tenders, refund, tenderOrder) => {
      const { legs, missing, missingCause } = planRefund({ order: { tenders }, refund, tenderOrder });
      expect(sum(legs.map(({ amount }) => amount)) + missing).toBe(refund);
      expect(missing > 0).toBe(missingCause !== undefined);
      expect(new Set(legs.map(({ sourceId }) => sourceId)).size).toBe(legs.length);
      const rooms = new Map(
        tenders.flatMap(({ kind, captures, authorizations }) => {
          if (kind === 'UNDEFINED') return [];
          const open = authorizations.filter(({ state }) => state === 'OPEN' || state === 'CAPTURING');
          return [
            ...captures.map((capture): [string, number] => [capture.captureId, leftOf(capture)]),
            ...open.map(({ authorizationId, amount }): [string, number] => [authorizationId, amount]),
          ];
        }),
      );
      for (const { kind, sourceId, amount } of legs) {
        expect(amount).toBeGreaterThan(0);
        expect(amount).toBeLessThanOrEqual(rooms.get(sourceId) ?? 0);
        if (kind === 'void') expect(amount).toBe(rooms.get(sourceId));
      }
      if (refund <= leftOfCaptures({ tenders })) expect(missing).toBe(0);
      if (refund === leftOfCaptures({ tenders }) + openlyAuthorized({ tenders })) expect(missing).toBe(0);
    }),
    { numRuns: 2_000 },
  );
});

test('all that is left can always be planned to the cent', () => {
  fc.assert(
    fc.property(tendersOf(), fc.constantFrom(...ORDERS), (tenders, tenderOrder) => {
      const refund = leftOfCaptures({ tenders }) + openlyAuthorized({ tenders });
      expect(planRefund({ order: { tenders }, refund, tenderOrder }).missing).toBe(0);
    }),
    { numRuns: 1_000 },
  );
});
