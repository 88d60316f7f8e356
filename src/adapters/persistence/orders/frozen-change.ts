import type { Benefit } from '../../../domain/benefits';
import type { Order, OrderUnit, Tender } from '../../../domain/order';
import { unitsOf } from '../../../domain/order-units';
import type { NewOrder, NewTender, PaymentEvent } from '../../../ports/order-book';
import type { Told } from './read-told';

/**
 * The first field that a frozen order may no longer change: units and amounts are as they were when its
 * first cancellation was accepted. What was added (tenders, captures, authorizations, shipments, payment
 * events) is no change, and neither is what the shop does not know because only a channel has told of
 * it. Undefined where nothing is wrong.
 */
export function frozenChange(
  stored: { readonly order: Order; readonly told: Told },
  order: NewOrder,
): string | undefined {
  if (stored.order.currency !== order.currency) return 'currency';
  if (stored.order.placedAt.getTime() !== order.placedAt.getTime()) return 'placedAt';
  if (!sameUnits(stored.order.units, unitsOf(order.lines, order.shippingFee))) return 'lines';
  if (stored.order.tenders.some((tender) => !keepsTender(tender, order.tenders, stored.told))) return 'tenders';
  const events = new Map(order.paymentEvents.map((event) => [event.eventId, event]));
  if (stored.told.byShop.some((event) => !sameEvent(event, events.get(event.eventId)))) return 'paymentEvents';
  const shipments = new Map(order.shipments.map((shipment) => [shipment.shipmentId, shipment]));
  if (!sameBenefits(stored.order.benefits, order.benefits)) return 'benefits';
  const isMoved = stored.order.shipments.some(({ shipmentId, unitIds }) => {
    const now = shipments.get(shipmentId);
    return now !== undefined && [...now.unitIds].sort().join() !== [...unitIds].sort().join();
  });
  return isMoved ? 'shipments' : undefined;
}

function sameUnits(stored: readonly OrderUnit[], sent: readonly OrderUnit[]): boolean {
  const describe = (units: readonly OrderUnit[]) =>
    units
      .map((unit) => [
        unit.unitId,
        unit.merchantId,
        unit.sku,
        unit.location,
        unit.cancellable,
        unit.price,
        unit.tax,
        unit.shipping,
        unit.giftBalanceId ?? null,
      ])
      .map((fields) => JSON.stringify(fields))
      .sort()
      .join();
  return describe(stored) === describe(sent);
}

/** How many are left of what was earned may change, nothing else of them. */
function sameBenefits(stored: Order['benefits'] = [], sent: NewOrder['benefits'] = []): boolean {
  const describe = (benefits: readonly Benefit[]) =>
    benefits
      .map(({ benefitId, kind, amount, merchantId, expiresAt }) => [benefitId, kind, amount, merchantId, expiresAt])
      .map((fields) => JSON.stringify(fields))
      .sort()
      .join();
  return describe(stored) === describe(sent);
}

function keepsTender(stored: Tender, sent: readonly NewTender[], told: Told): boolean {
  const now = sent.find(({ tenderId }) => tenderId === stored.tenderId);
  if (now === undefined) return false;
  const isSame = now.kind === stored.kind && now.channel === stored.channel && now.sequence === stored.sequence;
  const captures = new Map(now.captures.map(({ captureId, amount }) => [captureId, amount]));
  const open = new Map(now.authorizations.map(({ authorizationId, amount }) => [authorizationId, amount]));
  return (
    isSame &&
    stored.captures.every(({ captureId, amount }) => {
      const isUnknown = !captures.has(captureId) && told.capturesByChannels.includes(captureId);
      return isUnknown || captures.get(captureId) === amount;
    }) &&
    stored.authorizations.every(({ authorizationId, amount }) => {
      const whole = amount + (told.captured[authorizationId] ?? 0);
      return open.get(authorizationId) === whole || open.get(authorizationId) === amount;
    })
  );
}

function sameEvent({ kind, amount, captureId }: PaymentEvent, sent: PaymentEvent | undefined): boolean {
  return sent?.kind === kind && sent.amount === amount && sent.captureId === captureId;
}
