import type { Locale } from '../i18n/locale';
import { decimalsOf } from './currency-decimals';

export interface Amount {
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
}

/** An amount as people of this language read it, with as many decimals as its currency has. */
export function money({ amount, currency }: Amount, locale: Locale): string {
  const decimals = decimalsOf(currency);
  return new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en', {
    ...{ style: 'currency', currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals },
  }).format(decimal(amount, decimals) as unknown as number);
}

/** Exact: no float is ever made of an amount. */
function decimal(amount: number, decimals: number): string {
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const sign = amount < 0 ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
