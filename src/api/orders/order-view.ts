import type { Benefit, OrderBenefit } from '../../domain/benefits';
import type { Locale } from '../../domain/explain/wording';
import type { Order } from '../../domain/order';
import type { NewOrder } from '../../ports/order-book';
import type { OrderView } from './order.schemas';
import type { PutOrderBody } from './put-order.schemas';
import { readingText } from './reading-text';

/** What the API shows of an order. */
export function orderViewOf(order: Order, locale: Locale): OrderView {
  const { orderId, version, currency, placedAt, accountBlocked, adjustment, state, refund } = order;
  return {
    orderId,
    version,
    currency,
    placedAt: placedAt.toISOString(),
    accountBlocked,
    reading: { state, refund, text: readingText({ state, refund }, locale) },
    adjustment,
    units: [...order.units],
    tenders: order.tenders.map(({ captures, authorizations, ...tender }) => ({
      ...tender,
      captures: captures.map(({ captureId, amount, committed, external, disputed, capturedAt }) => ({
        captureId,
        amount,
        committed,
        external,
        disputed,
        capturedAt: capturedAt.toISOString(),
      })),
      authorizations: [...authorizations],
    })),
    shipments: order.shipments.map((shipment) => ({ ...shipment, unitIds: [...shipment.unitIds] })),
    ...(order.benefits === undefined ? {} : { benefits: order.benefits.map(benefitViewOf) }),
  };
}

function benefitViewOf({ expiresAt, ...benefit }: OrderBenefit): NonNullable<OrderView['benefits']>[number] {
  return { ...benefit, ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toISOString() }) };
}

function benefitOf({ expiresAt, ...benefit }: PutOrderBody['benefits'][number]): Benefit {
  return { ...benefit, ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }) };
}

/**
 * An order as it came in, with dates as dates and what was left out. Its contact is kept apart:
 * it is no part of the order's content.
 */
export function newOrderOf(orderId: string, { benefits, contact: _contact, ...body }: PutOrderBody): NewOrder {
  return {
    ...body,
    orderId,
    placedAt: new Date(body.placedAt),
    tenders: body.tenders.map((tender, index) => ({
      ...tender,
      currency: tender.currency ?? body.currency,
      sequence: tender.sequence ?? index + 1,
      captures: tender.captures.map((capture) => ({ ...capture, capturedAt: new Date(capture.capturedAt) })),
    })),
    paymentEvents: body.paymentEvents.map((event) => ({ ...event, happenedAt: new Date(event.happenedAt) })),
    ...(benefits.length === 0 ? {} : { benefits: benefits.map(benefitOf) }),
  };
}
