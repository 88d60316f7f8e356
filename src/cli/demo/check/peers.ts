import { sql } from 'kysely';
import type { Database } from '../../../adapters/persistence/database';
import type { Runtime } from '../../../local/runtime-file';
import { readBooks, type ParcelBook, type PaymentBook, type ShopOrderBook } from '../../sandboxes/books';
import type { DemoRun } from './demo-run';
import { compare, type Check } from './difference';

interface Figure {
  readonly id: string;
  readonly figures: string;
}

const toMap = (rows: readonly Figure[]) => new Map(rows.map(({ id, figures }) => [id, figures]));

/** Each payment at the provider: what it has refunded is what our legs say, once each, and nothing is open. */
export async function checkProvider(db: Database, url: string, { shopId, run }: DemoRun): Promise<Check> {
  const { rows } = await sql<Figure>`
    select c.capture_id as id, format('%s, refunded %s in %s, pending 0', c.amount, coalesce(sum(l.amount), 0), count(l.leg_id)) as figures
    from captures c join tenders t on t.shop_id = c.shop_id and t.order_id = c.order_id and t.tender_id = c.tender_id
      and t.channel = 'sandbox'
    left join refund_legs l on l.shop_id = c.shop_id and l.capture_id = c.capture_id and l.state = 'SUCCEEDED'
    where c.shop_id = ${shopId} and starts_with(c.order_id, ${run}) group by c.capture_id, c.amount`.execute(db);
  const books = await readBooks<PaymentBook>(url, { name: 'payments', idOf: ({ id }) => id }, run);
  const theirs = books.map(({ id, amount, refunded, refunds, pending }) => ({
    id,
    figures: `${amount}, refunded ${refunded} in ${refunds}, pending ${pending}`,
  }));
  return compare("The provider's books equal ours", toMap(rows), toMap(theirs));
}

/** Each order in the shop's own system: closed is what we cancelled, and held is what waits for a decision, by that very cancellation. */
export async function checkShop(db: Database, url: string, { shopId, run }: DemoRun): Promise<Check> {
  const { rows } = await sql<{ id: string; cancelled: boolean; closed: string[]; heldBy: string | null }>`
    select o.order_id as id, o.state = 'CANCELLED' as cancelled, coalesce(
      (select json_agg(u.unit_id) from order_units u where u.shop_id = o.shop_id and u.order_id = o.order_id and u.state = 'CANCELLED'),
      '[]') as closed,
      (select c.cancellation_id from cancellations c where c.shop_id = o.shop_id and c.order_id = o.order_id and c.state = 'AWAITING_DECISION') as "heldBy"
    from orders o where o.shop_id = ${shopId} and starts_with(o.order_id, ${run})`.execute(db);
  const ours = rows.map(({ id, ...book }) => shopFigure(id, book));
  const books = await readBooks<ShopOrderBook>(url, { name: 'orders', idOf: ({ orderId }) => orderId }, run);
  const theirs = books.map(({ orderId, state, ...book }) =>
    shopFigure(orderId, { cancelled: state === 'cancelled', ...book }),
  );
  return compare("The shop's books equal ours", toMap(ours), toMap(theirs));
}

function shopFigure(
  id: string,
  { cancelled, closed, heldBy }: { cancelled: boolean; closed: readonly string[]; heldBy: string | null },
): Figure {
  const held = heldBy === null ? '' : `, held by ${heldBy}`;
  return { id, figures: `${cancelled ? 'cancelled' : 'open'}, closed [${[...closed].sort().join(' ')}]${held}` };
}

/** Each parcel: what the carrier says of it is what we acted on. */
export async function checkCarrier(db: Database, url: string, { shopId, run }: DemoRun): Promise<Check> {
  const { rows } = await sql<Figure>`
    select s.tracking_ref as id, coalesce(lower(i.state), 'not asked') as figures
    from shipments s left join interceptions i using (shop_id, order_id, shipment_id)
    where s.shop_id = ${shopId} and starts_with(s.order_id, ${run})`.execute(db);
  const books = await readBooks<ParcelBook>(url, { name: 'parcels', idOf: ({ trackingRef }) => trackingRef }, run);
  const theirs = books.map(({ trackingRef, outcome }) => ({ id: trackingRef, figures: outcome ?? 'not asked' }));
  return compare("The carrier's books equal ours", toMap(rows), toMap(theirs));
}

/** All three. */
export function checkPeers(db: Database, sandboxes: Runtime['sandboxes'], run: DemoRun): Promise<Check[]> {
  return Promise.all([
    checkProvider(db, sandboxes.payments, run),
    checkShop(db, sandboxes.shop, run),
    checkCarrier(db, sandboxes.carrier, run),
  ]);
}
