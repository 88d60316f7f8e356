import { sql } from 'kysely';
import type { CancellationRef } from '../../../ports/cancellation-book';
import type { OrderRef } from '../../../ports/order-book';
import type { Transaction } from '../database';

/**
 * Locks the cards that an order has bought, in the order of their ids, so that none is spent while a request is judged.
 */
export async function lockGiftCards(tx: Transaction, { shopId, orderId }: OrderRef): Promise<void> {
  await sql`select from balances where shop_id = ${shopId} and balance_id in (
      select gift_balance_id from order_units where shop_id = ${shopId} and order_id = ${orderId})
    order by balance_id for update`.execute(tx);
}

/**
 * Holds what is left on the cards that are this cancellation's units: it can't be spent
 * meanwhile. Their rows must be locked.
 */
export async function holdGiftCards(tx: Transaction, ref: CancellationRef & OrderRef): Promise<void> {
  await sql`update balances b set held = b.amount, held_by = ${ref.cancellationId}
    from order_units u
    where u.shop_id = ${ref.shopId} and u.order_id = ${ref.orderId} and u.cancellation_id = ${ref.cancellationId}
      and u.state = 'HELD' and b.shop_id = u.shop_id and b.balance_id = u.gift_balance_id and b.kind = 'GIFT_CARD'
      and b.held = 0 and b.amount > 0`.execute(tx);
}

/** Gives back what is held of the cards that these units are; all that the cancellation holds, where none are named. */
export async function releaseGiftCards(
  tx: Transaction,
  { shopId, cancellationId }: CancellationRef,
  unitIds?: readonly string[],
): Promise<void> {
  if (unitIds?.length === 0) return;
  const ofUnits =
    unitIds === undefined
      ? sql``
      : sql`and exists (select from cancellation_units c join order_units u using (shop_id, order_id, unit_id)
          where c.shop_id = ${shopId} and c.cancellation_id = ${cancellationId} and c.unit_id = any(${unitIds})
            and u.gift_balance_id = balances.balance_id)`;
  await sql`update balances set held = 0, held_by = null
    where shop_id = ${shopId} and held_by = ${cancellationId} ${ofUnits}`.execute(tx);
}

/**
 * Empties the cards that were bought and are now cancelled, by what is held of them, once for cancellation and unit,
 * and closes them; what came onto a card since stays on it. What is held for units that were let go is given back.
 */
export async function drainGiftCards(
  tx: Transaction,
  row: { readonly shop_id: string; readonly cancellation_id: string; readonly order_id: string },
  units: { readonly cancelled: readonly string[]; readonly released: readonly string[] },
): Promise<void> {
  const { shop_id, cancellation_id, order_id } = row;
  await releaseGiftCards(tx, { shopId: shop_id, cancellationId: cancellation_id }, units.released);
  await sql`
    with held as (
      select b.balance_id, b.held, u.unit_id from balances b
      join order_units u on u.shop_id = b.shop_id and u.gift_balance_id = b.balance_id
      where b.shop_id = ${shop_id} and b.held_by = ${cancellation_id} and u.order_id = ${order_id}
        and u.unit_id = any(${units.cancelled})
      order by b.balance_id for update of b
    ), drained as (
      insert into balance_entries (shop_id, balance_id, amount, cause, cause_id, order_id)
      select ${shop_id}, balance_id, -held, 'CANCEL', ${`${cancellation_id}/`} || unit_id, ${order_id} from held
      returning balance_id, amount
    )
    update balances b set amount = b.amount + drained.amount, held = 0, held_by = null,
      state = case when b.amount + drained.amount = 0 then 'CLOSED' else b.state end
    from drained where b.shop_id = ${shop_id} and b.balance_id = drained.balance_id`.execute(tx);
}
