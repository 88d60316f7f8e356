import { sql } from 'kysely';
import type { Initiator } from '../../domain/reasons';
import type { Quote } from '../../domain/quote';
import type { CancellationRef } from '../../ports/cancellation-book';
import type { LineOfUnits, RequestFacts } from '../../ports/cancellation-reader';
import type { Database } from './database';

interface FactsRow {
  readonly requested_at: Date;
  readonly initiator: Initiator;
  readonly pivot_taken: boolean;
  readonly workflow_id: string;
  readonly quote: Quote;
  readonly units: readonly (Omit<LineOfUnits, 'unitId'> & { readonly unitId: string | null })[];
  readonly rating: number | null;
  readonly comment: string | null;
  readonly given_at: Date | null;
}

/**
 * What was asked, with its units by line and what was said of it afterwards; undefined where
 * there is none. One round trip, no lock.
 */
export async function readRequestFacts(db: Database, ref: CancellationRef): Promise<RequestFacts | undefined> {
  const { rows } = await sql<FactsRow>`
    select c.requested_at, c.initiator, c.pivot_at is not null as pivot_taken, c.workflow_id, c.quote, f.rating, f.comment, f.given_at,
      (select coalesce(json_agg(json_build_object('lineId', line_id, 'merchantId', merchant_id, 'sku', sku, 'title', title,
          'quantity', quantity, 'unitId', case when quantity = 1 then unit_id end, 'amount', amount) order by line_id), '[]')
        from (select o.line_id, u.merchant_id, o.sku, coalesce(l.title, o.sku) as title, count(*) as quantity,
            min(u.unit_id) as unit_id, sum(u.goods) as amount
          from cancellation_units u join order_units o using (shop_id, order_id, unit_id)
          join order_lines l on l.shop_id = o.shop_id and l.order_id = o.order_id and l.line_id = o.line_id
          where u.shop_id = c.shop_id and u.cancellation_id = c.cancellation_id
          group by o.line_id, u.merchant_id, o.sku, l.title) line) as units
    from cancellations c left join cancellation_feedback f on f.shop_id = c.shop_id and f.cancellation_id = c.cancellation_id
    where c.shop_id = ${ref.shopId} and c.cancellation_id = ${ref.cancellationId}`.execute(db);
  const [row] = rows;
  return row === undefined ? undefined : factsOf(row);
}

function factsOf(row: FactsRow): RequestFacts {
  return {
    requestedAt: row.requested_at.toISOString(),
    initiator: row.initiator,
    pivotTaken: row.pivot_taken,
    workflowId: row.workflow_id,
    quote: row.quote,
    units: row.units.map(({ unitId, ...line }) => (unitId === null ? line : { ...line, unitId })),
    ...feedbackOf(row),
  };
}

function feedbackOf({ rating, comment, given_at }: FactsRow): Pick<RequestFacts, 'feedback'> {
  if (rating === null || given_at === null) return {};
  return { feedback: { rating, ...(comment === null ? {} : { comment }), at: given_at.toISOString() } };
}
