import { sql, type RawBuilder } from 'kysely';
import type { ChannelCheck } from '../../../ports/channel-check';
import { NO_SHOP } from '../../../ports/drift-book';
import { GRACE_MS, matchedOf } from './matched';

/**
 * Our legs that say what a listed refund contradicts: we say done, or nothing moved, and the provider says otherwise.
 */
const CONTRADICTED = sql`(outcome = 'succeeded' and our_state in ('FAILED', 'CLOSED', 'MANUAL'))
  or (outcome in ('failed', 'closed') and our_state = 'SUCCEEDED' and late_news is distinct from 'RETURNED')`;

/** The same of a list as it is now. A file is as of when it was written: what was pending then may be done. */
const CONTRADICTED_NOW = sql`${CONTRADICTED} or (outcome = 'pending' and our_state in ('SUCCEEDED', 'FAILED', 'CLOSED', 'MANUAL'))`;

/** Of our legs, those that a list must have; of a file, those that are done and that no file has listed yet. */
const LISTED_NOW = sql`l.state in ('PENDING', 'SUCCEEDED')`;
const IN_SOME_FILE = sql`l.state = 'SUCCEEDED' and l.reported_at is null`;

/**
 * Every difference between a provider's list and our legs, both ways, in columns of drift_cases. TWICE: more than one
 * refund that moved, or may yet, is of one leg. MISSING_HERE: of no leg of ours, and more than what we know that others
 * have refunded of that payment. MISSING_THERE: a leg that we say was taken on, and that had time to get there. By mode
 * `statement` the list is a file of its provider's.
 */
export function listedDifferences(check: ChannelCheck): RawBuilder<object> {
  const { channel, from, to, mode } = check;
  const isFile = mode === 'statement';
  return sql`
    with matched as materialized ${matchedOf(check)},
    live as (select * from matched where outcome not in ('failed', 'closed')),
    twice as (
      select shop_id, leg_id, min(cancellation_id) as cancellation_id, min(our_amount) as our_amount, min(at) as at,
        json_agg(json_build_object('providerRef', provider_ref, 'amount', amount) order by provider_ref) as refunds
      from live where leg_id is not null group by shop_id, leg_id having count(*) > 1
    ), one as (
      select m.* from matched m where m.leg_id is not null
        and not exists (select from twice t where t.shop_id = m.shop_id and t.leg_id = m.leg_id)
        and (m.outcome not in ('failed', 'closed')
          or not exists (select from live v where v.shop_id = m.shop_id and v.leg_id = m.leg_id))
    ), foreigner as (
      select m.provider_ref, m.reference, m.source_id, m.amount, m.currency, m.outcome, m.at, c.shop_id, c.external,
        sum(m.amount) over (partition by m.source_id) as unknown
      from live m left join lateral (select c.shop_id, c.external from captures c join tenders t using (shop_id, order_id, tender_id)
        where c.capture_id = m.source_id and t.channel = m.channel limit 1) c on true
      where m.leg_id is null
    )
    select shop_id, 'TWICE' as kind, leg_id as subject, leg_id, cancellation_id, json_build_object('amount', our_amount) as ours,
      json_build_object('refunds', refunds) as theirs, at as happened_at from twice
    union all
    select shop_id, 'AMOUNT', leg_id, leg_id, cancellation_id,
      json_build_object('amount', our_amount, 'currency', our_currency, 'sourceId', our_source),
      json_build_object('amount', amount, 'currency', currency, 'sourceId', source_id, 'providerRef', provider_ref), at
    from one where amount <> our_amount or currency <> our_currency or source_id <> our_source
    union all
    select shop_id, 'STATUS', leg_id, leg_id, cancellation_id, json_build_object('state', our_state, 'lateNews', late_news),
      json_build_object('outcome', outcome, 'providerRef', provider_ref), at
    from one where ${isFile ? CONTRADICTED : CONTRADICTED_NOW}
    union all
    select coalesce(shop_id, ${NO_SHOP}), 'MISSING_HERE', provider_ref, null, null, json_build_object('external', external),
      json_build_object('amount', amount, 'currency', currency, 'sourceId', source_id, 'reference', reference, 'outcome', outcome), at
    from foreigner where unknown > coalesce(external, 0)
    union all
    select l.shop_id, 'MISSING_THERE', l.leg_id, l.leg_id, l.cancellation_id,
      json_build_object('state', l.state, 'amount', l.amount, 'currency', l.currency, 'providerRef', l.provider_ref), '{}', l.submitted_at
    from refund_legs l
    where l.channel = ${channel} and l.kind <> 'void' and ${isFile ? IN_SOME_FILE : LISTED_NOW}
      and l.submitted_at >= ${from}::timestamptz
      and l.submitted_at < least(${to}::timestamptz - ${isFile ? GRACE_MS : 0} * interval '1 millisecond',
        now() - ${GRACE_MS} * interval '1 millisecond')
      and not exists (select from matched m where m.shop_id = l.shop_id and m.leg_id = l.leg_id)`;
}
