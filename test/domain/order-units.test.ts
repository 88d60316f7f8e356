import fc from 'fast-check';
import { adjustmentOf, amountRefusal, unitsOf } from '../../src/domain/order-units';
import { sum } from '../../src/domain/money';
import { aCapture, aLine, aTender } from './orders';

const lines = fc.array(
  fc.record({
    quantity: fc.integer({ min: 1, max: 7 }),
    unitPrice: fc.integer({ min: 0, max: 50_000 }),
    discountShare: fc.double({ min: 0, max: 1, noNaN: true }),
    tax: fc.integer({ min: 0, max: 5_000 }),
    shipping: fc.integer({ min: 0, max: 3_000 }),
  }),
  { minLength: 1, maxLength: 5 },
);

test('units carry every cent of price, discount, tax and both kinds of shipping (R1)', () => {
  fc.assert(
    fc.property(lines, fc.integer({ min: 0, max: 5_000 }), (drafts, shippingFee) => {
      const made = drafts.map(({ discountShare, ...draft }, index) =>
        aLine({
          ...draft,
          lineId: `L${index}`,
          discount: Math.floor(draft.unitPrice * draft.quantity * discountShare),
        }),
      );
      const units = unitsOf(made, shippingFee);
      expect(units).toHaveLength(sum(made.map(({ quantity }) => quantity)));
      expect(sum(units.map(({ price }) => price))).toBe(
        sum(made.map(({ unitPrice, quantity, discount }) => unitPrice * quantity - discount)),
      );
      expect(sum(units.map(({ tax }) => tax))).toBe(sum(made.map(({ tax }) => tax)));
      expect(sum(units.map(({ shipping }) => shipping))).toBe(sum(made.map(({ shipping }) => shipping)) + shippingFee);
      expect(units.every(({ price, tax, shipping }) => price >= 0 && tax >= 0 && shipping >= 0)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('the last piece of a line takes the residue of its discount', () => {
  const units = unitsOf([aLine({ quantity: 3, unitPrice: 1000, discount: 100, tax: 10 })], 0);
  expect(units.map(({ unitId, price, tax }) => [unitId, price, tax])).toEqual([
    ['L1/1', 966, 3],
    ['L1/2', 967, 3],
    ['L1/3', 967, 4],
  ]);
});

test('order-level shipping goes by price, and equally where all is free', () => {
  const dear = aLine({ lineId: 'dear', unitPrice: 9_000 });
  const cheap = aLine({ lineId: 'cheap', unitPrice: 1_000 });
  expect(unitsOf([dear, cheap], 500).map(({ shipping }) => shipping)).toEqual([450, 50]);
  const free = [aLine({ unitPrice: 0 }), aLine({ lineId: 'L2', unitPrice: 0 })];
  expect(unitsOf(free, 500).map(({ shipping }) => shipping)).toEqual([250, 250]);
});

test('an order without lines has no units, and its payment is adjustment', () => {
  expect(unitsOf([], 700)).toEqual([]);
  expect(adjustmentOf([], [aTender()])).toBe(10_000);
});

test('the adjustment is payments minus units, with open authorizations and either sign', () => {
  const units = unitsOf([aLine({ unitPrice: 10_000 })], 0);
  const open = { authorizationId: 'A1', amount: 400, state: 'OPEN' } as const;
  const voided = { authorizationId: 'A2', amount: 999, state: 'VOIDED' } as const;
  const paid = (amount: number) => aTender({ captures: [aCapture({ amount })], authorizations: [open, voided] });
  expect(adjustmentOf(units, [paid(9_600)])).toBe(0);
  expect(adjustmentOf(units, [paid(9_000)])).toBe(-600);
  expect(adjustmentOf(units, [paid(9_601)])).toBe(1);
});

test.each([
  ['quantity', { quantity: 0 }],
  ['quantity', { quantity: 1.5 }],
  ['unitPrice', { unitPrice: -1 }],
  ['unitPrice', { unitPrice: 0.5 }],
  ['tax', { tax: NaN }],
  ['discount', { discount: 10_001 }],
])('a wrong %s is refused and never allocated', (field, wrong) => {
  const line = aLine(wrong);
  expect(amountRefusal([line], 0)).toMatchObject({ code: 'AMOUNT_INVALID', details: { lineId: 'L1', field } });
  expect(() => unitsOf([line], 0)).toThrow(RangeError);
});

test('a negative shipping fee is refused', () => {
  expect(amountRefusal([aLine()], -1)).toMatchObject({ details: { field: 'shippingFee' } });
  expect(amountRefusal([aLine()], 0)).toBeUndefined();
});
