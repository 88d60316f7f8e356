import { sql } from 'kysely';

/**
 * Is a leg `l` a refund that the customer should have by now? Written as its index (0011) is. The desk counts cancellations with such a leg, and the
 * list shows them: both by this.
 */
export const IS_LATE = sql`(l.late_since is not null or l.expected_by < current_date)
  and l.state not in ('SUCCEEDED', 'FAILED', 'CLOSED', 'MANUAL') and l.replaced_by is null`;

/** Of a cancellation `c`: it has one. */
export const HAS_LATE_REFUND = sql`exists (select from refund_legs l
  where l.shop_id = c.shop_id and l.cancellation_id = c.cancellation_id and ${IS_LATE})`;
