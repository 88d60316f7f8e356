import { readOlist } from '../../adapters/import/olist/read-olist';
import { shiftOf, toNewOrder } from '../../adapters/import/olist/to-new-order';
import type { NewOrder } from '../../ports/order-book';
import { generatedOrders } from '../demo/generated-orders';
import { randomFrom } from '../demo/random';
import { paidThrough, repaid } from './paid-by';

export interface VerifyOrders {
  readonly count: number;
  readonly seed: number;
  readonly now: Date;
  /** Of Olist's files; left out: made-up orders. */
  readonly folder?: string;
  /** Channels that credit cards are refunded through; none: the sandbox. */
  readonly cardChannels: readonly string[];
}

/** Half of them paid through several channels, as far as there are so many. */
const SEVERAL_SHARE = 0.5;

/** The orders to verify, as of purchase: all of them, or so many by the seed. */
export async function verifyOrders({ count, seed, now, folder, cardChannels }: VerifyOrders): Promise<NewOrder[]> {
  if (folder === undefined) {
    return generatedOrders({ count, seed, now }).map((order) => repaid(order, cardChannels));
  }
  const { orders } = await readOlist(folder);
  const paidBy = paidThrough(cardChannels);
  const shiftMs = shiftOf(orders, { asOf: 'purchase', now });
  const mapped = orders.map((order) => toNewOrder(order, { asOf: 'purchase', shiftMs, paidBy }));
  return count >= mapped.length ? mapped : chosen(mapped, count, seed);
}

function chosen(orders: readonly NewOrder[], count: number, seed: number): NewOrder[] {
  const random = randomFrom(seed);
  const mixed = random.shuffled(orders);
  const several = mixed.filter(isPaidSeveralWays).slice(0, Math.round(SEVERAL_SHARE * count));
  const taken = new Set(several);
  const others = mixed.filter((order) => !taken.has(order)).slice(0, count - several.length);
  return random.shuffled([...several, ...others]);
}

/** Was it paid through more than one channel? */
export function isPaidSeveralWays({ tenders }: NewOrder): boolean {
  return new Set(tenders.map(({ channel }) => channel)).size > 1;
}
