import { parseMinor, type Minor } from '../../../domain/money';

/** Cents as a decimal with two digits, by string arithmetic: 5 is `0.05`. */
export function toDecimal(cents: Minor): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * An amount of a bank's file in minor units. XML Schema allows `+1.5`, `.5` and `1.500` too;
 * undefined for digits that the currency lacks.
 */
export function fromDecimal(text: string, currency: string): Minor | undefined {
  const [, whole = '', fraction = ''] = /^\+?(\d*)(?:\.(\d*?)0*)?$/.exec(text.trim()) ?? [];
  if (whole === '' && fraction === '') return /^\+?\.?0+$/.test(text.trim()) ? 0 : undefined;
  return parseMinor(fraction === '' ? whole : `${whole === '' ? '0' : whole}.${fraction}`, currency);
}

/**
 * An amount for the `sepa` package, which adds numbers up and writes them with `toFixed(2)`: what it writes is the
 * decimal that was made from cents, and never a rounded number.
 */
export class DecimalAmount {
  private readonly text: string;

  constructor(cents: Minor) {
    this.text = toDecimal(cents);
  }

  toFixed(): string {
    return this.text;
  }

  toString(): string {
    return this.text;
  }

  /** For comparisons with the package's limits alone. */
  valueOf(): number {
    return Number(this.text);
  }
}
