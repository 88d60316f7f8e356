import { exponentOf } from '../../../domain/currency';
import { isMinor, sum } from '../../../domain/money';
import { amountRefusal } from '../../../domain/order-units';
import { refused, type Refusal } from '../../../domain/refusals';
import type { NewOrder } from '../../../ports/order-book';
import { overdrawnEvent } from './capture-standing';

/**
 * What is wrong with an order by itself, before the database is asked: CURRENCY_UNKNOWN, CURRENCY_MISMATCH,
 * CHANNEL_UNKNOWN, AMOUNT_INVALID (each names the field) or UNIT_UNKNOWN (a shipment of a unit that no line has).
 * `channels` are those with an adapter.
 */
export function orderRefusal(order: NewOrder, channels: ReadonlySet<string>): Refusal | undefined {
  if (exponentOf(order.currency) === undefined) return refused('CURRENCY_UNKNOWN', { currency: order.currency });
  return (
    tenderRefusal(order, channels) ??
    amountRefusal(order.lines, order.shippingFee) ??
    paymentRefusal(order) ??
    benefitRefusal(order) ??
    unitRefusal(order)
  );
}

function tenderRefusal({ currency, tenders }: NewOrder, channels: ReadonlySet<string>): Refusal | undefined {
  for (const [index, tender] of tenders.entries()) {
    if (tender.currency !== currency) {
      return refused('CURRENCY_MISMATCH', {
        field: `tenders.${index}.currency`,
        currency: tender.currency,
        orderCurrency: currency,
      });
    }
    // A tender of an undefined kind makes no leg, so that no channel has to know it.
    if (tender.kind !== 'UNDEFINED' && !channels.has(tender.channel)) {
      return refused('CHANNEL_UNKNOWN', { field: `tenders.${index}.channel`, channel: tender.channel });
    }
  }
  return undefined;
}

function paymentRefusal(order: NewOrder): Refusal | undefined {
  for (const [index, { captures, authorizations }] of order.tenders.entries()) {
    const capture = captures.findIndex(({ amount }) => !isMinor(amount) || amount < 0);
    if (capture >= 0) return refused('AMOUNT_INVALID', { field: `tenders.${index}.captures.${capture}.amount` });
    const open = authorizations.findIndex(({ amount }) => !isMinor(amount) || amount < 0);
    if (open >= 0) return refused('AMOUNT_INVALID', { field: `tenders.${index}.authorizations.${open}.amount` });
  }
  const wrong = order.paymentEvents.findIndex(({ amount }) => !isMinor(amount) || amount <= 0);
  const event = wrong >= 0 ? wrong : overdrawnEvent(order);
  if (event !== undefined) return refused('AMOUNT_INVALID', { field: `paymentEvents.${event}.amount` });
  return sumsFit(order) ? undefined : refused('AMOUNT_INVALID', { field: 'lines' });
}

/** Everything that is ever added up stays exact. */
function sumsFit({ lines, tenders, shippingFee }: NewOrder): boolean {
  try {
    sum([
      shippingFee,
      ...lines.flatMap(({ unitPrice, quantity, tax, shipping }) => [unitPrice * quantity, tax, shipping]),
      ...tenders.flatMap(({ captures, authorizations }) =>
        [...captures, ...authorizations].map(({ amount }) => amount),
      ),
    ]);
    return true;
  } catch {
    return false;
  }
}

/** Points are whole and above zero, a coupon is one, and no more can be left than were earned. */
function benefitRefusal({ benefits = [] }: NewOrder): Refusal | undefined {
  for (const [index, { kind, amount, remaining }] of benefits.entries()) {
    const isCoupon = kind === 'COUPON' || kind === 'GIFT_COUPON';
    if (!isMinor(amount) || amount <= 0 || (isCoupon && amount !== 1))
      return refused('AMOUNT_INVALID', { field: `benefits.${index}.amount` });
    if (remaining !== undefined && (!isMinor(remaining) || remaining < 0 || remaining > amount))
      return refused('AMOUNT_INVALID', { field: `benefits.${index}.remaining` });
  }
  return undefined;
}

function unitRefusal({ lines, shipments }: NewOrder): Refusal | undefined {
  const quantities = new Map(lines.map(({ lineId, quantity }) => [lineId, quantity]));
  for (const unitId of shipments.flatMap(({ unitIds }) => unitIds)) {
    const [, lineId = '', number = '0'] = /^(.+)\/([1-9]\d*)$/.exec(unitId) ?? [];
    if (Number(number) < 1 || Number(number) > (quantities.get(lineId) ?? 0))
      return refused('UNIT_UNKNOWN', { unitId });
  }
  return undefined;
}
