import fc from 'fast-check';
import { allocate as dineroAllocate, dinero, toSnapshot, EUR } from 'dinero.js';
import { allocate } from '../../src/domain/allocation';

const totals = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 });

function total(shares: readonly number[]): number {
  return shares.reduce((left, right) => left + right, 0);
}

test('the shares sum to the total, each within one unit of the exact share', () => {
  fc.assert(
    fc.property(totals, weights, (amount, by) => {
      const shares = allocate(amount, by);
      const whole = total(by);
      expect(total(shares)).toBe(amount);
      shares.forEach((share, index) => {
        const exact = whole === 0 ? amount / by.length : (amount * (by[index] ?? 0)) / whole;
        expect(Math.abs(share - exact)).toBeLessThanOrEqual(1.001);
      });
    }),
    { numRuns: 2_000 },
  );
});

test('the reference library agrees to one unit, and exactly where nothing is left over', () => {
  const some = weights.filter((by) => total(by) > 0);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), some, (amount, by) => {
      const theirs = dineroAllocate(dinero({ amount, currency: EUR }), by).map((share) => toSnapshot(share).amount);
      const ours = allocate(amount, by);
      const isEven = by.every((weight) => (BigInt(amount) * BigInt(weight)) % BigInt(total(by)) === 0n);
      expect(total(ours)).toBe(total(theirs));
      if (isEven) expect(ours).toEqual(theirs);
    }),
    { numRuns: 2_000 },
  );
});

test('no share is further from its exact value than one that got no extra unit', () => {
  expect(allocate(7777, [5999, 2499, 1502])).toEqual([4665, 1944, 1168]);
});

test('of equal pieces the last takes the residue', () => {
  expect(allocate(100, [1, 1, 1])).toEqual([33, 33, 34]);
  expect(allocate(-100, [1, 1, 1])).toEqual([-33, -33, -34]);
  expect(allocate(200, [7, 7, 7])).toEqual([66, 67, 67]);
});

test('a zero weight gets nothing, unless all are zero', () => {
  fc.assert(
    fc.property(totals, weights, (amount, by) => {
      fc.pre(by.some((weight) => weight > 0));
      const shares = allocate(amount, by);
      shares
        .filter((_, index) => by[index] === 0)
        .forEach((share) => {
          expect(Object.is(share, 0)).toBe(true);
        });
    }),
    { numRuns: 1_000 },
  );
  expect(allocate(5, [0, 0])).toEqual([2, 3]);
});

test('amounts beyond float precision are split exactly', () => {
  expect(allocate(Number.MAX_SAFE_INTEGER, [Number.MAX_SAFE_INTEGER, 1])).toEqual([Number.MAX_SAFE_INTEGER - 1, 1]);
});

test('nobody to take it, fractions and negative weights are faults', () => {
  expect(allocate(0, [])).toEqual([]);
  expect(() => allocate(1, [])).toThrow(RangeError);
  expect(() => allocate(1, [-1, 2])).toThrow(RangeError);
  expect(() => allocate(1, [0.5])).toThrow(RangeError);
  expect(() => allocate(0.5, [1])).toThrow(RangeError);
});
