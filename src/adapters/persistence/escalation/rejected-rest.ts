import { sql } from 'kysely';
import { COMMITTED_STATES } from '../../../domain/arbitration';

/** The states as literals. */
const IS_COMMITTED = sql`c.state in (${sql.join(COMMITTED_STATES.map((state) => sql.lit(state)))})`;

/**
 * Of a cancellation `c` that went on without them: the units `u` that merchants have not approved, each with its
 * merchant's decision `d`. Neither what an arbiter has ruled on, nor what was given up because its parcel was not
 * stopped.
 */
export const REJECTED_REST = sql`
  from cancellation_units u
  join decisions d on d.shop_id = u.shop_id and d.cancellation_id = u.cancellation_id and d.merchant_id = u.merchant_id
  where u.shop_id = c.shop_id and u.cancellation_id = c.cancellation_id and u.state = 'RELEASED' and ${IS_COMMITTED}
    and (d.outcome = 'REJECTED' or d.lines is not null)
    and not exists (select from timeline t where t.shop_id = u.shop_id and t.cancellation_id = u.cancellation_id
      and (t.event = 'PARCEL_GIVEN_UP' and t.details -> 'units' ? u.unit_id
        or t.event = 'DECIDED' and t.details ->> 'outcome' = 'ESCALATED' and t.details ->> 'merchantId' = u.merchant_id))`;

/** Of a cancellation `c`: the decisions `r` that may be taken to arbitration, of the whole or of what was rejected of it. */
export const REJECTIONS = sql`
  from decisions r where r.shop_id = c.shop_id and r.cancellation_id = c.cancellation_id
    and case when c.state = 'REJECTED' then r.outcome = 'REJECTED'
      else r.merchant_id in (select u.merchant_id ${REJECTED_REST}) end`;
