import { fromStripeAmount, toStripeAmount } from '../../../../src/adapters/refund/stripe/minor-units';

describe('an amount', () => {
  it.each([
    ['EUR', 1_234, 1_234],
    ['HUF', 1_200, 1_200],
    ['JPY', 500, 500],
    ['ISK', 500, 50_000],
    ['UGX', 5, 500],
    ['MGA', 500, 5],
    ['KWD', 5_120, 5_120],
  ])('of %s, %d minor units, is %d at Stripe, and back', (currency, ours, theirs) => {
    expect(toStripeAmount(ours, currency)).toBe(theirs);
    expect(fromStripeAmount(theirs, currency.toLowerCase())).toEqual({ amount: ours, currency });
  });

  it.each([
    ['KWD', 5_124],
    ['MGA', 550],
    ['CLF', 10_000],
    ['XXZ', 100],
  ])('of %s, %d minor units, can’t be said to Stripe', (currency, amount) => {
    expect(toStripeAmount(amount, currency)).toBeUndefined();
  });

  it('of half a króna is not ours', () => {
    expect(fromStripeAmount(150, 'isk')).toBeUndefined();
    expect(fromStripeAmount(100, 'xxz')).toBeUndefined();
  });
});
