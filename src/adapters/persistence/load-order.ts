import { sql } from 'kysely';
import type { Calendar } from '../../domain/calendar';
import { ACTIVE_STATES } from '../../domain/cancellation';
import { SHOP_ITSELF, type Order } from '../../domain/order';
import type { Policy } from '../../domain/policy';
import { DEFAULT_POLICY } from '../../domain/policy-snapshot';
import type { OrderRef } from '../../ports/order-book';
import type { Transaction } from './database';
import { endedRequests } from './escalation/ended-requests';
import { readStoredOrder } from './orders/read-order';

/** The merchants that an order's lines name, and the shop itself: what holds for each now. */
export interface Merchants {
  readonly policies: ReadonlyMap<string, Policy>;
  /** Only those that have one. */
  readonly calendars: ReadonlyMap<string, Calendar>;
}

export interface LoadedOrder extends Merchants {
  readonly order: Order;
  /** Fees of this order's earlier cancellations, minor units. */
  readonly feesKept: number;
  /** The shop runs its own order system. */
  readonly connected: boolean;
  readonly activeCancellationId?: string;
  /** Requests of the customer's that ended REJECTED, UPHELD or WITHDRAWN. */
  readonly endedRequests: number;
}

interface SurroundingsRow {
  readonly connected: boolean;
  readonly active: string | null;
  readonly ended: number;
  readonly merchants: readonly { merchantId: string; calendar: Calendar | null; policy: Policy }[];
}

/**
 * Locks an order's row, if there is one. Its own statement, so that the next ones see what the one before has written.
 */
export async function lockOrder(tx: Transaction, ref: OrderRef): Promise<void> {
  await tx
    .selectFrom('orders')
    .select('order_id')
    .where('shop_id', '=', ref.shopId)
    .where('order_id', '=', ref.orderId)
    .forUpdate()
    .execute();
}

async function loadSurroundings(tx: Transaction, { shopId, orderId }: OrderRef): Promise<SurroundingsRow | undefined> {
  const { rows } = await sql<SurroundingsRow>`
    select s.order_system = 'connected' as connected,
      (select cancellation_id from cancellations where shop_id = s.shop_id and order_id = ${orderId}
        and state in (${sql.join([...ACTIVE_STATES])}) and closed_at is null limit 1) as active,
      ${endedRequests({ shopId, orderId })} as ended,
      (select coalesce(json_agg(json_build_object('merchantId', m.merchant_id, 'calendar', m.calendar, 'policy', p.body)), '[]')
        from merchants m join policies p
          on p.shop_id = m.shop_id and p.merchant_id = m.merchant_id and p.version = m.policy_version
        where m.shop_id = s.shop_id and m.merchant_id in (
          select merchant_id from order_lines where shop_id = s.shop_id and order_id = ${orderId}
          union all select ${SHOP_ITSELF})) as merchants
    from shops s where s.shop_id = ${shopId}`.execute(tx);
  return rows[0];
}

/**
 * Loads an order with all that a cancellation of it needs to know, in two round trips; undefined where there is none.
 * Take `lockOrder` first where it must not change any more.
 */
export async function loadOrder(tx: Transaction, ref: OrderRef): Promise<LoadedOrder | undefined> {
  const stored = await readStoredOrder(tx, ref);
  const around = await loadSurroundings(tx, ref);
  if (stored === undefined || around === undefined) return undefined;
  const { connected, active, ended, merchants } = around;
  return {
    order: stored.order,
    feesKept: stored.feesKept,
    connected,
    endedRequests: ended,
    policies: new Map([
      [SHOP_ITSELF, DEFAULT_POLICY],
      ...merchants.map(({ merchantId, policy }) => [merchantId, policy] as const),
    ]),
    calendars: new Map(
      merchants.flatMap(({ merchantId, calendar }) => (calendar === null ? [] : [[merchantId, calendar] as const])),
    ),
    ...(active === null ? {} : { activeCancellationId: active }),
  };
}
