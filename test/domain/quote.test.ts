import { quoteOrder, type QuoteInputs } from '../../src/domain/quote-order';
import { restrictQuote } from '../../src/domain/restrict-quote';
import { aCapture, aTender, aUnit, anOrder, minutesLater, policies } from './orders';

const first = aUnit({ unitId: 'L1/1', price: 6_000, tax: 600, shipping: 300 });
const second = aUnit({ unitId: 'L2/1', lineId: 'L2', merchantId: 'M2', price: 3_000, tax: 300, shipping: 200 });
const paid = (amount: number, fields: Parameters<typeof aCapture>[0] = {}) =>
  aTender({ captures: [aCapture({ amount, ...fields })] });

function inputs(rest: Partial<QuoteInputs> = {}): QuoteInputs {
  return {
    order: anOrder({ units: [first, second], tenders: [paid(10_400)] }),
    units: [first],
    policies: policies({ M1: {}, M2: {}, shop: {} }),
    fault: 'BUYER',
    now: minutesLater(60),
    arrivalDays: () => [1, 5],
    ...rest,
  };
}

const withFee = policies({
  M1: { fees: [{ fromMinutes: 0, basisPoints: 1_000, fixed: 10, cap: null, faults: ['BUYER'] }] },
  M2: {},
  shop: { fees: [{ fromMinutes: 0, basisPoints: 1_000, fixed: 10, cap: null, faults: ['BUYER'] }] },
});

test('a part returns goods, tax and its share of shipping', () => {
  expect(quoteOrder(inputs())).toEqual({
    currency: 'EUR',
    whole: false,
    units: [{ unitId: 'L1/1', lineId: 'L1', merchantId: 'M1', goods: 6_600, shipping: 300 }],
    goods: 6_600,
    shipping: 300,
    adjustment: 0,
    fee: 0,
    refund: 6_900,
    tenders: [{ tenderId: 'T1', channel: 'card', kind: 'refund', amount: 6_900, arrivalDays: [1, 5] }],
  });
});

test('a part returns no shipping where the rule is NONE (R4), the whole order does', () => {
  const none = policies({ M1: { shippingFee: 'NONE' }, M2: { shippingFee: 'NONE' } });
  expect(quoteOrder(inputs({ policies: none }))).toMatchObject({ goods: 6_600, shipping: 0, refund: 6_600 });
  expect(quoteOrder(inputs({ policies: none, units: [first, second] }))).toMatchObject({
    whole: true,
    shipping: 500,
    refund: 10_400,
  });
});

test('the last part of an order returns what earlier parts kept back', () => {
  const none = policies({ M1: { shippingFee: 'NONE' }, M2: { shippingFee: 'NONE' } });
  const left = [{ ...first, state: 'CANCELLED' as const }, second];
  const order = anOrder({ units: left, tenders: [paid(10_400, { committed: 6_600 })] });
  expect(quoteOrder(inputs({ order, units: [second], policies: none }))).toMatchObject({
    whole: true,
    goods: 3_300,
    shipping: 200,
    adjustment: 300,
    refund: 3_800,
  });
});

test('payments above and below the units come back with the whole order', () => {
  const quoteOf = (amount: number) =>
    quoteOrder(inputs({ order: anOrder({ units: [first, second], tenders: [paid(amount)] }), units: [first, second] }));
  expect(quoteOf(10_450)).toMatchObject({ adjustment: 50, refund: 10_450 });
  expect(quoteOf(10_300)).toMatchObject({ adjustment: -100, refund: 10_300 });
});

test('an order without lines returns its payment and has no fee', () => {
  const order = anOrder({ units: [], tenders: [paid(700)] });
  expect(quoteOrder(inputs({ order, units: [], policies: withFee }))).toMatchObject({
    whole: true,
    goods: 0,
    adjustment: 700,
    fee: 0,
    refund: 700,
  });
});

test('the fee is each merchant’s own, on its own units, and charged to customers alone', () => {
  expect(quoteOrder(inputs({ policies: withFee, units: [first, second] }))).toMatchObject({ fee: 700, refund: 9_700 });
  expect(quoteOrder(inputs({ policies: withFee, initiator: 'MERCHANT' })).fee).toBe(0);
  expect(quoteOrder(inputs({ policies: withFee, fault: 'SELLER' })).fee).toBe(0);
});

test('what is merely authorized is voided whole: no fee can be kept from it', () => {
  const tender = aTender({ captures: [], authorizations: [{ authorizationId: 'A1', amount: 10_400, state: 'OPEN' }] });
  const order = anOrder({ units: [first, second], tenders: [tender] });
  const quote = quoteOrder(inputs({ order, units: [first, second], policies: withFee }));
  expect(quote).toMatchObject({ fee: 0, refund: 10_400, tenders: [{ kind: 'void', amount: 10_400 }] });
});

test('a part of what is merely authorized returns nothing: the shop captures less', () => {
  const tender = aTender({ captures: [], authorizations: [{ authorizationId: 'A1', amount: 10_400, state: 'OPEN' }] });
  const order = anOrder({ units: [first, second], tenders: [tender] });
  expect(quoteOrder(inputs({ order }))).toMatchObject({ goods: 6_600, adjustment: -6_900, refund: 0, tenders: [] });
});

test('what was refunded elsewhere or is disputed does not come back twice', () => {
  const order = anOrder({ units: [first, second], tenders: [paid(10_400, { external: 1_000, disputed: 400 })] });
  expect(quoteOrder(inputs({ order, units: [first, second] }))).toMatchObject({ adjustment: -1_400, refund: 9_000 });
});

test('two legs to one tender are told as one amount', () => {
  const captures = [aCapture({ amount: 6_000 }), aCapture({ captureId: 'C2', amount: 4_400 })];
  const order = anOrder({ units: [first, second], tenders: [aTender({ captures })] });
  const { tenders } = quoteOrder(inputs({ order, units: [first, second] }));
  expect(tenders).toMatchObject([{ tenderId: 'T1', kind: 'refund', amount: 10_400 }]);
});

test('when only one of two merchants approves, its units keep their lines and the changes are told', () => {
  const rules = policies({ M1: { shippingFee: 'NONE' }, M2: {} });
  const order = anOrder({ units: [first, second], tenders: [paid(10_450)] });
  const asked = inputs({ order, units: [first, second], policies: rules });
  const restricted = restrictQuote(asked, quoteOrder(asked), ['L1/1']);
  expect(restricted.quote).toMatchObject({ whole: false, goods: 6_600, shipping: 0, adjustment: 0, refund: 6_600 });
  expect(restricted.changes).toEqual(['UNITS_LEFT_OUT', 'SHIPPING_KEPT', 'ADJUSTMENT_KEPT']);
});

test('a fee that goes with the units left out is told too', () => {
  const asked = inputs({ units: [first, second], policies: withFee });
  const { quote, changes } = restrictQuote(asked, quoteOrder(asked), ['L2/1']);
  expect(quote.fee).toBe(0);
  expect(changes).toEqual(['UNITS_LEFT_OUT', 'FEE_LOWER']);
});

test('when all approve the frozen quote stays as it is', () => {
  const asked = inputs({ units: [first, second] });
  const quoted = quoteOrder(asked);
  const restricted = restrictQuote(asked, quoted, ['L2/1', 'L1/1']);
  expect(restricted.quote).toBe(quoted);
  expect(restricted.changes).toEqual([]);
});
