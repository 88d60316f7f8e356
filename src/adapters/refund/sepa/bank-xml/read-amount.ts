import type { Minor } from '../../../../domain/money';
import { fromDecimal } from '../decimal';
import { textAt } from './nodes';
import type { XmlNode } from './parse';

export interface ReadAmount {
  readonly amount: Minor;
  readonly currency: string;
}

/**
 * The amount of an element such as `<Amt Ccy="EUR">12.50</Amt>`, by the name of that element;
 * undefined where it can't be read exactly.
 */
export function amountIn(parent: XmlNode | undefined, name: string): ReadAmount | undefined {
  const currency = textAt(parent, name, '@Ccy');
  const text = textAt(parent, name);
  if (currency === undefined || text === undefined) return undefined;
  const amount = fromDecimal(text, currency);
  return amount === undefined ? undefined : { amount, currency };
}
