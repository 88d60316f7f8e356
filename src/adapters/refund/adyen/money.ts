import { exponentOf } from '../../../domain/currency';
import { isMinor, type Minor } from '../../../domain/money';

/** Where Adyen's decimals are others than ISO 4217 has (docs.adyen.com, currency codes). */
const OWN_EXPONENTS: ReadonlyMap<string, number> = new Map([
  ['CLP', 2],
  ['CVE', 0],
  ['IDR', 0],
  ['ISK', 2],
]);

/** An amount as Adyen writes it: an integer in Adyen's own minor units. */
export interface AdyenAmount {
  readonly value: number;
  readonly currency: string;
}

/**
 * Writes minor units of ISO 4217 as Adyen's; undefined for what it can't express, such as 50
 * centavos of CVE, or for an unknown currency.
 */
export function toAdyenAmount(amount: Minor, currency: string): AdyenAmount | undefined {
  const shift = shiftOf(currency);
  const value = shift === undefined ? NaN : shifted(amount, shift);
  return isMinor(value) ? { value, currency } : undefined;
}

/** Reads Adyen's amount into minor units of ISO 4217; undefined for a fraction of one, or for an unknown currency. */
export function fromAdyenAmount({ value, currency }: AdyenAmount): Minor | undefined {
  const shift = shiftOf(currency);
  const minor = shift === undefined ? NaN : shifted(value, -shift);
  return isMinor(minor) ? minor : undefined;
}

/** The least whole minor units of ISO 4217 that cover Adyen's amount: where only that much is known to be gone. */
export function coveringMinor({ value, currency }: AdyenAmount): Minor {
  return Math.ceil(shifted(value, -(shiftOf(currency) ?? 0)));
}

function shiftOf(currency: string): number | undefined {
  const exponent = exponentOf(currency);
  return exponent === undefined ? undefined : (OWN_EXPONENTS.get(currency) ?? exponent) - exponent;
}

/** Multiplied or divided by a whole power of ten, so that nothing is ever rounded without being seen. */
function shifted(amount: number, by: number): number {
  const factor = 10 ** Math.abs(by);
  return by < 0 ? amount / factor : amount * factor;
}
