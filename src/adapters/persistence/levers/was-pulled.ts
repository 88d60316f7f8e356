import { sql } from 'kysely';
import type { Pull } from './lever-effect';

/** Did this actor pull this very lever since the cancellation last came to need a person? Then this is that pull, repeated. */
export async function wasPulled({ tx, row, lever, actor }: Pull): Promise<boolean> {
  const { rows } = await sql`
    select from timeline pulled
    where shop_id = ${row.shop_id} and cancellation_id = ${row.cancellation_id} and event = 'LEVER_PULLED'
      and actor_id = ${actor.id} and actor_role = ${actor.role} and details -> 'lever' = ${JSON.stringify(lever)}::jsonb
      and not exists (select from timeline later where later.shop_id = pulled.shop_id
        and later.cancellation_id = pulled.cancellation_id and later.event = 'NEEDS_HUMAN'
        and later.entry_id > pulled.entry_id)
    limit 1`.execute(tx);
  return rows.length > 0;
}
