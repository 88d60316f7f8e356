import type { OrderLine, Shipment, TenderKind } from '../../../domain/order';
import type { NewOrder, NewTender } from '../../../ports/order-book';
import type { OlistItem, OlistOrder, OlistPayment } from './olist-order';
import { CURRENCY } from './read-values';

/** `purchase`: as it was once paid, nothing shipped. `recorded`: as it ended. */
export type AsOf = 'purchase' | 'recorded';

export interface MappingOptions {
  readonly asOf: AsOf;
  /** Added to every time, ms. */
  readonly shiftMs: number;
  /** How a payment was made, where it is not the sandbox that takes all. */
  readonly paidBy?: (payment: OlistPayment) => PaidBy;
}

export type PaidBy = Pick<NewTender, 'kind' | 'channel'>;

const VERSION = 1;
const CHANNEL = 'sandbox';
const CARRIER = 'sandbox';

/** A boleto is paid at a bank; a debit card is a card; what Olist did not define makes no leg. */
const TENDER_KINDS: Readonly<Record<OlistPayment['type'], TenderKind>> = {
  credit_card: 'CARD',
  debit_card: 'CARD',
  boleto: 'BANK_TRANSFER',
  voucher: 'GIFT_CARD',
  not_defined: 'UNDEFINED',
};

/**
 * One of Olist's orders as ours: sellers are the merchants, freight is its line's shipping, each
 * payment one tender with one capture.
 */
export function toNewOrder(order: OlistOrder, { asOf, shiftMs, paidBy = bySandbox }: MappingOptions): NewOrder {
  const moved = (date: Date) => new Date(date.getTime() + shiftMs);
  const lines = linesOf(order.items);
  return {
    orderId: order.orderId,
    version: VERSION,
    currency: CURRENCY,
    placedAt: moved(order.purchasedAt),
    accountBlocked: false,
    lines: lines.map(({ line }) => line),
    shippingFee: 0,
    tenders: order.payments.map((payment) => ({
      ...tenderOf(payment, moved(order.approvedAt ?? order.purchasedAt)),
      ...paidBy(payment),
    })),
    shipments: asOf === 'recorded' ? shipmentsOf(order, lines) : [],
    paymentEvents: [],
  };
}

/** How far to move all times so that the newest is `now`, ms; 0 for orders as they ended. */
export function shiftOf(orders: readonly OlistOrder[], { asOf, now }: { asOf: AsOf; now: Date }): number {
  if (asOf === 'recorded' || orders.length === 0) return 0;
  const newest = orders.reduce((latest, { purchasedAt, approvedAt }) => {
    return Math.max(latest, purchasedAt.getTime(), approvedAt?.getTime() ?? 0);
  }, 0);
  return now.getTime() - newest;
}

/** Did it end without being sent: called off, or its goods could not be had? */
export function endedUnsent({ status }: Pick<OlistOrder, 'status'>): boolean {
  return status === 'canceled' || status === 'unavailable';
}

interface MappedLine {
  readonly line: OrderLine;
  readonly items: readonly OlistItem[];
}

/**
 * Pieces of one product at one price are one line, named by its first piece; piece n of it is unit `<line>/<n>`, so
 * that each row of the items file is one unit with its own price and freight.
 */
function linesOf(items: readonly OlistItem[]): MappedLine[] {
  const lines = new Map<string, OlistItem[]>();
  for (const item of items) {
    const key = [item.sellerId, item.productId, item.price, item.freight].join(' ');
    lines.set(key, [...(lines.get(key) ?? []), item]);
  }
  return [...lines.values()].map((pieces) => ({ line: lineOf(pieces), items: pieces }));
}

function lineOf(pieces: readonly OlistItem[]): OrderLine {
  const [first] = pieces;
  if (first === undefined) throw new RangeError('A line has a piece');
  return {
    lineId: String(first.itemId),
    merchantId: first.sellerId,
    sku: first.productId,
    location: first.sellerId,
    quantity: pieces.length,
    unitPrice: first.price,
    discount: 0,
    tax: 0,
    shipping: first.freight * pieces.length,
    cancellable: true,
  };
}

/** Everything through the sandbox provider. */
export function bySandbox({ type }: Pick<OlistPayment, 'type'>): PaidBy {
  return { kind: TENDER_KINDS[type], channel: CHANNEL };
}

function tenderOf({ orderId, sequential, value }: OlistPayment, capturedAt: Date): Omit<NewTender, keyof PaidBy> {
  return {
    tenderId: String(sequential),
    currency: CURRENCY,
    sequence: sequential,
    captures: [{ captureId: `${orderId}-${sequential}`, amount: value, capturedAt }],
    authorizations: [],
  };
}

/** One parcel from each seller. Olist dates the order as a whole. */
function shipmentsOf(order: OlistOrder, lines: readonly MappedLine[]): Shipment[] {
  const isDelivered = order.deliveredAt !== undefined || order.status === 'delivered';
  const isSent = isDelivered || order.handedOverAt !== undefined || order.status === 'shipped';
  if (!isSent) return [];
  return [...new Set(lines.map(({ line }) => line.merchantId))].map((merchantId, index) => ({
    shipmentId: String(index + 1),
    carrier: CARRIER,
    trackingRef: `${order.orderId}-${index + 1}`,
    state: isDelivered ? 'DELIVERED' : 'IN_TRANSIT',
    unitIds: lines
      .filter(({ line }) => line.merchantId === merchantId)
      .flatMap(({ line }) => Array.from({ length: line.quantity }, (_, piece) => `${line.lineId}/${piece + 1}`)),
  }));
}
