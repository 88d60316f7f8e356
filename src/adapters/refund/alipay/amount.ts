import { parseMinor, type Minor } from '../../../domain/money';

/** Writes fen as yuan with two decimals, as Alipay wants amounts: 5 is `0.05`. */
export function toYuan(fen: Minor): string {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Reads yuan, with at most two decimals, into fen; undefined for anything else. */
export function toFen(yuan: string): Minor | undefined {
  return parseMinor(yuan, 'CNY');
}
