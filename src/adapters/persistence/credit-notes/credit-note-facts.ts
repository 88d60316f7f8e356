import { sql } from 'kysely';
import type { CreditedUnit, CreditNoteTender } from '../../../domain/credit-note';
import type { Transaction } from '../database';
import type { CancellationRow } from '../tables/cancellations';

/** What a note is written from, as it stands under the order's lock. */
export interface CreditNoteFacts {
  /** ISO 8601. */
  readonly orderPlacedAt: string;
  readonly units: readonly CreditedUnit[];
  /** Those that no other leg has replaced. */
  readonly tenders: readonly CreditNoteTender[];
}

/** Reads them in one round trip. */
export async function loadCreditNoteFacts(tx: Transaction, row: CancellationRow): Promise<CreditNoteFacts> {
  const { rows } = await sql<Omit<CreditNoteFacts, 'orderPlacedAt'> & { placedAt: Date }>`
    select o.placed_at as "placedAt",
      (select coalesce(json_agg(json_build_object('unitId', u.unit_id, 'lineId', u.line_id, 'merchantId', u.merchant_id,
          'sku', u.sku, 'price', u.price, 'tax', u.tax, 'shipping', u.shipping, 'taxed', l.tax > 0)
          order by u.line_id, length(u.unit_id), u.unit_id), '[]')
        from cancellation_units c join order_units u using (shop_id, order_id, unit_id)
        join order_lines l using (shop_id, order_id, line_id)
        where c.shop_id = o.shop_id and c.cancellation_id = ${row.cancellation_id} and c.state = 'CANCELLED') as units,
      (select coalesce(json_agg(json_strip_nulls(json_build_object('tenderId', g.tender_id, 'tenderKind', t.kind,
          'channel', g.channel, 'kind', g.kind, 'amount', g.amount,
          'reference', coalesce(g.provider_ref, g.manual_reference))) order by length(g.leg_id), g.leg_id), '[]')
        from refund_legs g join tenders t using (shop_id, order_id, tender_id)
        where g.shop_id = o.shop_id and g.cancellation_id = ${row.cancellation_id} and g.purpose = 'CANCELLATION'
          and g.replaced_by is null) as tenders
    from orders o where o.shop_id = ${row.shop_id} and o.order_id = ${row.order_id}`.execute(tx);
  const [facts] = rows;
  if (facts === undefined) throw new Error(`No order ${row.order_id} of shop ${row.shop_id}`);
  const { placedAt, units, tenders } = facts;
  return { orderPlacedAt: placedAt.toISOString(), units, tenders };
}
