import { eligibility, type EligibilityAsk } from '../../src/domain/eligibility';
import type { Order } from '../../src/domain/order';
import type { Selection } from '../../src/domain/quote';
import { aCapture, aShipment, aTender, aUnit, anOrder, minutesLater, policies } from './orders';

const WHOLE: Selection = { kind: 'ORDER' };
const lines = (...asked: [string, number][]): Selection => ({
  kind: 'LINES',
  lines: asked.map(([lineId, quantity]) => ({ lineId, quantity })),
});
const threeOfOneLine = ['L1/1', 'L1/2', 'L1/3'].map((unitId) => aUnit({ unitId }));

function ask(order: Partial<Order>, rest: Partial<EligibilityAsk> = {}) {
  return eligibility({
    order: anOrder(order),
    selection: WHOLE,
    policies: policies(),
    reason: 'CHANGED_MIND',
    initiator: 'CUSTOMER',
    now: minutesLater(30),
    ...rest,
  });
}

function unitIds(answer: ReturnType<typeof eligibility>): string[] {
  return answer.outcome === 'allowed' ? answer.units.map(({ unitId }) => unitId) : [answer.code];
}

test('the whole order is every unit that is still active', () => {
  const units = [aUnit({ state: 'CANCELLED' }), aUnit({ unitId: 'L1/2' })];
  expect(unitIds(ask({ units, state: 'PARTIALLY_CANCELLED' }))).toEqual(['L1/2']);
});

test('an order without lines is cancelled whole, by the rules of the shop itself, and only whole', () => {
  const policiesOfShop = policies({ shop: {} });
  expect(unitIds(ask({ units: [] }, { policies: policiesOfShop }))).toEqual([]);
  expect(ask({ units: [] }, { policies: policiesOfShop }).outcome).toBe('allowed');
  expect(unitIds(ask({ units: [] }, { policies: policiesOfShop, selection: lines(['L1', 1]) }))).toEqual([
    'NOT_PART_CANCELLABLE',
  ]);
});

test.each<[string, Partial<Order>, Partial<EligibilityAsk>]>([
  ['ORDER_ALREADY_CANCELLED', { state: 'CANCELLED' }, {}],
  ['ORDER_ALREADY_CANCELLED', { units: [aUnit({ state: 'CANCELLED' })] }, {}],
  ['CANCELLATION_ACTIVE', {}, { activeCancellationId: 'X1' }],
  ['CANCELLATION_ACTIVE', { units: [aUnit({ state: 'HELD' })] }, {}],
  ['CANCELLATION_ACTIVE', { state: 'CANCELLING' }, {}],
  ['REASON_NOT_ALLOWED', {}, { reason: 'OUT_OF_STOCK' }],
  ['ACCOUNT_BLOCKED', { accountBlocked: true }, {}],
  ['DISPUTE_OPEN', { tenders: [aTender({ captures: [aCapture({ disputed: 1 })] })] }, {}],
  ['NOTHING_SELECTED', {}, { selection: lines() }],
  ['NOTHING_SELECTED', {}, { selection: lines(['L1', 0]) }],
  ['NOTHING_SELECTED', {}, { selection: lines(['L1', -1]) }],
  ['NOTHING_SELECTED', {}, { selection: lines(['L1', 0.5]) }],
  ['UNIT_UNKNOWN', {}, { selection: lines(['L9', 1]) }],
  ['QUANTITY_TOO_GREAT', {}, { selection: lines(['L1', 2]) }],
  ['QUANTITY_TOO_GREAT', {}, { selection: lines(['L1', 1], ['L1', 1]) }],
  [
    'UNIT_ALREADY_CANCELLED',
    { units: [aUnit({ state: 'CANCELLED' }), aUnit({ unitId: 'L2/1', lineId: 'L2' })] },
    { selection: lines(['L1', 1]) },
  ],
  ['ORDER_NOT_CANCELLABLE', { units: [aUnit({ cancellable: false })] }, {}],
  ['LINE_NOT_CANCELLABLE', { units: [aUnit(), aUnit({ unitId: 'L2/1', lineId: 'L2', cancellable: false })] }, {}],
  ['ORDER_DELIVERED', { shipments: [aShipment({ state: 'DELIVERED' })] }, {}],
  [
    'ORDER_SHIPPED',
    { shipments: [aShipment({ state: 'IN_TRANSIT' })] },
    { policies: policies({ M1: { interceptInTransit: false } }) },
  ],
  [
    'NOT_PART_CANCELLABLE',
    { units: threeOfOneLine },
    { selection: lines(['L1', 2]), policies: policies({ M1: { partsCancellable: false } }) },
  ],
  ['REQUEST_WINDOW_PASSED', {}, { policies: policies({ M1: { requestWindowMinutes: 29 } }) }],
])('%s is denied', (code, order, rest) => {
  expect(ask(order, rest)).toMatchObject({ outcome: 'refused', code });
});

test('a denial names what it is about', () => {
  expect(ask({}, { activeCancellationId: 'X1' })).toMatchObject({ details: { cancellationId: 'X1' } });
  expect(ask({ units: threeOfOneLine }, { selection: lines(['L1', 5]) })).toMatchObject({
    details: { lineId: 'L1', asked: 5, left: 3 },
  });
});

test.each<[string, Partial<Order>, Partial<EligibilityAsk>]>([
  ['a label alone', { shipments: [aShipment({ state: 'LABELED' })] }, {}],
  ['a parcel in transit that may be stopped', { shipments: [aShipment({ state: 'IN_TRANSIT' })] }, {}],
  ['a parcel that was stopped', { shipments: [aShipment({ state: 'STOPPED' })] }, {}],
  ['a lost dispute', { tenders: [aTender({ captures: [aCapture({ disputed: 5, disputeOpen: false })] })] }, {}],
  ['the very end of the window', {}, { policies: policies({ M1: { requestWindowMinutes: 30 } }) }],
  [
    'a merchant after the window',
    {},
    { policies: policies({ M1: { requestWindowMinutes: 1 } }), initiator: 'MERCHANT', reason: 'OUT_OF_STOCK' },
  ],
  ['a platform on a blocked account', { accountBlocked: true }, { initiator: 'PLATFORM', reason: 'FRAUD_SUSPECTED' }],
  [
    'all that is left where parts are not cancellable',
    { units: [aUnit({ state: 'CANCELLED' }), aUnit({ unitId: 'L1/2' })], state: 'PARTIALLY_CANCELLED' },
    { selection: lines(['L1', 1]), policies: policies({ M1: { partsCancellable: false } }) },
  ],
])('%s does not deny', (_, order, rest) => {
  expect(ask(order, rest).outcome).toBe('allowed');
});

test('of a line the pieces at hand are taken before those with the carrier', () => {
  const shipments = [aShipment({ state: 'IN_TRANSIT', unitIds: ['L1/1'] }), aShipment({ unitIds: ['L1/2'] })];
  const take = (quantity: number) =>
    unitIds(ask({ units: threeOfOneLine, shipments }, { selection: lines(['L1', quantity]) }));
  expect(take(1)).toEqual(['L1/3']);
  expect(take(2)).toEqual(['L1/3', 'L1/2']);
  expect(take(3)).toEqual(['L1/3', 'L1/2', 'L1/1']);
});

test('another merchant’s rules do not deny what is not chosen of it', () => {
  const units = [aUnit(), aUnit({ unitId: 'L2/1', lineId: 'L2', merchantId: 'M2' })];
  const rules = policies({ M1: {}, M2: { partsCancellable: false, requestWindowMinutes: 1 } });
  expect(unitIds(ask({ units }, { selection: lines(['L1', 1]), policies: rules }))).toEqual(['L1/1']);
  expect(unitIds(ask({ units }, { selection: lines(['L2', 1]), policies: rules }))).toEqual(['NOT_PART_CANCELLABLE']);
});

test('what is wrong with the order is said before what is wrong with the request', () => {
  const worst = {
    state: 'CANCELLED',
    accountBlocked: true,
    shipments: [aShipment({ state: 'DELIVERED' })],
  } as const;
  expect(unitIds(ask(worst, { reason: 'OUT_OF_STOCK', selection: lines(), activeCancellationId: 'X1' }))).toEqual([
    'ORDER_ALREADY_CANCELLED',
  ]);
  expect(unitIds(ask({ ...worst, state: 'OPEN' }, { selection: lines() }))).toEqual(['ACCOUNT_BLOCKED']);
});

test('a merchant without a policy is a fault', () => {
  expect(() => ask({}, { policies: new Map() })).toThrow(RangeError);
});
