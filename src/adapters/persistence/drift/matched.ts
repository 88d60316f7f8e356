import { sql } from 'kysely';
import type { ChannelCheck } from '../../../ports/channel-check';

/** A leg is in transit this long, ms, before its provider must know of it. */
export const GRACE_MS = 10 * 60_000;

/**
 * What a provider listed in this pass as `s`, each with the leg `l` that it is of, if it is of one: by our key, our
 * leg's id or the provider's own id. Where a leg's id is known in several shops, the payment tells.
 */
export function matchedOf({ channel, pass }: ChannelCheck) {
  return sql`(
    select s.*, l.shop_id, l.leg_id, l.cancellation_id, l.amount as our_amount, l.currency as our_currency, l.state as our_state,
      l.late_news, l.submitted_at, coalesce(l.capture_id, l.authorization_id) as our_source
    from provider_refunds s left join lateral (
      select * from refund_legs r where r.channel = s.channel and r.kind <> 'void'
        and (r.provider_ref = s.provider_ref or r.idempotency_key = s.reference or r.leg_id = s.reference)
      order by coalesce(r.provider_ref = s.provider_ref, false) desc, r.capture_id = s.source_id desc limit 1) l on true
    where s.channel = ${channel} and s.pass = ${pass})`;
}
