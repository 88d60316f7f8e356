import { sql } from 'kysely';
import { checkBooks } from '../../../adapters/persistence/books-check';
import type { Database } from '../../../adapters/persistence/database';
import { compare, type Check } from './difference';
import type { DemoRun } from './demo-run';

/** The shop's whole books in the database: tenders, ledger, captures, stock and what orders read. */
export async function checkOwnBooks(db: Database, { shopId }: DemoRun): Promise<Check> {
  const differences = await checkBooks(db, shopId);
  const { rows } = await sql<{ compared: number }>`
    select (select count(*) from refund_legs where shop_id = ${shopId}) + (select count(*) from ledger_entries where shop_id = ${shopId})
      + (select count(*) from captures where shop_id = ${shopId}) + (select count(*) from stock_items where shop_id = ${shopId})
      as compared`.execute(db);
  return {
    name: 'Our books: every tender got what was planned, the ledger is zero, stock is right',
    compared: rows[0]?.compared ?? 0,
    differences: differences.map(({ check, id, expected, found }) => ({ id: `${check} ${id}`, expected, found })),
  };
}

/** What was promised when each request was accepted, and what came back, per tender; where no merchant said no to its part. */
export async function checkPromises(db: Database, { shopId, run }: DemoRun): Promise<Check> {
  const settled = sql`
    from cancellations c where c.shop_id = ${shopId} and starts_with(c.order_id, ${run}) and c.state = 'SETTLED'
      and not exists (select from cancellation_parts p where p.shop_id = c.shop_id
        and p.cancellation_id = c.cancellation_id and p.state <> 'APPROVED')`;
  const [promised, paid] = await Promise.all([
    sql<Row>`select c.cancellation_id || ' ' || (t ->> 'tenderId') as id, sum((t ->> 'amount')::bigint)::text as amount
      from (select c.* ${settled}) c cross join lateral jsonb_array_elements(c.quote -> 'tenders') t group by 1`.execute(
      db,
    ),
    sql<Row>`select c.cancellation_id || ' ' || l.tender_id as id, sum(l.amount)::text as amount
      from (select c.* ${settled}) c join refund_legs l using (shop_id, cancellation_id)
      where l.state in ('SUCCEEDED', 'MANUAL') group by 1`.execute(db),
  ]);
  return compare('Every tender got back what was promised', toMap(promised.rows), toMap(paid.rows));
}

interface Row {
  readonly id: string;
  readonly amount: string;
}

function toMap(rows: readonly Row[]): Map<string, string> {
  return new Map(rows.map(({ id, amount }) => [id, amount]));
}
