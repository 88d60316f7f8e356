import { exponentOf } from '../../../domain/currency';
import { parseMinor, type Minor } from '../../../domain/money';

/**
 * Currencies that PayPal takes without decimals, against ISO 4217 (issue DECIMALS_NOT_SUPPORTED). JPY has none anyway.
 */
const WITHOUT_DECIMALS = ['HUF', 'JPY', 'TWD'];

/** An amount as PayPal writes it: a decimal string. */
export interface PaypalMoney {
  readonly currency_code: string;
  readonly value: string;
}

/**
 * Writes minor units as PayPal wants them; undefined for what it can't express, such as
 * 50 fillér, or for an unknown currency.
 */
export function toPaypalMoney(amount: Minor, currency: string): PaypalMoney | undefined {
  const exponent = exponentOf(currency);
  if (exponent === undefined) return undefined;
  const digits = String(amount).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = exponent === 0 ? '' : digits.slice(-exponent);
  if (!WITHOUT_DECIMALS.includes(currency)) {
    return { currency_code: currency, value: fraction === '' ? whole : `${whole}.${fraction}` };
  }
  return /^0*$/.test(fraction) ? { currency_code: currency, value: whole } : undefined;
}

/** Reads PayPal's amount into minor units, its sign dropped; undefined when it is none. */
export function fromPaypalMoney({ value, currency_code }: PaypalMoney): Minor | undefined {
  return parseMinor(value.replace(/^-/, ''), currency_code);
}
