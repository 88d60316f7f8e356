import { sql } from 'kysely';
import type { CancellationRef } from '../../../ports/cancellation-book';
import type { NewMerchantLink } from '../../../ports/merchant-links';
import type { Database } from '../database';

type PartRef = CancellationRef & { readonly merchantId: string };
type LinkRef = CancellationRef & { readonly linkId: string };

/**
 * Writes a link down; when it expires, or undefined where that merchant has no part in the cancellation.
 * A part without a deadline has a day.
 */
export async function insertMerchantLink(
  db: Database,
  link: NewMerchantLink & { readonly linkId: string; readonly now: Date },
): Promise<Date | undefined> {
  const { shopId, cancellationId, merchantId, linkId, createdBy, now } = link;
  const { rows } = await sql<{ expires_at: Date }>`
    insert into merchant_links (shop_id, link_id, cancellation_id, merchant_id, created_by, expires_at)
    select shop_id, ${linkId}, cancellation_id, merchant_id, ${createdBy},
        greatest(deadline, ${now}::timestamptz) + interval '1 day'
      from cancellation_parts
      where shop_id = ${shopId} and cancellation_id = ${cancellationId} and merchant_id = ${merchantId}
    returning expires_at`.execute(db);
  return rows[0]?.expires_at;
}

/** Is there such a cancellation at all? */
export async function hasCancellation(db: Database, { shopId, cancellationId }: CancellationRef): Promise<boolean> {
  const row = await db
    .selectFrom('cancellations')
    .select('cancellation_id')
    .where('shop_id', '=', shopId)
    .where('cancellation_id', '=', cancellationId)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * When it expires, by the part's deadline as it is now, and whether the part is decided; undefined
 * for one that was revoked or never was.
 */
export async function readMerchantLink(
  db: Database,
  { shopId, linkId, cancellationId, merchantId }: PartRef & LinkRef,
): Promise<{ readonly expiresAt: Date; readonly isDecided: boolean } | undefined> {
  const { rows } = await sql<{ expires_at: Date; is_decided: boolean }>`
    select greatest(l.expires_at, p.deadline + interval '1 day') as expires_at,
        exists (select from decisions d where d.shop_id = p.shop_id and d.cancellation_id = p.cancellation_id
          and d.merchant_id = p.merchant_id) as is_decided
      from merchant_links l join cancellation_parts p using (shop_id, cancellation_id, merchant_id)
      where l.shop_id = ${shopId} and l.link_id = ${linkId} and l.cancellation_id = ${cancellationId}
        and l.merchant_id = ${merchantId} and l.revoked_at is null`.execute(db);
  const [row] = rows;
  return row === undefined ? undefined : { expiresAt: row.expires_at, isDecided: row.is_decided };
}

/** False where there is no such link of this cancellation; revoked again, it stays as it was. */
export async function revokeMerchantLink(db: Database, { shopId, cancellationId, linkId }: LinkRef): Promise<boolean> {
  const rows = await db
    .updateTable('merchant_links')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
    .where('shop_id', '=', shopId)
    .where('link_id', '=', linkId)
    .where('cancellation_id', '=', cancellationId)
    .returning('link_id')
    .execute();
  return rows.length === 1;
}
