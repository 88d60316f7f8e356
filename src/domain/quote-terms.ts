import type { Quote } from './quote';

/**
 * What a customer agreed to when a quote was shown: how much comes back, what is kept, through what, for which units.
 * When it arrives may change, and so may what becomes of coupons and points. Amounts are minor units of `currency`.
 */
export function quoteTerms({ currency, whole, refund, fee, tenders, units }: Quote) {
  return {
    currency,
    whole,
    refund,
    fee,
    tenders: tenders.map(({ tenderId, kind, amount }) => ({ tenderId, kind, amount })).sort(by('tenderId')),
    units: units.map(({ unitId, goods, shipping }) => ({ unitId, goods, shipping })).sort(by('unitId')),
  };
}

function by<Key extends string>(key: Key) {
  return (left: Readonly<Record<Key, string>>, right: Readonly<Record<Key, string>>): number => {
    if (left[key] === right[key]) return 0;
    return left[key] < right[key] ? -1 : 1;
  };
}
