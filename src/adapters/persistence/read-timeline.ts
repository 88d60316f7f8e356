import type { CancellationRef } from '../../ports/cancellation-book';
import type { TimelineEntry } from '../../ports/cancellation-reader';
import type { Database } from './database';

/** Every change of a cancellation, oldest first; none where there is no such cancellation. */
export async function readTimeline(db: Database, ref: CancellationRef): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom('timeline')
    .selectAll()
    .where('shop_id', '=', ref.shopId)
    .where('cancellation_id', '=', ref.cancellationId)
    .orderBy('entry_id')
    .execute();
  return rows.map((row) => ({
    at: row.at.toISOString(),
    event: row.event,
    actor: { id: row.actor_id, role: row.actor_role },
    ...(row.from_state === null ? {} : { from: row.from_state }),
    ...(row.to_state === null ? {} : { to: row.to_state }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    details: row.details,
  }));
}
