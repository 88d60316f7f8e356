import { sql, type RawBuilder } from 'kysely';
import type { OrderRef } from '../../../ports/order-book';

/** How many requests of the customer's for this order came to nothing; an escalation belongs to the request that it takes up. */
export function endedRequests({ shopId, orderId }: OrderRef): RawBuilder<number> {
  return sql<number>`(select count(*)::int from cancellations where shop_id = ${shopId} and order_id = ${orderId}
    and initiator = 'CUSTOMER' and state in ('REJECTED', 'UPHELD', 'WITHDRAWN') and escalates is null)`;
}
