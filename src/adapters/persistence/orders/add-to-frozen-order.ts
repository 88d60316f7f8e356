import { sum, type Minor } from '../../../domain/money';
import type { Order, ShipmentState } from '../../../domain/order';
import { refused, type Refusal } from '../../../domain/refusals';
import type { NewOrder, OrderRef } from '../../../ports/order-book';
import type { Transaction } from '../database';
import { captureStanding, lastEventOf } from './capture-standing';
import { frozenChange } from './frozen-change';
import { insertRows } from './insert-rows';
import { contentHash, shipmentRows, tenderRows } from './order-rows';
import { readStoredOrder } from './read-order';

/** A parcel that was stopped or came back stays so, whatever an older message of the shop's says. */
const SETTLED_SHIPMENTS: readonly ShipmentState[] = ['STOPPED', 'RETURNED'];

/**
 * Adds to an order whose units and amounts are frozen; its row is locked by the caller. ORDER_FROZEN names what was changed; AMOUNT_INVALID where a
 * payment event takes what a refund already holds.
 */
export async function addToFrozenOrder(tx: Transaction, ref: OrderRef, order: NewOrder): Promise<'updated' | Refusal> {
  const stored = await readStoredOrder(tx, ref);
  if (stored === undefined) throw new Error('A locked order is not there');
  const changed = frozenChange({ order: stored.order, events: await readEvents(tx, ref) }, order);
  if (changed !== undefined) return refused('ORDER_FROZEN', { field: changed });
  const overdrawn = await updateCaptures(tx, ref, order);
  if (overdrawn !== undefined) return overdrawn;
  for (const { table, rows } of tenderRows(ref, order.tenders, order.paymentEvents)) {
    await insertRows(tx, { table, rows, onConflict: 'do nothing' });
  }
  await updateAuthorizations(tx, ref, order);
  await addShipments(tx, ref, { order: stored.order, sent: order });
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

async function readEvents(tx: Transaction, ref: OrderRef) {
  const rows = await tx
    .selectFrom('payment_events')
    .selectAll()
    .where('shop_id', '=', ref.shopId)
    .where('order_id', '=', ref.orderId)
    .execute();
  return rows.map((row) => ({
    eventId: row.event_id,
    captureId: row.capture_id,
    kind: row.kind,
    amount: row.amount,
    happenedAt: row.happened_at,
  }));
}

async function updateCaptures(tx: Transaction, ref: OrderRef, order: NewOrder): Promise<Refusal | undefined> {
  const captures = await tx
    .selectFrom('captures')
    .select(['capture_id', 'amount', 'committed', 'external', 'disputed'])
    .where('shop_id', '=', ref.shopId)
    .where('order_id', '=', ref.orderId)
    .orderBy('capture_id')
    .forUpdate()
    .execute();
  const changed = captures.flatMap(({ capture_id, amount, committed, ...before }) => {
    const now = captureStanding(order.paymentEvents, capture_id);
    const isSame = now.external === before.external && now.disputed === before.disputed;
    return isSame ? [] : [{ capture_id, left: amount - committed - now.external - now.disputed, now }];
  });
  const overdrawn = changed.find(({ left }) => left < 0);
  if (overdrawn !== undefined) {
    const event = lastEventOf(order.paymentEvents, overdrawn.capture_id);
    return refused('AMOUNT_INVALID', { field: `paymentEvents.${event}.amount`, tooMuch: -overdrawn.left });
  }
  for (const { capture_id, now } of changed) {
    await tx
      .updateTable('captures')
      .set(now)
      .where('shop_id', '=', ref.shopId)
      .where('order_id', '=', ref.orderId)
      .where('capture_id', '=', capture_id)
      .execute();
  }
  return undefined;
}

async function updateAuthorizations(tx: Transaction, ref: OrderRef, order: NewOrder): Promise<void> {
  for (const { authorizationId, state } of order.tenders.flatMap(({ authorizations }) => authorizations)) {
    if (state === 'OPEN') continue;
    await tx
      .updateTable('authorizations')
      .set({ state })
      .where('shop_id', '=', ref.shopId)
      .where('order_id', '=', ref.orderId)
      .where('authorization_id', '=', authorizationId)
      .where('state', '=', 'OPEN')
      .execute();
  }
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

/** What was paid more, minor units: new captures and open authorizations, less authorizations that are open no more. */
function paymentsAdded(order: Order, sent: NewOrder): Minor {
  const captures = new Set(order.tenders.flatMap((tender) => tender.captures.map(({ captureId }) => captureId)));
  const states = new Map(
    order.tenders.flatMap((tender) =>
      tender.authorizations.map(({ authorizationId, state }) => [authorizationId, state]),
    ),
  );
  const captured = sent.tenders
    .flatMap((tender) => tender.captures)
    .filter(({ captureId }) => !captures.has(captureId))
    .map(({ amount }) => amount);
  const authorized = sent.tenders
    .flatMap((tender) => tender.authorizations)
    .map(({ authorizationId, state, amount }) => {
      const before = states.get(authorizationId);
      if (before === undefined) return state === 'OPEN' ? amount : 0;
      return before === 'OPEN' && state !== 'OPEN' ? -amount : 0;
    });
  return sum([...captured, ...authorized]);
}
