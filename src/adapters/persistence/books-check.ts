import { sql, type RawBuilder } from 'kysely';
import type { Database, Transaction } from './database';

/** One figure that is not what it must be; `id` says of what, amounts are minor units. */
export interface BookDifference {
  readonly check: string;
  readonly id: string;
  readonly expected: string;
  readonly found: string;
}

type Check = (shopId: string) => RawBuilder<Omit<BookDifference, 'check'>>;

/** Of each settled cancellation: what each tender was to get back, and got. */
const REFUND_OF_TENDER: Check = (shopId) => sql`
  select l.cancellation_id || ' ' || l.tender_id as id, sum(l.amount) filter (where l.replaced_by is null) as expected,
    coalesce(sum(l.amount) filter (where l.state in ('SUCCEEDED', 'MANUAL') and l.late_news is distinct from 'RETURNED'), 0) as found
  from refund_legs l join cancellations c using (shop_id, cancellation_id)
  where shop_id = ${shopId} and c.state = 'SETTLED' group by l.cancellation_id, l.tender_id`;

/** Of each committed cancellation: its refund, with what came in too late, and the legs that are to bring it. */
const REFUND_AS_PLANNED: Check = (shopId) => sql`
  select c.cancellation_id as id, c.refund + coalesce((select sum(e.amount) from ledger_entries e where e.shop_id = c.shop_id
    and e.cancellation_id = c.cancellation_id and e.account = 'money_after_cancellation'), 0) as expected, coalesce((select sum(amount) from refund_legs l
    where l.shop_id = c.shop_id and l.cancellation_id = c.cancellation_id and l.replaced_by is null), 0) as found
  from cancellations c where c.shop_id = ${shopId} and c.committed_at is not null`;

const LEDGER_TRANSACTION: Check = (shopId) => sql`
  select transaction_id || ' ' || currency as id, 0 as expected, sum(amount) as found
  from ledger_entries where shop_id = ${shopId} group by transaction_id, currency`;

/**
 * On its way: legs that were sent and are not final; owed: those that were not sent, or failed or came back and were
 * not replaced. What came back has been paid all the same.
 */
const LEDGER_ACCOUNT: Check = (shopId) => sql`
  select c.cancellation_id || ' ' || a.account as id,
    -coalesce((select sum(l.amount) from refund_legs l where l.shop_id = c.shop_id and l.cancellation_id = c.cancellation_id
      and ((l.replaced_by is null and l.state = any(a.states))
        or (a.account = 'paid_back' and l.state = 'SUCCEEDED' and l.replaced_by is not null)
        or (a.account = 'payable_to_customer' and l.late_news = 'RETURNED' and l.replaced_by is null
          and exists (select from ledger_entries e where e.shop_id = l.shop_id and e.transaction_id = l.leg_id || ':returned')))),
      0) as expected,
    coalesce((select sum(e.amount) from ledger_entries e where e.shop_id = c.shop_id and e.cancellation_id = c.cancellation_id
      and e.account = a.account), 0) as found
  from cancellations c, (values
    ('refunds_in_transit', array['SUBMITTED', 'PENDING', 'AMBIGUOUS', 'BLOCKED', 'DISPUTED', 'REVIEW']),
    ('payable_to_customer', array['PLANNED', 'FAILED', 'CLOSED']),
    ('paid_back', array['SUCCEEDED']),
    ('paid_back_by_hand', array['MANUAL'])) as a (account, states)
  where c.shop_id = ${shopId} and c.committed_at is not null`;

const CAPTURE_COMMITTED: Check = (shopId) => sql`
  select c.order_id || ' ' || c.capture_id as id, coalesce((select sum(amount) from refund_legs l where l.shop_id = c.shop_id
    and l.order_id = c.order_id and l.capture_id = c.capture_id and l.state not in ('FAILED', 'CLOSED')
      and not exists (select from ledger_entries e where e.shop_id = l.shop_id and e.transaction_id = l.leg_id || ':returned')), 0) as expected,
    c.committed as found
  from captures c where c.shop_id = ${shopId}`;

/** A unit that is cancelled gives up its reservation; where its piece is then, its movement says. */
const STOCK: Check = (shopId) => sql`
  select i.sku || ' ' || i.location || ' ' || f.counter as id, f.expected, f.found
  from stock_items i
  left join (
    select m.sku, m.location,
      count(*) filter (where m.cause = 'RESERVE' and u.state <> 'CANCELLED') as reserved,
      count(*) filter (where m.cause = 'RELEASE') as available,
      count(*) filter (where m.cause = 'RETURN_TO_SHELF') as to_shelve,
      count(*) filter (where m.cause = 'WRITE_OFF') as written_off
    from stock_movements m join order_units u using (shop_id, order_id, unit_id)
    where shop_id = ${shopId} group by m.sku, m.location) m using (sku, location)
  cross join lateral (values
    ('reserved', coalesce(m.reserved, 0), i.reserved), ('available', coalesce(m.available, 0), i.available),
    ('to_shelve', coalesce(m.to_shelve, 0), i.to_shelve), ('written_off', coalesce(m.written_off, 0), i.written_off))
    as f (counter, expected, found)
  where i.shop_id = ${shopId}`;

/** Every unit that a cancellation has cancelled has moved its stock once. */
const STOCK_OF_UNIT: Check = (shopId) => sql`
  select u.order_id || ' ' || u.unit_id as id, 1 as expected, (select count(*) from stock_movements m
    where m.shop_id = u.shop_id and m.order_id = u.order_id and m.unit_id = u.unit_id and m.cause <> 'RESERVE') as found
  from order_units u where u.shop_id = ${shopId} and u.state = 'CANCELLED'`;

const FEES_KEPT: Check = (shopId) => sql`
  select o.order_id as id, coalesce((select sum(fee) from cancellations c where c.shop_id = o.shop_id
    and c.order_id = o.order_id and c.committed_at is not null), 0) as expected, o.fees_kept as found
  from orders o where o.shop_id = ${shopId} and (o.frozen or o.fees_kept <> 0)`;

/** What an order reads once all its cancellations are settled, or ended otherwise. */
const ORDER_READS: Check = (shopId) => sql`
  select o.order_id as id, case when not u.some_left then 'CANCELLED' when u.some_gone then 'PARTIALLY_CANCELLED' else 'OPEN' end
      || case when c.settled then ' COMPLETED' else ' NONE' end as expected,
    o.state || ' ' || o.refund_state as found
  from orders o
  join lateral (select bool_and(state in ('SETTLED', 'DENIED', 'REJECTED', 'WITHDRAWN', 'NOT_STOPPED', 'UPHELD')) as over,
    bool_or(state = 'SETTLED') as settled, bool_or(state = 'SETTLED' and whole) as gone from cancellations
    where shop_id = o.shop_id and order_id = o.order_id) c on c.over
  cross join lateral (select coalesce(bool_or(state <> 'CANCELLED'), not c.gone) as some_left,
    coalesce(bool_or(state = 'CANCELLED'), false) as some_gone
    from order_units where shop_id = o.shop_id and order_id = o.order_id) u
  where o.shop_id = ${shopId}`;

const CHECKS: Readonly<Record<string, Check>> = {
  REFUND_OF_TENDER,
  REFUND_AS_PLANNED,
  LEDGER_TRANSACTION,
  LEDGER_ACCOUNT,
  CAPTURE_COMMITTED,
  STOCK,
  STOCK_OF_UNIT,
  FEES_KEPT,
  ORDER_READS,
};

/**
 * Checks a shop's whole books, whatever state its cancellations are in: every tender got what it was to get, the
 * ledger is even and agrees with the legs, captures and stock counters agree with what moved, orders read what
 * happened. None: all is as it must be.
 */
export async function checkBooks(db: Database | Transaction, shopId: string): Promise<BookDifference[]> {
  const differences: BookDifference[] = [];
  for (const [check, queryOf] of Object.entries(CHECKS)) {
    const { rows } = await sql<Omit<BookDifference, 'check'>>`
      select id, expected::text as expected, found::text as found from (${queryOf(shopId)}) figures
      where expected::text is distinct from found::text order by id`.execute(db);
    differences.push(...rows.map((row) => ({ check, ...row })));
  }
  return differences;
}
