import { readOlist } from '../../adapters/import/olist/read-olist';
import { shiftOf, toNewOrder } from '../../adapters/import/olist/to-new-order';
import type { NewOrder } from '../../ports/order-book';
import { generatedOrders } from './generated-orders';
import { randomFrom } from './random';
import { sampleOf } from './sample';

export interface DemoOrders {
  readonly count: number;
  readonly seed: number;
  readonly now: Date;
  /** Of Olist's files; left out: made-up orders. */
  readonly folder?: string;
}

/** The orders of a demo: real ones as they were once paid, or made-up ones. */
export async function demoOrders({ count, seed, now, folder }: DemoOrders): Promise<NewOrder[]> {
  if (folder === undefined) return generatedOrders({ count, seed, now });
  const { orders } = await readOlist(folder);
  const mapping = { asOf: 'purchase', shiftMs: shiftOf(orders, { asOf: 'purchase', now }) } as const;
  return sampleOf(
    orders.map((order) => toNewOrder(order, mapping)),
    count,
    randomFrom(seed),
  );
}
