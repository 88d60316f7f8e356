import { sql } from 'kysely';
import { SHOP_ITSELF, type Order } from '../../../domain/order';
import type { Policy } from '../../../domain/policy';
import type { OrderRef, QuoteBasis } from '../../../ports/order-book';
import { ACTIVE_STATES } from '../../../domain/cancellation';
import { benefitsOf, benefitsOfOrder, type StoredBenefit } from '../benefits/stored-benefits';
import type { Database, Transaction } from '../database';
import { endedRequests } from '../escalation/ended-requests';

/** An order as one row: what it has of each table below it as JSON. */
interface ReadRow extends Omit<Order, 'tenders' | 'benefits'> {
  readonly feesKept: number;
  readonly frozen: boolean;
  readonly contentHash: string | null;
  readonly tenders: readonly ReadTender[];
  readonly benefits: readonly StoredBenefit[];
}

type ReadTender = Omit<Order['tenders'][number], 'captures'> & {
  readonly captures: readonly (Omit<Order['tenders'][number]['captures'][number], 'capturedAt'> & {
    readonly capturedAt: string;
  })[];
};

/** An order, and what of its row the domain has no word for. */
export interface StoredOrder {
  readonly order: Order;
  readonly feesKept: number;
  readonly frozen: boolean;
  readonly contentHash: string | null;
}

/** Reads a whole order in one round trip; undefined where there is none. */
export async function readStoredOrder(db: Database | Transaction, ref: OrderRef): Promise<StoredOrder | undefined> {
  const below = sql`shop_id = o.shop_id and order_id = o.order_id`;
  const { rows } = await sql<ReadRow>`
    select o.shop_id as "shopId", o.order_id as "orderId", o.version, o.currency, o.placed_at as "placedAt", o.state,
      o.refund_state as refund, o.account_blocked as "accountBlocked", o.adjustment, o.fees_kept as "feesKept", o.frozen,
      o.content_hash as "contentHash",
      (select coalesce(json_agg(json_strip_nulls(json_build_object('unitId', unit_id, 'lineId', line_id, 'merchantId', merchant_id, 'sku', sku,
          'location', location, 'state', state, 'cancellable', cancellable, 'price', price, 'tax', tax, 'shipping', shipping,
          'title', (select title from order_lines l
            where l.shop_id = o.shop_id and l.order_id = o.order_id and l.line_id = order_units.line_id),
          'giftBalanceId', gift_balance_id, 'giftLeft', (
            select case when b.held_by = order_units.cancellation_id then b.held else b.amount - b.held end from balances b
            where b.shop_id = o.shop_id and b.balance_id = order_units.gift_balance_id and b.kind = 'GIFT_CARD'
              and b.currency = o.currency)))
          order by line_id, length(unit_id), unit_id), '[]') from order_units where ${below}) as units,
      (select coalesce(json_agg(json_build_object('tenderId', t.tender_id, 'kind', t.kind, 'channel', t.channel,
          'currency', t.currency, 'sequence', t.sequence,
          'captures', (select coalesce(json_agg(json_build_object('captureId', c.capture_id, 'amount', c.amount,
              'committed', c.committed, 'external', c.external, 'disputed', c.disputed, 'capturedAt', c.captured_at,
              'disputeOpen', dispute_is_open(c.shop_id, c.order_id, c.capture_id))
              order by c.captured_at, c.capture_id), '[]')
            from captures c where c.shop_id = t.shop_id and c.order_id = t.order_id and c.tender_id = t.tender_id),
          'authorizations', (select coalesce(json_agg(json_build_object('authorizationId', authorization_id,
              'amount', amount - captured, 'state', state) order by authorization_id), '[]')
            from authorizations a where a.shop_id = t.shop_id and a.order_id = t.order_id and a.tender_id = t.tender_id))
          order by t.sequence, t.tender_id), '[]') from tenders t
        where t.shop_id = o.shop_id and t.order_id = o.order_id) as tenders,
      (select coalesce(json_agg(json_build_object('shipmentId', s.shipment_id, 'carrier', s.carrier,
          'trackingRef', s.tracking_ref, 'state', s.state,
          'unitIds', (select coalesce(json_agg(unit_id order by length(unit_id), unit_id), '[]') from shipment_units
            where ${below} and shipment_id = s.shipment_id)) order by s.shipment_id), '[]') from shipments s
        where s.shop_id = o.shop_id and s.order_id = o.order_id) as shipments,
      ${benefitsOfOrder} as benefits
    from orders o where o.shop_id = ${ref.shopId} and o.order_id = ${ref.orderId}`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { feesKept, frozen, contentHash, tenders, benefits, ...order } = row;
  const stored = { ...order, tenders: tenders.map(asTender), ...benefitsOf(benefits) };
  return { order: stored, feesKept, frozen, contentHash };
}

/** Reads an order and the rules of its merchants, for a quote: two round trips, no lock. */
export async function readQuoteBasis(db: Database | Transaction, ref: OrderRef): Promise<QuoteBasis | undefined> {
  const stored = await readStoredOrder(db, ref);
  if (stored === undefined) return undefined;
  const { order, feesKept } = stored;
  const merchantIds = [...new Set([SHOP_ITSELF, ...order.units.map(({ merchantId }) => merchantId)])];
  const [policies, active, ended] = await Promise.all([
    readPolicies(db, ref.shopId, merchantIds),
    db
      .selectFrom('cancellations')
      .select('cancellation_id')
      .where('shop_id', '=', ref.shopId)
      .where('order_id', '=', ref.orderId)
      .where('state', 'in', [...ACTIVE_STATES])
      .where('closed_at', 'is', null)
      .executeTakeFirst(),
    sql<{ ended: number }>`select ${endedRequests(ref)} as ended`.execute(db),
  ]);
  return {
    order,
    policies,
    feesKept,
    endedRequests: ended.rows[0]?.ended ?? 0,
    ...(active === undefined ? {} : { activeCancellationId: active.cancellation_id }),
  };
}

/** The policies that hold now for these merchants. */
async function readPolicies(
  db: Database | Transaction,
  shopId: string,
  merchantIds: readonly string[],
): Promise<Map<string, Policy>> {
  const rows = await db
    .selectFrom('merchants')
    .innerJoin('policies', (join) =>
      join
        .onRef('policies.shop_id', '=', 'merchants.shop_id')
        .onRef('policies.merchant_id', '=', 'merchants.merchant_id')
        .onRef('policies.version', '=', 'merchants.policy_version'),
    )
    .select(['merchants.merchant_id', 'policies.body'])
    .where('merchants.shop_id', '=', shopId)
    .where('merchants.merchant_id', 'in', [...merchantIds])
    .execute();
  return new Map(rows.map(({ merchant_id, body }) => [merchant_id, body]));
}

function asTender(tender: ReadTender): Order['tenders'][number] {
  return {
    ...tender,
    captures: tender.captures.map((capture) => ({ ...capture, capturedAt: new Date(capture.capturedAt) })),
  };
}
