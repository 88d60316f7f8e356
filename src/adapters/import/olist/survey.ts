import { sum } from '../../../domain/money';
import type { OlistOrder } from './olist-order';
import type { OlistFolder } from './read-olist';

/** What was read, and what of it is not tidy. */
export interface OlistSurvey {
  readonly orders: number;
  readonly items: number;
  readonly payments: number;
  readonly merchants: number;
  /** Payments are all that is known: the shop itself decides. */
  readonly withoutItems: number;
  readonly withoutPayments: number;
  /** Payments are not items plus freight; the difference is the order's adjustment. */
  readonly paidMore: number;
  readonly paidLess: number;
  /** Make no leg. */
  readonly zeroPayments: number;
  readonly undefinedKind: number;
  readonly severalMerchants: number;
  /** Paid over more than one channel. */
  readonly severalChannels: number;
  readonly unreadableRows: number;
  readonly leftOut: number;
  readonly strayRows: number;
}

/** Counts a folder. */
export function surveyOf({ orders, problems, leftOut, strayRows }: OlistFolder): OlistSurvey {
  const items = orders.flatMap((order) => order.items);
  const payments = orders.flatMap((order) => order.payments);
  const count = (holds: (order: OlistOrder) => boolean) => orders.filter(holds).length;
  return {
    orders: orders.length,
    items: items.length,
    payments: payments.length,
    merchants: new Set(items.map(({ sellerId }) => sellerId)).size,
    withoutItems: count((order) => order.items.length === 0),
    withoutPayments: count((order) => order.payments.length === 0),
    paidMore: count((order) => order.items.length > 0 && overpaid(order) > 0),
    paidLess: count((order) => order.items.length > 0 && overpaid(order) < 0),
    zeroPayments: payments.filter(({ value }) => value === 0).length,
    undefinedKind: payments.filter(({ type }) => type === 'not_defined').length,
    severalMerchants: count((order) => new Set(order.items.map(({ sellerId }) => sellerId)).size > 1),
    severalChannels: count((order) => new Set(order.payments.map(({ type }) => type)).size > 1),
    unreadableRows: problems.length,
    leftOut: leftOut.length,
    strayRows,
  };
}

function overpaid({ items, payments }: OlistOrder): number {
  return sum(payments.map(({ value }) => value)) - sum(items.map(({ price, freight }) => price + freight));
}
