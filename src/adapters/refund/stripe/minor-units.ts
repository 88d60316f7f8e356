import { exponentOf } from '../../../domain/currency';
import type { Minor } from '../../../domain/money';

/**
 * Stripe takes these in whole units, whatever ISO 4217 says (MGA has two decimals there). Source:
 * docs.stripe.com/currencies.
 */
const ZERO_DECIMAL = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ');

/**
 * Without decimals in ISO 4217, with two at Stripe, for the sake of old integrations. Source:
 * docs.stripe.com/currencies.
 */
const AS_TWO_DECIMALS = ['ISK', 'UGX'];

function stripeExponentOf(currency: string): number | undefined {
  if (ZERO_DECIMAL.includes(currency)) return 0;
  return AS_TWO_DECIMALS.includes(currency) ? 2 : exponentOf(currency);
}

/**
 * An amount as Stripe wants it, from minor units of ISO 4217; undefined where Stripe can't express it: a fraction of
 * its smallest unit, three decimals that are no multiple of ten, a currency that we don't know.
 */
export function toStripeAmount(amount: Minor, currency: string): number | undefined {
  const [ours, theirs] = [exponentOf(currency), stripeExponentOf(currency)];
  if (ours === undefined || theirs === undefined || theirs > 3) return undefined;
  const value = theirs >= ours ? amount * 10 ** (theirs - ours) : amount / 10 ** (ours - theirs);
  if (!Number.isSafeInteger(value)) return undefined;
  // The last of three decimals is always zero at Stripe; ISK and UGX have none to begin with.
  return theirs === 3 && value % 10 !== 0 ? undefined : value;
}

/** Minor units of ISO 4217 from an amount of Stripe's and its lower-case code; undefined for one that has none. */
export function fromStripeAmount(
  amount: number,
  stripeCurrency: string,
): { readonly amount: Minor; readonly currency: string } | undefined {
  const currency = stripeCurrency.toUpperCase();
  const [ours, theirs] = [exponentOf(currency), stripeExponentOf(currency)];
  if (ours === undefined || theirs === undefined) return undefined;
  const value = theirs >= ours ? amount / 10 ** (theirs - ours) : amount * 10 ** (ours - theirs);
  return Number.isSafeInteger(value) ? { amount: value, currency } : undefined;
}
