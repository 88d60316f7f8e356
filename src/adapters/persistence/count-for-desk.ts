import { sql } from 'kysely';
import type { DeskCounts } from '../../ports/cancellation-reader';
import { NO_SHOP } from '../../ports/drift-book';
import type { Database } from './database';
import { IS_LATE } from './listing/late-refunds';

/** What a support desk sees first, each count by an index. */
export async function countForDesk(
  db: Database,
  { shopId, withNoShop }: { readonly shopId: string; readonly withNoShop: boolean },
): Promise<DeskCounts> {
  const shops = withNoShop ? [shopId, NO_SHOP] : [shopId];
  const { rows } = await sql<DeskCounts>`
    select (select count(*) from cancellations where shop_id = ${shopId} and state = 'NEEDS_HUMAN') as "needsHuman",
      (select count(*) from cancellations where shop_id = ${shopId} and coalesce(deadline, 'infinity'::timestamptz) < now()
        and state in ('AWAITING_DECISION', 'OFFERED', 'ARBITRATION', 'INTERCEPTING', 'AWAITING_RETURN')) as overdue,
      (select count(*) from drift_cases where shop_id = any(${shops}::text[]) and closed_at is null and resolved_at is null) as drift,
      (select count(distinct l.cancellation_id) from refund_legs l where l.shop_id = ${shopId} and ${IS_LATE}) as "lateRefunds"`.execute(
    db,
  );
  return rows[0] ?? { needsHuman: 0, overdue: 0, drift: 0, lateRefunds: 0 };
}
