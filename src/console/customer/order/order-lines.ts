import type { Order } from '../../../sdk/generated/api-types';

/** A line as its customer sees it. */
export interface Line {
  readonly lineId: string;
  readonly title: string;
  readonly quantity: number;
  /** How many of it may still be asked for. */
  readonly left: number;
  readonly cancelling: number;
  readonly cancelled: number;
  /** Goods and tax, minor units. */
  readonly amount: number;
}

/** The units of an order by line, in the order's own order. */
export function linesOf({ units }: Pick<Order, 'units'>): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const { lineId, sku, title = sku, state, cancellable, price, tax } of units) {
    const line = lines.get(lineId) ?? { ...NONE, lineId, title };
    lines.set(lineId, {
      ...line,
      quantity: line.quantity + 1,
      left: line.left + (state === 'ACTIVE' && cancellable ? 1 : 0),
      cancelling: line.cancelling + (state === 'HELD' ? 1 : 0),
      cancelled: line.cancelled + (state === 'CANCELLED' ? 1 : 0),
      amount: line.amount + price + tax,
    });
  }
  return [...lines.values()];
}

const NONE = { quantity: 0, left: 0, cancelling: 0, cancelled: 0, amount: 0 };

/** How many units may still be asked for. */
export function unitsLeft(lines: readonly Line[]): number {
  return lines.reduce((sum, { left }) => sum + left, 0);
}
