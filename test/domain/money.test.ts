import fc from 'fast-check';
import * as dinero from 'dinero.js';
import { CURRENCY_EXPONENTS, exponentOf } from '../../src/domain/currency';
import { formatMinor, isMinor, parseMinor, sum } from '../../src/domain/money';

const anyCurrency = fc.constantFrom(...CURRENCY_EXPONENTS.keys());
const anyMinor = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });

function isCurrency(value: unknown): value is dinero.DineroCurrency<number> {
  return typeof value === 'object' && value !== null && 'exponent' in value;
}

test('the exponents are those of the reference library, but for the two currencies it counts in fifths', () => {
  const theirs = Object.values<unknown>(dinero).filter(isCurrency);
  const inFifths = ['MGA', 'MRU'];
  const differing = theirs
    .filter(({ code, exponent }) => exponentOf(code) !== undefined && exponentOf(code) !== exponent)
    .map(({ code }) => code);
  expect(theirs.length).toBeGreaterThan(140);
  expect(differing.filter((code) => !inFifths.includes(code))).toEqual([]);
});

test('currencies of zero, two, three and four decimals are known, and HUF has two', () => {
  const known = ['JPY', 'EUR', 'HUF', 'KWD', 'CLF', 'XCG', 'BRL', 'CNY'].map(exponentOf);
  expect(known).toEqual([0, 2, 2, 3, 4, 2, 2, 2]);
  expect(exponentOf('eur')).toBeUndefined();
  expect(exponentOf('XXX')).toBeUndefined();
});

test('every amount of every currency reads back as it was written', () => {
  fc.assert(
    fc.property(anyCurrency, anyMinor, (currency, minor) => {
      const [code, decimal = ''] = formatMinor(minor, currency).split(' ');
      expect(code).toBe(currency);
      expect(parseMinor(decimal, currency, { signed: true })).toBe(minor);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['80', 'EUR', 8000],
  ['80.5', 'EUR', 8050],
  ['0.07', 'EUR', 7],
  ['1.005', 'KWD', 1005],
  ['500', 'JPY', 500],
])('%s %s is %d minor units', (decimal, currency, minor) => {
  expect(parseMinor(decimal, currency)).toBe(minor);
});

test.each([
  ['80.005', 'EUR'],
  ['80.0', 'JPY'],
  ['-1', 'EUR'],
  ['+1', 'EUR'],
  ['1e3', 'EUR'],
  ['1,000', 'EUR'],
  ['.5', 'EUR'],
  ['5.', 'EUR'],
  [' 5', 'EUR'],
  ['', 'EUR'],
  ['NaN', 'EUR'],
  ['90071992547409.93', 'EUR'],
  ['1', 'ZZZ'],
])('%j %s is refused', (decimal, currency) => {
  expect(parseMinor(decimal, currency)).toBeUndefined();
});

test('amounts are written with their code, never with a currency sign', () => {
  expect(formatMinor(8000, 'USD')).toBe('USD 80.00');
  expect(formatMinor(-5, 'USD')).toBe('USD -0.05');
  expect(formatMinor(500, 'JPY')).toBe('JPY 500');
  expect(formatMinor(5, 'ZZZ')).toBe('ZZZ 5 minor units');
});

test('only safe integers are amounts, and a sum that leaves them is a fault', () => {
  expect([0, -3, 2 ** 53 - 1].every(isMinor)).toBe(true);
  expect([0.1, NaN, Infinity, 2 ** 53, '3', undefined].some(isMinor)).toBe(false);
  expect(sum([])).toBe(0);
  expect(sum([1, 2, -5])).toBe(-2);
  expect(() => sum([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
});
