import type { Minor } from './money';
import type { OrderUnit } from './order';

type Bought = Pick<OrderUnit, 'giftBalanceId' | 'giftLeft' | 'price' | 'tax'>;

/**
 * Is this unit a gift card of which nothing is left (S13)? A card that our books don't know
 * counts as spent: nothing proves otherwise.
 */
export function isGiftCardSpent(unit: Bought): boolean {
  return unit.giftBalanceId !== undefined && leftOn(unit) <= 0;
}

/**
 * What of this unit can't come back, since it was spent from the card that it is, minor units; 0 for any other unit.
 */
export function giftSpentOf(unit: Bought): Minor {
  if (unit.giftBalanceId === undefined) return 0;
  return Math.max(0, unit.price + unit.tax - leftOn(unit));
}

function leftOn({ giftLeft }: Bought): Minor {
  return giftLeft ?? 0;
}
