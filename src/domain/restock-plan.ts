import type { OrderUnit, Shipment } from './order';
import type { Policy, StockRule } from './policy';

/**
 * What becomes of a cancelled unit's stock (R19). A perishable's policy writes it off in any case. A unit in no parcel
 * follows its policy; one that is packed, was stopped or came back goes to the shelf again; one that is still out of
 * the house is written off.
 */
export function restockOf(
  unit: Pick<OrderUnit, 'unitId'>,
  policy: Pick<Policy, 'stock'>,
  shipment?: Shipment,
): StockRule {
  if (policy.stock === 'WRITE_OFF') return 'WRITE_OFF';
  if (!shipment?.unitIds.includes(unit.unitId)) return policy.stock;
  return shipment.state === 'IN_TRANSIT' || shipment.state === 'DELIVERED' ? 'WRITE_OFF' : 'RETURN_TO_SHELF';
}
