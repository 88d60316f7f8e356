import { sql } from 'kysely';
import type { DriftBook, Unheard } from '../../../ports/drift-book';
import type { Database } from '../database';
import { matchedOf } from './matched';

interface Row {
  readonly shop_id: string;
  readonly cancellation_id: string;
  readonly leg_id: string;
  readonly outcome: Unheard['outcome'];
  readonly provider_ref: string;
}

/** Most that one pass takes over; the next one goes on. */
const MOST = 5_000;

/**
 * Outcomes that a provider listed and our legs don't have, where amount, currency and payment are the leg's and the leg
 * is listed once: they go through the same reducer as every answer.
 */
export function unheard(db: Database): DriftBook['unheard'] {
  return async (check) => {
    const { rows } = await sql<Row>`
      select shop_id, cancellation_id, leg_id, outcome, provider_ref from (
        select m.*, count(*) filter (where outcome not in ('failed', 'closed')) over (partition by shop_id, leg_id) as times
        from ${matchedOf(check)} m where leg_id is not null) m
      where times <= 1 and amount = our_amount and currency = our_currency and source_id = our_source
        and ((outcome = 'succeeded' and our_state not in ('SUCCEEDED', 'MANUAL') and late_news is null)
          or (outcome in ('failed', 'closed') and our_state not in ('FAILED', 'CLOSED', 'MANUAL') and late_news is null and times = 0))
      order by leg_id limit ${MOST}`.execute(db);
    return rows.map(({ shop_id, cancellation_id, leg_id, outcome, provider_ref }) => ({
      leg: { shopId: shop_id, cancellationId: cancellation_id, legId: leg_id },
      outcome,
      providerRef: provider_ref,
    }));
  };
}
