import { decimalsOf } from '../format/currency-decimals';

/** What somebody typed as an amount, in minor units of the currency; undefined where it is none. No float is made of it. */
export function amountTyped(typed: string, currency: string): number | undefined {
  const decimals = decimalsOf(currency);
  const match = /^(\d{1,9})(?:[.,](\d+))?$/.exec(typed.trim());
  const [whole, fraction = ''] = [match?.[1], match?.[2]];
  if (whole === undefined || fraction.length > decimals) return undefined;
  return Number(whole + fraction.padEnd(decimals, '0'));
}
