import { sql } from 'kysely';
import type { DriftBook } from '../../../ports/drift-book';
import type { Database } from '../database';
import { inTransaction } from '../in-transaction';
import { requestOf } from '../leg-identity';
import type { RefundLegRow } from '../tables/money';
import { notePass } from './compare-listed';
import { GRACE_MS } from './matched';
import { writeCases } from './write-cases';

/** Most legs that one pass asks about, those that wait longest first; the next one goes on. */
const MOST = 2_000;

/** Legs that are not final, or became so in this time; one that was just sent is left to its run. */
export function legsToAsk(db: Database): DriftBook['legsToAsk'] {
  return async ({ channel, from }) => {
    const { rows } = await sql<RefundLegRow & { readonly source_amount: number }>`
      select l.*, coalesce(c.amount, a.amount) as source_amount from refund_legs l
      left join captures c on c.shop_id = l.shop_id and c.order_id = l.order_id and c.capture_id = l.capture_id
      left join authorizations a on a.shop_id = l.shop_id and a.order_id = l.order_id and a.authorization_id = l.authorization_id
      where l.channel = ${channel} and l.submitted_at < now() - ${GRACE_MS} * interval '1 millisecond'
        and l.state <> 'MANUAL' and (l.final_at is null or l.final_at >= ${from}::timestamptz)
      order by l.final_at nulls first, l.submitted_at limit ${MOST}`.execute(db);
    return rows.map((row) => ({
      leg: { shopId: row.shop_id, cancellationId: row.cancellation_id, legId: row.leg_id },
      isFinal: row.final_at !== null,
      request: requestOf(row, row.source_amount),
    }));
  };
}

/** What the answers say against our legs. An unclear one says nothing, and closes no case. */
export function compareQueried(db: Database): DriftBook['compareQueried'] {
  return (check, queried) =>
    inTransaction(db, async (tx) => {
      const { channel } = check;
      const differences = sql<object>`
        select l.shop_id, ${channel} as channel, f.kind, l.leg_id as subject, l.leg_id, l.cancellation_id,
          json_build_object('state', l.state, 'amount', l.amount, 'currency', l.currency, 'lateNews', l.late_news) as ours,
          json_build_object('outcome', q.outcome, 'code', q.code) as theirs, l.submitted_at as happened_at
        from json_to_recordset(${JSON.stringify(queried)}::json) as q ("shopId" text, "legId" text, outcome text, code text)
        join refund_legs l on l.shop_id = q."shopId" and l.leg_id = q."legId"
        cross join lateral (select case
          when q.outcome = 'mismatch' and q.code like '%TWICE%' then 'TWICE'
          when q.outcome = 'mismatch' then 'AMOUNT'
          when q.outcome = 'not_found' and l.state in ('PENDING', 'SUCCEEDED') then 'MISSING_THERE'
          when q.outcome = 'succeeded' and l.state in ('FAILED', 'CLOSED') then 'STATUS'
          when q.outcome in ('pending', 'requires_action') and l.state in ('SUCCEEDED', 'FAILED', 'CLOSED') then 'STATUS'
          when q.outcome in ('failed', 'closed') and l.state = 'SUCCEEDED' and l.late_news is distinct from 'RETURNED' then 'STATUS'
          when q.outcome in ('ambiguous', 'not_sent', 'rate_limited') then (select d.kind from drift_cases d
            where d.closed_at is null and d.shop_id = l.shop_id and d.channel = ${channel} and d.subject = l.leg_id
              and d.kind <> 'LATE' limit 1)
          end as kind) f
        where f.kind is not null`;
      const kinds = ['TWICE', 'AMOUNT', 'STATUS', 'MISSING_THERE'];
      const counts = await writeCases(tx, differences, { channel: sql`${channel}`, kinds, from: check.from });
      await notePass(tx, check);
      return counts;
    });
}
