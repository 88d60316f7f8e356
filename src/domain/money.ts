import { exponentOf } from './currency';

/** An amount in minor units of its currency (cents, fen, yen): always a safe integer, never a float. */
export type Minor = number;

/** Is this an amount in minor units? */
export function isMinor(value: unknown): value is Minor {
  return Number.isSafeInteger(value);
}

/**
 * Reads a decimal amount such as `80`, `80.5` or `80.50` into minor units, by string arithmetic. Undefined
 * for anything else: more digits than the currency has, an unknown currency, exponents, spaces,
 * separators, a plus, or a minus unless `signed`.
 */
export function parseMinor(
  decimal: string,
  currency: string,
  { signed = false }: { readonly signed?: boolean } = {},
): Minor | undefined {
  const exponent = exponentOf(currency);
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (exponent === undefined || parts === null) return undefined;
  const [, sign = '', whole = '', fraction = ''] = parts;
  if (fraction.length > exponent || (sign !== '' && !signed)) return undefined;
  const minor = Number(BigInt(sign + whole + fraction.padEnd(exponent, '0')));
  return isMinor(minor) ? minor : undefined;
}

/**
 * Writes minor units as `USD 80.00` or `JPY 500`: code first and no currency sign,
 * so that it reads the same everywhere.
 */
export function formatMinor(minor: Minor, currency: string): string {
  const exponent = exponentOf(currency);
  if (exponent === undefined) return `${currency} ${minor} minor units`;
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = exponent === 0 ? '' : `.${digits.slice(-exponent)}`;
  return `${currency} ${minor < 0 ? '-' : ''}${whole}${fraction}`;
}

/** Adds amounts of one currency, minor units. Throws RangeError when the sum can't be held exactly. */
export function sum(amounts: Iterable<Minor>): Minor {
  let total = 0;
  for (const amount of amounts) {
    total += amount;
    if (!isMinor(total)) throw new RangeError('A sum of money is beyond exact integers');
  }
  return total;
}
