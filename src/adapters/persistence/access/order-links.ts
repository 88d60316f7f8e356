import { sql } from 'kysely';
import type { OrderRef } from '../../../ports/order-book';
import type { OrderLink } from '../../../ports/order-links';
import type { Database } from '../database';

type LinkRef = OrderRef & { readonly linkId: string };

/** Writes a link down; false where there is no such order. */
export async function insertLink(db: Database, link: OrderLink & { readonly createdBy: string }): Promise<boolean> {
  const { shopId, linkId, orderId, role, purpose, createdBy, expiresAt } = link;
  const { rows } = await sql`
    insert into order_links (shop_id, link_id, order_id, role, purpose, created_by, expires_at)
    select shop_id, ${linkId}, order_id, ${role}, ${purpose}, ${createdBy}, ${expiresAt}::timestamptz
      from orders where shop_id = ${shopId} and order_id = ${orderId}
    returning link_id`.execute(db);
  return rows.length === 1;
}

/** Is it there, and not revoked? When it expires, it says itself. */
export async function isLinkLive(db: Database, { shopId, orderId, linkId }: LinkRef): Promise<boolean> {
  const row = await db
    .selectFrom('order_links')
    .select('link_id')
    .where('shop_id', '=', shopId)
    .where('link_id', '=', linkId)
    .where('order_id', '=', orderId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** False where there is no such link of this order; revoked again, it stays as it was. */
export async function revokeLink(db: Database, { shopId, orderId, linkId }: LinkRef): Promise<boolean> {
  const rows = await db
    .updateTable('order_links')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
    .where('shop_id', '=', shopId)
    .where('link_id', '=', linkId)
    .where('order_id', '=', orderId)
    .returning('link_id')
    .execute();
  return rows.length === 1;
}
