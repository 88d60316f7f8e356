import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { KeyIdentity } from '../../../ports/api-key-store';
import type { Session, Sessions } from '../../../ports/sessions';
import type { Database } from '../database';
import type { SessionTable } from '../tables/sessions';

/** 256 random bits. */
const TOKEN = /^rw_[A-Za-z0-9_-]{43}$/;

/** That a session was used is written down where its end moves on by this much, ms. */
const NOTED_MS = 60_000;

/** Sessions of browsers. Only hashes of their tokens are stored, so that the database alone lets nobody in. */
export function createSessions(db: Database, clock: () => Date): Sessions {
  return {
    open: async ({ identity, purpose, linkId, idleMs, endsAt }, before) => {
      const token = `rw_${randomBytes(32).toString('base64url')}`;
      const now = clock();
      const { shopId, actor, merchantId, orderId, cancellationId, scopes } = identity;
      const expiresAt = new Date(Math.min(now.getTime() + idleMs, endsAt.getTime()));
      await sweep(db, now);
      await db
        .insertInto('sessions')
        .values({
          ...{ shop_id: shopId, token_hash: hashOf(token), actor_id: actor.id, actor_role: actor.role },
          ...{ merchant_id: merchantId ?? null, order_id: orderId ?? null, cancellation_id: cancellationId ?? null },
          ...{ scopes: scopes === undefined ? null : [...scopes], purpose: purpose ?? null, link_id: linkId ?? null },
          ...{ idle_seconds: Math.floor(idleMs / 1_000), expires_at: expiresAt, ends_at: endsAt, created_at: now },
          revoked_at: null,
        })
        .execute();
      if (before !== undefined) await close(db, before, now);
      return { token, ...sessionOf(token, { identity, expiresAt }), ...(purpose === undefined ? {} : { purpose }) };
    },
    read: async (token) => {
      const row = TOKEN.test(token) ? await readLive(db, token, clock()) : undefined;
      if (row === undefined) return undefined;
      const expiresAt = await movedOn(db, row, clock());
      const { purpose } = row;
      return {
        ...sessionOf(token, { identity: identityOf(row), expiresAt }),
        ...(purpose === null ? {} : { purpose }),
      };
    },
    close: (token) => close(db, token, clock()),
  };
}

type Row = Selectable<SessionTable>;

function readLive(db: Database, token: string, now: Date): Promise<Row | undefined> {
  return db
    .selectFrom('sessions as s')
    .selectAll()
    .where('token_hash', '=', hashOf(token))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where(
      sql<boolean>`(s.link_id is null
        or exists (select from order_links l where l.shop_id = s.shop_id and l.link_id = s.link_id and l.revoked_at is null)
        or exists (select from merchant_links l where l.shop_id = s.shop_id and l.link_id = s.link_id and l.revoked_at is null))`,
    )
    .executeTakeFirst();
}

async function movedOn(db: Database, row: Row, now: Date): Promise<Date> {
  const next = new Date(Math.min(now.getTime() + row.idle_seconds * 1_000, row.ends_at.getTime()));
  if (next.getTime() - row.expires_at.getTime() < NOTED_MS) return row.expires_at;
  await db
    .updateTable('sessions')
    .set({ expires_at: next })
    .where('shop_id', '=', row.shop_id)
    .where('token_hash', '=', row.token_hash)
    .execute();
  return next;
}

async function close(db: Database, token: string, now: Date): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('token_hash', '=', hashOf(token))
    .where('revoked_at', 'is', null)
    .execute();
}

/** What ended long ago is of no use to anybody. */
async function sweep(db: Database, now: Date): Promise<void> {
  const longAgo = new Date(now.getTime() - 86_400_000);
  await db.deleteFrom('sessions').where('expires_at', '<', longAgo).execute();
}

function identityOf(row: Row): KeyIdentity {
  return {
    shopId: row.shop_id,
    actor: { id: row.actor_id, role: row.actor_role },
    ...(row.merchant_id === null ? {} : { merchantId: row.merchant_id }),
    ...(row.order_id === null ? {} : { orderId: row.order_id }),
    ...(row.cancellation_id === null ? {} : { cancellationId: row.cancellation_id }),
    ...(row.scopes === null ? {} : { scopes: row.scopes }),
  };
}

/** The proof of a page is derived from the cookie's token, which no page can read, and says nothing about it. */
function sessionOf(token: string, session: Pick<Session, 'identity' | 'expiresAt'>): Session {
  return { ...session, csrfToken: createHmac('sha256', token).update('csrf').digest('base64url') };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
