import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database';

export interface BrokenLink {
  readonly shopId: string;
  readonly orderId: string;
  /** The first entry of the order that isn't there as it was written. */
  readonly position: number;
  readonly cause: 'CONTENT_CHANGED' | 'ENTRY_MISSING' | 'END_MISSING' | 'HEAD_MISSING';
}

export interface TimelineCheck {
  readonly orders: number;
  readonly entries: number;
  /** The first broken link of each order that has one. */
  readonly broken: readonly BrokenLink[];
}

/** An order's chain: its entries in their order, and where it should end. */
interface Chain {
  readonly shop_id: string;
  readonly order_id: string;
  readonly position: number | null;
  readonly hash: string | null;
  readonly entries: readonly { readonly position: number; readonly hash: string; readonly content: string }[];
}

const PAGE = 500;

/**
 * Computes every hash of the timeline anew, order by order, and compares each, and where each chain ends. It trusts no
 * function of the database's: what a hash covers is put together in the query here, and hashed here.
 */
export async function verifyTimeline(db: Database, orderId?: string): Promise<TimelineCheck> {
  const broken: BrokenLink[] = [];
  let orders = 0;
  let entries = 0;
  let after = { shop_id: '', order_id: '' };
  for (;;) {
    const chains = await chainsAfter(db, after, orderId);
    for (const chain of chains) {
      const link = firstBroken(chain);
      if (link !== undefined) broken.push({ shopId: chain.shop_id, orderId: chain.order_id, ...link });
      entries += chain.entries.length;
    }
    orders += chains.length;
    const last = chains.at(-1);
    if (last === undefined || chains.length < PAGE) return { orders, entries, broken };
    after = last;
  }
}

/** One page of chains, whether they have a head, entries or both. */
async function chainsAfter(
  db: Database,
  after: Pick<Chain, 'shop_id' | 'order_id'>,
  orderId: string | undefined,
): Promise<readonly Chain[]> {
  const only = orderId ?? null;
  const { rows } = await sql<Chain>`
    with page as (
      select shop_id, order_id from timeline_heads
        where (shop_id, order_id) > (${after.shop_id}, ${after.order_id}) and (${only}::text is null or order_id = ${only})
      union select shop_id, order_id from timeline
        where (shop_id, order_id) > (${after.shop_id}, ${after.order_id}) and (${only}::text is null or order_id = ${only})
      order by shop_id, order_id limit ${PAGE})
    select page.shop_id, page.order_id, h.position, h.hash,
      (select coalesce(json_agg(json_build_object('position', t.position, 'hash', t.hash, 'content',
          jsonb_build_array(t.shop_id, t.order_id, t.position, t.cancellation_id,
            to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), t.actor_id, t.actor_role, t.event,
            t.from_state, t.to_state, t.reason, t.details)::text) order by t.position), '[]')
        from timeline t where t.shop_id = page.shop_id and t.order_id = page.order_id) as entries
    from page left join timeline_heads h using (shop_id, order_id) order by page.shop_id, page.order_id`.execute(db);
  return rows;
}

function firstBroken(chain: Chain): Pick<BrokenLink, 'position' | 'cause'> | undefined {
  let position = 0;
  let hash = '';
  for (const entry of chain.entries) {
    position += 1;
    if (entry.position !== position) return { position, cause: 'ENTRY_MISSING' };
    hash = createHash('sha256')
      .update(hash + entry.content)
      .digest('hex');
    if (hash !== entry.hash) return { position, cause: 'CONTENT_CHANGED' };
  }
  if (chain.position === null) return { position: 1, cause: 'HEAD_MISSING' };
  return chain.position === position && chain.hash === hash
    ? undefined
    : { position: position + 1, cause: 'END_MISSING' };
}
