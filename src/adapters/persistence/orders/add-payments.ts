import { sum, type Minor } from '../../../domain/money';
import type { Authorization, Order } from '../../../domain/order';
import { refused, type Refusal } from '../../../domain/refusals';
import type { NewOrder, OrderRef } from '../../../ports/order-book';
import { writeCaptureStanding } from '../capture-counters';
import type { Transaction } from '../database';
import { noteLateMoney } from '../late-money';
import { captureStanding, lastEventOf } from './capture-standing';
import { insertRows } from './insert-rows';
import { tenderRows } from './order-rows';
import type { Told } from './read-told';

export interface PaymentsSent {
  readonly stored: Order;
  readonly told: Told;
  readonly sent: NewOrder;
}

/**
 * Adds tenders, authorizations, captures and payment events to an order whose amounts are frozen; what is beyond the
 * shop's by then is a repair's. AMOUNT_INVALID where an event takes what a refund already holds.
 */
export async function addPayments(
  tx: Transaction,
  ref: OrderRef,
  { stored, told, sent }: PaymentsSent,
): Promise<Refusal | undefined> {
  const changed = await changedCaptures(tx, ref, { stored, told, sent });
  const overdrawn = changed.find(({ left }) => left < 0);
  if (overdrawn !== undefined) {
    const event = lastEventOf(sent.paymentEvents, overdrawn.captureId);
    return refused('AMOUNT_INVALID', { field: `paymentEvents.${event}.amount`, tooMuch: -overdrawn.left });
  }
  for (const { table, rows } of tenderRows(ref, sent.tenders, sent.paymentEvents)) {
    await insertRows(tx, { table, rows, onConflict: 'do nothing' });
  }
  const key = { shop_id: ref.shopId, order_id: ref.orderId };
  const known = new Set(stored.tenders.flatMap(({ captures }) => captures.map(({ captureId }) => captureId)));
  const captures = sent.tenders.flatMap((tender) => tender.captures.map(({ captureId }) => captureId));
  const touched = [...changed.map(({ captureId }) => captureId), ...captures.filter((id) => !known.has(id))];
  if (touched.length > 0) {
    await writeCaptureStanding(tx, key, touched);
    await noteLateMoney(tx, key, touched);
  }
  await updateAuthorizations(tx, ref, sent);
  return undefined;
}

/** What was paid more, minor units: new captures and open authorizations, less authorizations that are open no more. */
export function paymentsAdded(order: Order, sent: NewOrder): Minor {
  const captures = new Set(order.tenders.flatMap((tender) => tender.captures.map(({ captureId }) => captureId)));
  const known = new Map(
    order.tenders.flatMap((tender) => tender.authorizations.map((one) => [one.authorizationId, one])),
  );
  const captured = sent.tenders
    .flatMap((tender) => tender.captures)
    .filter(({ captureId }) => !captures.has(captureId))
    .map(({ amount }) => amount);
  const authorized = sent.tenders
    .flatMap((tender) => tender.authorizations)
    .map((now) => {
      const before = known.get(now.authorizationId);
      if (before === undefined) return isOpen(now) ? now.amount : 0;
      return isOpen(before) && !isOpen(now) ? -before.amount : 0;
    });
  return sum([...captured, ...authorized]);
}

function isOpen({ state }: Authorization): boolean {
  return state === 'OPEN' || state === 'CAPTURING';
}

/** Captures of which the shop says otherwise than before, and what would be left of them, minor units. */
async function changedCaptures(tx: Transaction, ref: OrderRef, { told, sent }: PaymentsSent) {
  const captures = await tx
    .selectFrom('captures')
    .select(['capture_id', 'amount', 'committed'])
    .where('shop_id', '=', ref.shopId)
    .where('order_id', '=', ref.orderId)
    .orderBy('capture_id')
    .forUpdate()
    .execute();
  return captures.flatMap(({ capture_id, amount, committed }) => {
    const before = captureStanding(told.byShop, capture_id, told.byChannels);
    const now = captureStanding(sent.paymentEvents, capture_id, told.byChannels);
    const isSame = now.external === before.external && now.disputed === before.disputed;
    return isSame ? [] : [{ captureId: capture_id, left: amount - committed - now.external - now.disputed }];
  });
}

/** One that is voided or captured stays so, whatever an older message of the shop's says. */
async function updateAuthorizations(tx: Transaction, ref: OrderRef, order: NewOrder): Promise<void> {
  for (const { authorizationId, state } of order.tenders.flatMap(({ authorizations }) => authorizations)) {
    await tx
      .updateTable('authorizations')
      .set({ state })
      .where('shop_id', '=', ref.shopId)
      .where('order_id', '=', ref.orderId)
      .where('authorization_id', '=', authorizationId)
      .where('state', 'in', ['OPEN', 'CAPTURING'])
      .where('state', '<>', state)
      .execute();
  }
}
