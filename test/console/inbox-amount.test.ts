import { amountTyped } from '../../src/console/merchant/amount-typed';

it.each([
  ['12', 'EUR', 1_200],
  ['12.5', 'EUR', 1_250],
  ['12,50', 'EUR', 1_250],
  [' 0.01 ', 'EUR', 1],
  ['1200', 'JPY', 1_200],
  ['1.234', 'KWD', 1_234],
  ['0', 'EUR', 0],
])('reads %s in %s as %i minor units', (typed, currency, amount) => {
  expect(amountTyped(typed, currency)).toBe(amount);
});

it.each([
  ['', 'EUR'],
  ['12.345', 'EUR'],
  ['12.5', 'JPY'],
  ['-1', 'EUR'],
  ['1e3', 'EUR'],
  ['1,000.00', 'EUR'],
  ['12.', 'EUR'],
  ['9999999999', 'EUR'],
])('does not guess what %s in %s means', (typed, currency) => {
  expect(amountTyped(typed, currency)).toBeUndefined();
});
