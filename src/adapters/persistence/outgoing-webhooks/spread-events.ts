import { sql } from 'kysely';
import type { Database } from '../database';

/**
 * Makes one delivery of each event that nobody has spread yet for each endpoint that wants it, and marks the events, in
 * one statement. An event that happened before an endpoint was made is not for it. A merchant's endpoint hears of
 * cancellations with a part of this merchant's, and nothing that names another merchant.
 * @returns how many events it were
 */
export async function spreadEvents(db: Database, now: Date, limit: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    with fresh as (
      select event_id, shop_id, cancellation_id, type, body, created_at from outbox
      where sent_at is null order by event_id limit ${limit} for update skip locked
    ), made as (
      insert into webhook_deliveries (delivery_id, shop_id, endpoint_id, event_id, next_attempt_at)
      select concat('dlv_', gen_random_uuid()), f.shop_id, e.endpoint_id, f.event_id, ${now}::timestamptz
      from fresh f join webhook_endpoints e on e.shop_id = f.shop_id
      where e.state = 'ENABLED' and e.created_at <= f.created_at
        and (cardinality(e.types) = 0 or exists (select from unnest(e.types) wanted
          where wanted = f.type or (right(wanted, 1) = '*' and starts_with(f.type, left(wanted, -1)))))
        and (e.merchant_id is null or (
          coalesce(f.body ->> 'merchantId', e.merchant_id) = e.merchant_id
          and exists (select from cancellation_parts p where p.shop_id = f.shop_id
            and p.cancellation_id = f.cancellation_id and p.merchant_id = e.merchant_id)))
      on conflict (shop_id, endpoint_id, event_id) do nothing
    )
    update outbox set sent_at = ${now} where event_id in (select event_id from fresh)`.execute(db);
  return Number(numAffectedRows);
}
