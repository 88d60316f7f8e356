import { sql } from 'kysely';
import type { Minor } from '../../../domain/money';
import type { Letter } from '../../../ports/mails';
import type { Database } from '../database';
import type { MailRow } from '../tables/mail';

type About = Pick<MailRow, 'shop_id' | 'cancellation_id' | 'merchant_id'>;

interface Line {
  readonly name: string;
  readonly quantity: number;
  readonly amount: Minor;
}

/** What a cancellation is about, line by line, of all merchants or of one; and what that was quoted at, minor units. */
export async function readItems(
  db: Database,
  { shop_id, cancellation_id, merchant_id }: About,
): Promise<{ readonly items: NonNullable<Letter['items']>; readonly amount: Minor }> {
  const { rows } = await sql<Line>`
    select coalesce(l.title, l.sku) as name, count(*) as quantity, sum(c.goods + c.shipping)::bigint as amount
    from cancellation_units c
    join order_units u on u.shop_id = c.shop_id and u.order_id = c.order_id and u.unit_id = c.unit_id
    join order_lines l on l.shop_id = u.shop_id and l.order_id = u.order_id and l.line_id = u.line_id
    where c.shop_id = ${shop_id} and c.cancellation_id = ${cancellation_id}
      and (${merchant_id} = '' or c.merchant_id = ${merchant_id})
    group by l.line_id, l.title, l.sku order by l.line_id`.execute(db);
  const items = rows.map(({ name, quantity }) => ({ name, quantity }));
  return { items, amount: rows.reduce((sum, { amount }) => sum + amount, 0) };
}

/** What would come back, as it was quoted, with what it was paid with. */
export async function readPlanned(
  db: Database,
  { shop_id, cancellation_id }: About,
): Promise<NonNullable<Letter['planned']>> {
  const { rows } = await sql<NonNullable<Letter['planned']>[number]>`
    select q.*, coalesce(t.kind, 'UNDEFINED') as "tenderKind"
    from cancellations c
    cross join json_to_recordset((c.quote -> 'tenders')::json) as q ("tenderId" text, channel text, kind text, amount bigint,
      "arrivalDays" json, "inBusinessDays" boolean)
    left join tenders t on t.shop_id = c.shop_id and t.order_id = c.order_id and t.tender_id = q."tenderId"
    where c.shop_id = ${shop_id} and c.cancellation_id = ${cancellation_id}`.execute(db);
  return rows;
}
