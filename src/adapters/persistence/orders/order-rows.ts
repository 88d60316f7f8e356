import { createHash } from 'node:crypto';
import { SHOP_ITSELF } from '../../../domain/order';
import { adjustmentOf, unitsOf } from '../../../domain/order-units';
import { canonicalJson } from '../../../domain/policy-snapshot';
import type { NewOrder, NewTender, OrderRef, PaymentEvent } from '../../../ports/order-book';
import { benefitRow } from '../benefits/benefit-rows';
import { captureStanding } from './capture-standing';
import type { Row, RowSet } from './insert-rows';

/** SHA-256 of what the shop sent, hex: the same version with another content is told apart by it. */
export function contentHash(order: NewOrder): string {
  return createHash('sha256').update(canonicalJson(order)).digest('hex');
}

/** Merchants of an order; the shop itself where it has no lines. */
export function merchantIdsOf({ lines }: Pick<NewOrder, 'lines'>): string[] {
  return lines.length === 0 ? [SHOP_ITSELF] : [...new Set(lines.map(({ merchantId }) => merchantId))];
}

const keyOf = ({ shopId, orderId }: OrderRef) => ({ shop_id: shopId, order_id: orderId });

/** The order's own row. */
export function orderRow(shopId: string, order: NewOrder) {
  const adjustment = adjustmentOf(unitsOf(order.lines, order.shippingFee), order.tenders.map(asTender));
  return {
    ...keyOf({ shopId, orderId: order.orderId }),
    version: order.version,
    currency: order.currency,
    placed_at: order.placedAt,
    account_blocked: order.accountBlocked,
    adjustment,
    content_hash: contentHash(order),
  };
}

/** Everything below the order's row, in the order in which foreign keys want it, but for stock. */
export function rowsOfOrder(shopId: string, order: NewOrder): RowSet[] {
  const key = keyOf({ shopId, orderId: order.orderId });
  const units = unitsOf(order.lines, order.shippingFee);
  return [
    { table: 'order_lines', rows: order.lines.map((line) => lineRow(key, line)) },
    { table: 'order_units', rows: units.map((unit) => unitRow(key, unit)) },
    ...tenderRows({ shopId, orderId: order.orderId }, order.tenders, order.paymentEvents),
    ...shipmentRows({ shopId, orderId: order.orderId }, order.shipments),
    { table: 'benefits', rows: (order.benefits ?? []).map((benefit) => benefitRow(key, benefit)) },
  ];
}

/** Tenders with their authorizations, captures and payment events. */
export function tenderRows(ref: OrderRef, tenders: readonly NewTender[], events: readonly PaymentEvent[]): RowSet[] {
  const key = keyOf(ref);
  return [
    {
      table: 'tenders',
      rows: tenders.map(({ tenderId, kind, channel, currency, sequence }) => ({
        ...key,
        tender_id: tenderId,
        kind,
        channel,
        currency,
        sequence,
      })),
    },
    {
      table: 'authorizations',
      rows: tenders.flatMap(({ tenderId, authorizations }) =>
        authorizations.map(({ authorizationId, amount, state }) => ({
          ...key,
          authorization_id: authorizationId,
          tender_id: tenderId,
          amount,
          state,
        })),
      ),
    },
    {
      table: 'captures',
      rows: tenders.flatMap(({ tenderId, captures }) =>
        captures.map(({ captureId, amount, capturedAt }) => ({
          ...key,
          capture_id: captureId,
          tender_id: tenderId,
          amount,
          ...captureStanding(events, captureId),
          captured_at: capturedAt,
        })),
      ),
    },
    { table: 'payment_events', rows: eventRows(ref, events) },
  ];
}

function eventRows(ref: OrderRef, events: readonly PaymentEvent[]): Row[] {
  return events.map(({ eventId, captureId, kind, amount, happenedAt }) => ({
    ...keyOf(ref),
    event_id: eventId,
    capture_id: captureId,
    kind,
    amount,
    happened_at: happenedAt,
  }));
}

export function shipmentRows(ref: OrderRef, shipments: NewOrder['shipments']): RowSet[] {
  const key = keyOf(ref);
  return [
    {
      table: 'shipments',
      rows: shipments.map(({ shipmentId, carrier, trackingRef, state }) => ({
        ...key,
        shipment_id: shipmentId,
        carrier,
        tracking_ref: trackingRef,
        state,
      })),
    },
    {
      table: 'shipment_units',
      rows: shipments.flatMap(({ shipmentId, unitIds }) =>
        unitIds.map((unitId) => ({ ...key, unit_id: unitId, shipment_id: shipmentId })),
      ),
    },
  ];
}

function lineRow(key: Row, line: NewOrder['lines'][number]): Row {
  return {
    ...key,
    line_id: line.lineId,
    merchant_id: line.merchantId,
    sku: line.sku,
    location: line.location,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    discount: line.discount,
    tax: line.tax,
    shipping: line.shipping,
    cancellable: line.cancellable,
    gift_balance_id: line.giftBalanceId ?? null,
    title: line.title ?? null,
  };
}

function unitRow(key: Row, unit: ReturnType<typeof unitsOf>[number]): Row {
  return {
    ...key,
    unit_id: unit.unitId,
    line_id: unit.lineId,
    merchant_id: unit.merchantId,
    sku: unit.sku,
    location: unit.location,
    cancellable: unit.cancellable,
    price: unit.price,
    tax: unit.tax,
    shipping: unit.shipping,
    gift_balance_id: unit.giftBalanceId ?? null,
  };
}

function asTender(tender: NewTender) {
  return {
    ...tender,
    captures: tender.captures.map((capture) => ({ ...capture, committed: 0, external: 0, disputed: 0 })),
  };
}
