import { unitsOf } from '../../domain/order-units';
import type { TenderKind } from '../../domain/order';
import type { NewOrder } from '../../ports/order-book';

/** The provider's names of the ways to pay; a bank transfer is the one that settles later. */
const METHODS: Readonly<Record<TenderKind, string>> = {
  CARD: 'card',
  WALLET: 'wallet',
  BANK_TRANSFER: 'bank_transfer',
  GIFT_CARD: 'gift_card',
  STORE_CREDIT: 'store_credit',
  UNDEFINED: 'undefined',
};

/** The payments of these orders, as the sandbox provider has them: captures, and what is only authorized. */
export function paymentSeeds(orders: readonly NewOrder[]) {
  return orders.flatMap(({ tenders }) =>
    tenders
      .filter(({ channel }) => channel === 'sandbox')
      .flatMap(({ kind, currency, captures, authorizations }) => {
        const paid = { method: METHODS[kind], currency };
        return [
          ...captures.map(({ captureId, amount }) => ({ ...paid, id: captureId, amount, state: 'captured' })),
          ...authorizations
            .filter(({ state }) => state === 'OPEN')
            .map(({ authorizationId, amount }) => ({ ...paid, id: authorizationId, amount, state: 'authorized' })),
        ];
      }),
  );
}

/** The parcels of these orders that the sandbox carrier has or will get. */
export function parcelSeeds(orders: readonly NewOrder[]) {
  return orders.flatMap(({ shipments }) =>
    shipments.flatMap(({ trackingRef, state }) =>
      state === 'LABELED' || state === 'IN_TRANSIT' || state === 'DELIVERED' ? [{ trackingRef, state }] : [],
    ),
  );
}

/** These orders in the shop's own system, which knows nothing of a parcel that it has not handed over. */
export function orderSeeds(orders: readonly NewOrder[]) {
  return orders.map(({ orderId, version, lines, shippingFee, shipments }) => ({
    orderId,
    version,
    unitIds: unitsOf(lines, shippingFee).map(({ unitId }) => unitId),
    shippedUnitIds: shipments.filter(({ state }) => state === 'DELIVERED').flatMap(({ unitIds }) => unitIds),
  }));
}
