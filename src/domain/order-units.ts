import type { OrderLine, OrderUnit, Tender } from './order';
import { allocate } from './allocation';
import { isMinor, sum, type Minor } from './money';
import { refused, type Refusal } from './refusals';

/**
 * The first line (or the shipping fee) whose amounts can't be right, as AMOUNT_INVALID: not minor units, negative, or a
 * discount above the price.
 */
export function amountRefusal(lines: readonly OrderLine[], shippingFee: Minor): Refusal | undefined {
  if (!isMinor(shippingFee) || shippingFee < 0) return refused('AMOUNT_INVALID', { field: 'shippingFee' });
  for (const line of lines) {
    const field = wrongField(line);
    if (field !== undefined) return refused('AMOUNT_INVALID', { lineId: line.lineId, field });
  }
  return undefined;
}

/**
 * Makes a line's pieces, each with its stored share of discount, tax and shipping (R1: allocated once, when the order
 * comes in). Ids are `<lineId>/<n>` from 1. Order-level shipping goes by price after discount. An order without lines
 * has no units: its whole payment is adjustment. Throws RangeError for lines that `amountRefusal` refuses.
 */
export function unitsOf(lines: readonly OrderLine[], shippingFee: Minor): OrderUnit[] {
  const refusal = amountRefusal(lines, shippingFee);
  if (refusal !== undefined) throw new RangeError(`An order's amounts are wrong: ${JSON.stringify(refusal.details)}`);
  const units = lines.flatMap(unitsOfLine);
  if (units.length === 0) return [];
  const shares = allocate(
    shippingFee,
    units.map(({ price }) => price),
  );
  return units.map((unit, index) => ({ ...unit, shipping: unit.shipping + (shares[index] ?? 0) }));
}

/** Payments (captured and openly authorized) minus units, minor units, either sign. */
export function adjustmentOf(
  units: readonly Pick<OrderUnit, 'price' | 'tax' | 'shipping'>[],
  tenders: readonly Tender[],
): Minor {
  const captured = tenders.flatMap(({ captures }) => captures.map(({ amount }) => amount));
  const authorized = tenders.flatMap(({ authorizations }) =>
    authorizations.filter(({ state }) => state === 'OPEN' || state === 'CAPTURING').map(({ amount }) => amount),
  );
  return sum([...captured, ...authorized]) - sum(units.map(({ price, tax, shipping }) => price + tax + shipping));
}

function unitsOfLine(line: OrderLine): OrderUnit[] {
  const equal = Array.from({ length: line.quantity }, () => 1);
  const prices = allocate(line.unitPrice * line.quantity - line.discount, equal);
  const taxes = allocate(line.tax, equal);
  const shippings = allocate(line.shipping, equal);
  return prices.map((price, index) => ({
    unitId: `${line.lineId}/${index + 1}`,
    lineId: line.lineId,
    merchantId: line.merchantId,
    sku: line.sku,
    location: line.location,
    state: 'ACTIVE',
    cancellable: line.cancellable,
    price,
    tax: taxes[index] ?? 0,
    shipping: shippings[index] ?? 0,
    ...(line.giftBalanceId === undefined ? {} : { giftBalanceId: line.giftBalanceId }),
  }));
}

function wrongField(line: OrderLine): string | undefined {
  const amounts = ['unitPrice', 'discount', 'tax', 'shipping'] as const;
  if (!Number.isSafeInteger(line.quantity) || line.quantity < 1) return 'quantity';
  // One card, one unit: what is left on it belongs to that unit alone.
  if (line.giftBalanceId !== undefined && line.quantity !== 1) return 'quantity';
  const wrong = amounts.find((field) => !isMinor(line[field]) || line[field] < 0);
  if (wrong !== undefined) return wrong;
  if (!isMinor(line.unitPrice * line.quantity)) return 'unitPrice';
  return line.discount > line.unitPrice * line.quantity ? 'discount' : undefined;
}
