import { sum } from '../../domain/money';
import { unitsOf } from '../../domain/order-units';
import type { NewOrder } from '../../ports/order-book';
import type { Random } from './random';

/** Kinds of order that a sample has some of, however rare they are, and their least share. */
const WANTED: readonly { readonly share: number; readonly is: (order: NewOrder) => boolean }[] = [
  { share: 0.03, is: ({ lines }) => lines.length === 0 },
  { share: 0.04, is: (order) => order.lines.length > 0 && isPaidOtherwise(order) },
  { share: 0.08, is: ({ lines }) => new Set(lines.map(({ merchantId }) => merchantId)).size > 1 },
  { share: 0.08, is: ({ tenders }) => new Set(tenders.map(({ kind }) => kind)).size > 1 },
  { share: 0.06, is: ({ lines }) => sum(lines.map(({ quantity }) => quantity)) > 1 },
];

/** So many of these orders, at random, with some of each kind that is not plain. */
export function sampleOf(orders: readonly NewOrder[], count: number, random: Random): NewOrder[] {
  const mixed = random.shuffled(orders);
  const chosen = new Set<NewOrder>();
  for (const { share, is } of WANTED) {
    const rare = mixed.filter((order) => !chosen.has(order) && is(order)).slice(0, Math.round(share * count));
    for (const order of rare) chosen.add(order);
  }
  for (const order of mixed) if (chosen.size < count) chosen.add(order);
  return random.shuffled([...chosen].slice(0, count));
}

function isPaidOtherwise({ lines, shippingFee, tenders }: NewOrder): boolean {
  const paid = sum(tenders.flatMap(({ captures }) => captures.map(({ amount }) => amount)));
  return paid !== sum(unitsOf(lines, shippingFee).map(({ price, tax, shipping }) => price + tax + shipping));
}
