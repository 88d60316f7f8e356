import { parseMinor, type Minor } from '../../../domain/money';
import { UnreadableRow } from './read-rows';

/** What Olist's customers pay in. */
export const CURRENCY = 'BRL';

type Row = Readonly<Record<string, string>>;

/**
 * Reads the values of one row's columns.
 * @throws UnreadableRow that names column and value
 */
export function valuesOf(row: Row) {
  const text = (column: string) => row[column] ?? '';
  const unreadable = (column: string, wanted: string) =>
    new UnreadableRow(`${column} ${JSON.stringify(text(column).slice(0, 40))} is not ${wanted}`);
  const dateIfAny = (column: string): Date | undefined => {
    if (text(column) === '') return undefined;
    const date = readDate(text(column));
    if (date === undefined) throw unreadable(column, 'a time YYYY-MM-DD HH:MM:SS');
    return date;
  };
  return {
    /** Letters, digits, _ and -, up to 64: what an order id may be. */
    id: (column: string): string => {
      if (!/^[\w-]{1,64}$/.test(text(column))) throw unreadable(column, 'an id');
      return text(column);
    },
    /** From 1. */
    count: (column: string): number => {
      if (!/^[1-9]\d{0,5}$/.test(text(column))) throw unreadable(column, 'a number from 1');
      return Number(text(column));
    },
    /** Minor units of BRL. */
    amount: (column: string): Minor => {
      const amount = parseMinor(text(column), CURRENCY);
      if (amount === undefined) throw unreadable(column, `an amount in ${CURRENCY}`);
      return amount;
    },
    /** Undefined where the field is empty. */
    dateIfAny,
    date: (column: string): Date => {
      const date = dateIfAny(column);
      if (date === undefined) throw unreadable(column, 'a time YYYY-MM-DD HH:MM:SS');
      return date;
    },
    oneOf: <T extends string>(column: string, allowed: readonly T[]): T => {
      const found = allowed.find((value) => value === text(column));
      if (found === undefined) throw unreadable(column, `one of ${allowed.join(', ')}`);
      return found;
    },
  };
}

/** Olist's files name no time zone: taken as UTC. */
function readDate(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined;
  const date = new Date(`${text.replace(' ', 'T')}Z`);
  if (Number.isNaN(date.getTime())) return undefined;
  // 31 February would otherwise become 3 March.
  return date.toISOString().startsWith(text.replace(' ', 'T')) ? date : undefined;
}
