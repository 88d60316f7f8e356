import { sql } from 'kysely';
import type { Database } from '../../adapters/persistence/database';
import type { RefundChannel } from '../../ports/refund-channel';
import { compare, type Check } from '../demo/check/difference';
import type { DemoRun } from '../demo/check/demo-run';

interface Figure {
  readonly id: string;
  readonly figures: string;
}

const toMap = (rows: readonly Figure[]) => new Map(rows.map(({ id, figures }) => [id, figures]));

/** Every order: what was paid by a defined means has come back, to the cent, tender by tender. */
export async function checkEveryCent(db: Database, { shopId, run }: DemoRun): Promise<Check> {
  const [paid, refunded] = await Promise.all([
    sql<Figure>`
      select t.order_id || ' ' || t.tender_id as id, sum(c.amount)::text as figures
      from tenders t join captures c using (shop_id, order_id, tender_id)
      where t.shop_id = ${shopId} and starts_with(t.order_id, ${run}) and t.kind <> 'UNDEFINED' and c.amount > 0 group by 1`.execute(
      db,
    ),
    sql<Figure>`
      select order_id || ' ' || tender_id as id, sum(amount)::text as figures from refund_legs
      where shop_id = ${shopId} and starts_with(order_id, ${run}) and state in ('SUCCEEDED', 'MANUAL') group by 1`.execute(
      db,
    ),
  ]);
  return compare('Every tender of every order was refunded to the cent', toMap(paid.rows), toMap(refunded.rows));
}

/** Our own balances: one credit a leg, of its amount. */
export async function checkBalances(db: Database, { shopId, run }: DemoRun): Promise<Check> {
  const [legs, credits] = await Promise.all([
    sql<Figure>`
      select idempotency_key as id, amount::text as figures from refund_legs where shop_id = ${shopId}
        and starts_with(order_id, ${run}) and channel in ('store-credit', 'gift-card') and state = 'SUCCEEDED'`.execute(
      db,
    ),
    sql<Figure>`
      select e.cause_id as id, sum(e.amount)::text as figures from balance_entries e where e.shop_id = ${shopId}
        and starts_with(e.order_id, ${run}) and e.cause in ('REFUND', 'PAYOUT') group by 1`.execute(db),
  ]);
  return compare('Balances were credited once a refund', toMap(legs.rows), toMap(credits.rows));
}

/** A provider's own list against our legs, both ways. */
export async function checkListed(
  db: Database,
  channel: RefundChannel,
  { shopId, run, from }: DemoRun & { readonly from: Date },
): Promise<Check> {
  const name = channel.capabilities.channel;
  const { rows } = await sql<Figure & { key: string; leg_id: string }>`
    select coalesce(provider_ref, idempotency_key) as id, amount || ' ' || currency as figures from refund_legs
    where shop_id = ${shopId} and starts_with(order_id, ${run}) and channel = ${name} and state = 'SUCCEEDED'`.execute(
    db,
  );
  const ours = await sourcesOf(db, { shopId, run, channel: name });
  const theirs = new Map<string, string>();
  for await (const refund of channel.listRefunds?.({ from, to: new Date(Date.now() + 60_000) }) ?? []) {
    const isOurs = ours.has(refund.sourceId) && (refund.outcome === 'succeeded' || refund.outcome === 'pending');
    if (isOurs) theirs.set(refund.providerRef, `${refund.amount} ${refund.currency}`);
  }
  return compare(`The books of ${name} equal ours`, toMap(rows), theirs);
}

async function sourcesOf(db: Database, of: DemoRun & { readonly channel: string }): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select c.capture_id as id from captures c join tenders t using (shop_id, order_id, tender_id)
    where t.shop_id = ${of.shopId} and starts_with(t.order_id, ${of.run}) and t.channel = ${of.channel}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
