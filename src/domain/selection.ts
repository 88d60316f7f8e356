import type { Order, OrderUnit, ShipmentState } from './order';
import { refused, type Refusal } from './refusals';
import type { Selection } from './quote';

/** How far away a unit is: those at hand are taken first when some of a line are asked for. */
const DISTANCE: Readonly<Record<ShipmentState, number>> = {
  LABELED: 1,
  STOPPED: 1,
  RETURNED: 1,
  IN_TRANSIT: 2,
  DELIVERED: 3,
};

/** The shipment that a unit is in: the one furthest gone, where it was shipped more than once. */
export function shipmentStateOf(order: Pick<Order, 'shipments'>, unitId: string): ShipmentState | undefined {
  return order.shipments
    .filter(({ unitIds }) => unitIds.includes(unitId))
    .map(({ state }) => state)
    .reduce<ShipmentState | undefined>(
      (furthest, state) => (furthest === undefined || DISTANCE[state] > DISTANCE[furthest] ? state : furthest),
      undefined,
    );
}

/**
 * The units that a selection means, or why it means none. ORDER is every active unit. Of a line the units at hand come
 * first (in no parcel, then not handed over), then those that can be cancelled, then by their place in the order. A
 * line named twice is asked for in the sum.
 */
export function selectedUnits(order: Order, selection: Selection): readonly OrderUnit[] | Refusal {
  if (selection.kind === 'ORDER') return order.units.filter(({ state }) => state === 'ACTIVE');
  if (order.units.length === 0) return refused('NOT_PART_CANCELLABLE');
  if (selection.lines.length === 0) return refused('NOTHING_SELECTED');
  const taken: OrderUnit[] = [];
  for (const [lineId, quantity] of quantities(selection.lines)) {
    const units = unitsOfLine(order, { lineId, quantity });
    if ('outcome' in units) return units;
    taken.push(...units);
  }
  return taken;
}

function quantities(lines: readonly { readonly lineId: string; readonly quantity: number }[]): Map<string, number> {
  const asked = new Map<string, number>();
  for (const { lineId, quantity } of lines) {
    const isCount = Number.isSafeInteger(quantity) && quantity > 0;
    asked.set(lineId, (asked.get(lineId) ?? 0) + (isCount ? quantity : NaN));
  }
  return asked;
}

function unitsOfLine(order: Order, asked: { readonly lineId: string; readonly quantity: number }) {
  const { lineId, quantity } = asked;
  const all = order.units.filter((unit) => unit.lineId === lineId);
  if (all.length === 0) return refused('UNIT_UNKNOWN', { lineId });
  if (Number.isNaN(quantity)) return refused('NOTHING_SELECTED', { lineId });
  const active = all.filter(({ state }) => state === 'ACTIVE');
  if (active.length === 0) return refused('UNIT_ALREADY_CANCELLED', { lineId });
  if (quantity > active.length) return refused('QUANTITY_TOO_GREAT', { lineId, asked: quantity, left: active.length });
  return active
    .map((unit, place) => ({ unit, place, distance: distanceOf(order, unit) }))
    .sort(
      (left, right) =>
        left.distance - right.distance ||
        Number(right.unit.cancellable) - Number(left.unit.cancellable) ||
        left.place - right.place,
    )
    .slice(0, quantity)
    .map(({ unit }) => unit);
}

function distanceOf(order: Order, unit: OrderUnit): number {
  const state = shipmentStateOf(order, unit.unitId);
  return state === undefined ? 0 : DISTANCE[state];
}
