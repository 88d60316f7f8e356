import type { NewOrder } from '../../ports/order-book';

/** The same order under ids of one run, so that a demo can be run again: order, captures and parcels begin with the run's name. */
export function renamed(order: NewOrder, run: string): NewOrder {
  const of = (id: string) => `${run}-${id}`;
  return {
    ...order,
    orderId: of(order.orderId),
    tenders: order.tenders.map((tender) => ({
      ...tender,
      captures: tender.captures.map((capture) => ({ ...capture, captureId: of(capture.captureId) })),
    })),
    shipments: order.shipments.map((shipment) => ({ ...shipment, trackingRef: of(shipment.trackingRef) })),
  };
}
