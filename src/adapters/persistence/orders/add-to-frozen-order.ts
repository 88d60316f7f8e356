import type { Order, ShipmentState } from '../../../domain/order';
import { refused, type Refusal } from '../../../domain/refusals';
import type { NewOrder, OrderRef } from '../../../ports/order-book';
import { updateRemaining } from '../benefits/update-remaining';
import type { Transaction } from '../database';
import { addPayments, paymentsAdded } from './add-payments';
import { frozenChange } from './frozen-change';
import { insertRows } from './insert-rows';
import { contentHash, shipmentRows } from './order-rows';
import { readStoredOrder } from './read-order';
import { readTold } from './read-told';

/** A parcel that was stopped or came back stays so, whatever an older message of the shop's says. */
const SETTLED_SHIPMENTS: readonly ShipmentState[] = ['STOPPED', 'RETURNED'];

/**
 * Adds to an order whose units and amounts are frozen; its row is locked by the caller. ORDER_FROZEN names what was
 * changed; AMOUNT_INVALID where a payment event takes what a refund already holds.
 */
export async function addToFrozenOrder(tx: Transaction, ref: OrderRef, order: NewOrder): Promise<'updated' | Refusal> {
  const stored = await readStoredOrder(tx, ref);
  if (stored === undefined) throw new Error('A locked order is not there');
  const told = await readTold(tx, ref);
  const changed = frozenChange({ order: stored.order, told }, order);
  if (changed !== undefined) return refused('ORDER_FROZEN', { field: changed });
  const refusal = await addPayments(tx, ref, { stored: stored.order, told, sent: order });
  if (refusal !== undefined) return refusal;
  await addShipments(tx, ref, { order: stored.order, sent: order });
  await updateRemaining(tx, ref, { stored: stored.order.benefits ?? [], sent: order.benefits ?? [] });
  await tx
    .updateTable('orders')
    .set({
      version: order.version,
      content_hash: contentHash(order),
      account_blocked: order.accountBlocked,
      adjustment: stored.order.adjustment + paymentsAdded(stored.order, order),
      updated_at: new Date(),
    })
    .where('shop_id', '=', ref.shopId)
    .where('order_id', '=', ref.orderId)
    .execute();
  return 'updated';
}

async function addShipments(
  tx: Transaction,
  ref: OrderRef,
  { order, sent }: { readonly order: Order; readonly sent: NewOrder },
): Promise<void> {
  const known = new Map(order.shipments.map(({ shipmentId, state }) => [shipmentId, state]));
  const added = sent.shipments.filter(({ shipmentId }) => !known.has(shipmentId));
  for (const { table, rows } of shipmentRows(ref, added)) await insertRows(tx, { table, rows });
  for (const { shipmentId, state } of sent.shipments) {
    const before = known.get(shipmentId);
    if (before === undefined || before === state || SETTLED_SHIPMENTS.includes(before)) continue;
    await tx
      .updateTable('shipments')
      .set({ state })
      .where('shop_id', '=', ref.shopId)
      .where('order_id', '=', ref.orderId)
      .where('shipment_id', '=', shipmentId)
      .execute();
  }
}
