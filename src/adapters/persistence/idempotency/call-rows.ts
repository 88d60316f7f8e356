import { sql } from 'kysely';
import type { KeyedCall } from '../../../ports/call-answers';
import type { Database } from '../database';

/** An answer as JSON, so that it is given again letter by letter; or sealed. */
export type StoredAnswer = { readonly json: string } | { readonly sealed: string };

type Claim =
  { readonly outcome: 'claimed' | 'reused' | 'busy' } | { readonly outcome: 'answered'; readonly answer: StoredAnswer };

const KEPT = sql`interval '24 hours'`;

/**
 * Takes a key that is free, expired, or held by somebody who never came back; else says how it stands. Each claim
 * removes two expired rows, more than come in, so that nobody has to sweep.
 */
export async function claimCall(
  db: Database,
  call: KeyedCall,
  { claimId, leaseMs }: { readonly claimId: string; readonly leaseMs: number },
): Promise<Claim> {
  const { shopId, scope, key, requestHash } = call;
  const { rows } = await sql`
    with pruned as (
      delete from idempotency_keys where (shop_id, scope, key) in (
        select shop_id, scope, key from idempotency_keys
        where expires_at < now() and (shop_id, scope, key) <> (${shopId}, ${scope}, ${key})
        limit 2 for update skip locked))
    insert into idempotency_keys as k (shop_id, scope, key, request_hash, claim_id, claimed_until, expires_at)
    values (${shopId}, ${scope}, ${key}, ${requestHash}, ${claimId},
      clock_timestamp() + ${leaseMs}::int * interval '1 millisecond', clock_timestamp() + ${KEPT})
    on conflict (shop_id, scope, key) do update set
      request_hash = excluded.request_hash, answer = null, claim_id = excluded.claim_id,
      claimed_until = excluded.claimed_until, expires_at = excluded.expires_at, created_at = now()
      where k.expires_at < clock_timestamp()
        or (k.answer is null and k.claimed_until < clock_timestamp() and k.request_hash = excluded.request_hash)
    returning 1`.execute(db);
  if (rows.length > 0) return { outcome: 'claimed' };
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'answer'])
    .where('shop_id', '=', shopId)
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirst();
  if (row === undefined) return { outcome: 'busy' };
  if (row.request_hash !== requestHash) return { outcome: 'reused' };
  return row.answer === null ? { outcome: 'busy' } : { outcome: 'answered', answer: row.answer as StoredAnswer };
}

/** Writes the answer, unless somebody else has taken the key over meanwhile. */
export async function storeAnswer(
  db: Database,
  call: KeyedCall,
  { claimId, answer }: { readonly claimId: string; readonly answer: StoredAnswer },
): Promise<void> {
  await sql`update idempotency_keys set answer = ${JSON.stringify(answer)}::jsonb, claim_id = null, claimed_until = null,
      expires_at = clock_timestamp() + ${KEPT}
    where shop_id = ${call.shopId} and scope = ${call.scope} and key = ${call.key} and claim_id = ${claimId}`.execute(
    db,
  );
}

/** Frees a key, unless somebody else has taken it over meanwhile. */
export async function withdrawClaim(db: Database, call: KeyedCall, claimId: string): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('shop_id', '=', call.shopId)
    .where('scope', '=', call.scope)
    .where('key', '=', call.key)
    .where('claim_id', '=', claimId)
    .execute();
}
