import type { Lever } from '../../../domain/lever';
import { sql } from 'kysely';
import type { Pull } from './lever-effect';

type Routing = Extract<Lever, { kind: 'chooseAlternateRoute' | 'approveRoute' }>;

/** Is this one of the two levers of another way? They are known again by their approval. */
export function isRouting(lever: Lever): lever is Routing {
  return lever.kind === 'chooseAlternateRoute' || lever.kind === 'approveRoute';
}

/**
 * Did this actor pull this very lever before? The asking counts as long as its approval is not refused: after that the same may be asked for
 * anew. A decision counts for ever.
 */
export async function wasRouted({ tx, row, lever, actor }: Pull<Routing>): Promise<boolean> {
  const isIts =
    lever.kind === 'approveRoute'
      ? sql`a.approval_id = ${lever.approvalId} and a.decided_by = ${actor.id} and a.decision = ${lever.decision}`
      : sql`a.asked_by = ${actor.id} and a.decision is distinct from 'REFUSED' and exists (
          select from timeline t where t.shop_id = a.shop_id and t.cancellation_id = a.cancellation_id
            and t.event = 'LEVER_PULLED' and t.details ->> 'approvalId' = a.approval_id
            and t.details -> 'lever' = ${JSON.stringify(lever)}::jsonb)`;
  const { rows } = await sql`
    select from approvals a
    where a.shop_id = ${row.shop_id} and a.cancellation_id = ${row.cancellation_id} and ${isIts} limit 1`.execute(tx);
  return rows.length > 0;
}
