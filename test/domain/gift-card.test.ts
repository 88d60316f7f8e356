import fc from 'fast-check';
import { giftSpentOf, isGiftCardSpent } from '../../src/domain/gift-card';

const card = (giftLeft?: number, price = 5_000) => ({
  ...{ giftBalanceId: 'gc_1', price, tax: 0 },
  ...(giftLeft === undefined ? {} : { giftLeft }),
});

describe('a bought gift card', () => {
  it('is spent with nothing left on it, and when our books do not know it', () => {
    expect(isGiftCardSpent(card(0))).toBe(true);
    expect(isGiftCardSpent(card())).toBe(true);
    expect(isGiftCardSpent(card(1))).toBe(false);
  });

  it('is no other unit', () => {
    expect(isGiftCardSpent({ price: 5_000, tax: 0 })).toBe(false);
    expect(giftSpentOf({ price: 5_000, tax: 0 })).toBe(0);
  });

  it('gives back at most what is left on it, and never more than was paid', () => {
    const amount = fc.nat(1_000_000);
    fc.assert(
      fc.property(amount, amount, (left, price) => {
        const back = price - giftSpentOf(card(left, price));
        expect(back).toBe(Math.min(left, price));
      }),
    );
  });
});
