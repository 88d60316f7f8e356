import type { Authorization, Capture, Order, Tender } from './order';
import { sum, type Minor } from './money';

/**
 * What can still be refunded of a capture, minor units: not what legs hold, what was
 * refunded elsewhere, or what is disputed.
 */
export function leftOf(capture: Capture): Minor {
  return Math.max(0, capture.amount - capture.committed - capture.external - capture.disputed);
}

/** Tenders that money can go back to: one of an undefined kind makes no leg. */
export function refundableTenders(order: Pick<Order, 'tenders'>): Tender[] {
  return order.tenders.filter(({ kind }) => kind !== 'UNDEFINED');
}

/**
 * Authorizations of a tender that hold money: open, or with a capture under way, and above zero. The latter are quoted
 * as if they were voided; nothing is planned before their capture has ended (see `capturesInFlight`).
 */
export function openAuthorizations(tender: Tender): Authorization[] {
  return tender.authorizations.filter(({ state, amount }) => (state === 'OPEN' || state === 'CAPTURING') && amount > 0);
}

/** Authorizations whose capture is under way: neither a void nor a refund is right yet (R10). */
export function capturesInFlight(order: Pick<Order, 'tenders'>): { tender: Tender; authorization: Authorization }[] {
  return refundableTenders(order).flatMap((tender) =>
    openAuthorizations(tender)
      .filter(({ state }) => state === 'CAPTURING')
      .map((authorization) => ({ tender, authorization })),
  );
}

/** What is left of all captures that money can go back to, minor units. */
export function leftOfCaptures(order: Pick<Order, 'tenders'>): Minor {
  return sum(refundableTenders(order).flatMap(({ captures }) => captures.map(leftOf)));
}

/** What is authorized and neither captured nor voided, minor units. */
export function openlyAuthorized(order: Pick<Order, 'tenders'>): Minor {
  return sum(refundableTenders(order).flatMap((tender) => openAuthorizations(tender).map(({ amount }) => amount)));
}
