import { type Selectable, sql } from 'kysely';
import type { OrderRef } from '../../../ports/order-book';
import type { Database } from '../database';
import type { GuestCodeTable } from '../tables/sessions';

/** How long a code works, min, and how many an order gets in that time. */
const MINUTES = 10;
const MOST_CODES = 5;
const MOST_TRIES = 5;

export interface NewGuestCode extends OrderRef {
  readonly codeId: string;
  readonly matched: boolean;
  readonly salt: Buffer;
  readonly codeHash: Buffer;
  readonly now: Date;
}

/**
 * Writes a code down; false where the order had enough of them for now: those that matched and
 * those that did not are counted apart.
 */
export async function insertGuestCode(db: Database, code: NewGuestCode): Promise<boolean> {
  const { shopId, orderId, codeId, matched, salt, codeHash, now } = code;
  const minutes = sql`make_interval(mins => ${MINUTES}::int)`;
  await sql`delete from guest_codes where expires_at < ${now}::timestamptz - interval '1 day'`.execute(db);
  const { rows } = await sql`
    insert into guest_codes (shop_id, code_id, order_id, matched, salt, code_hash, created_at, expires_at)
    select ${shopId}, ${codeId}, ${orderId}, ${matched}::boolean, ${salt}::bytea, ${codeHash}::bytea,
        ${now}::timestamptz, ${now}::timestamptz + ${minutes}
      where (select count(*) from guest_codes where shop_id = ${shopId} and order_id = ${orderId}
        and matched = ${matched}::boolean and created_at > ${now}::timestamptz - ${minutes}) < ${MOST_CODES}
    returning code_id`.execute(db);
  return rows.length === 1;
}

/**
 * Counts a try of an order's newest code, before anybody looks whether it is right; undefined
 * where there is none that may be tried.
 */
export async function takeTry(
  db: Database,
  { shopId, orderId, now }: OrderRef & { readonly now: Date },
): Promise<Selectable<GuestCodeTable> | undefined> {
  const { rows } = await sql<Selectable<GuestCodeTable>>`
    update guest_codes set tries = tries + 1
      where shop_id = ${shopId} and tries < ${MOST_TRIES} and used_at is null and expires_at > ${now}::timestamptz
        and code_id = (select code_id from guest_codes where shop_id = ${shopId} and order_id = ${orderId} and matched
          order by created_at desc, code_id limit 1)
    returning *`.execute(db);
  return rows[0];
}

/** False where somebody else was first. */
export async function useGuestCode(
  db: Database,
  { shopId, codeId, now }: { readonly shopId: string; readonly codeId: string; readonly now: Date },
): Promise<boolean> {
  const rows = await db
    .updateTable('guest_codes')
    .set({ used_at: now })
    .where('shop_id', '=', shopId)
    .where('code_id', '=', codeId)
    .where('used_at', 'is', null)
    .returning('code_id')
    .execute();
  return rows.length === 1;
}
