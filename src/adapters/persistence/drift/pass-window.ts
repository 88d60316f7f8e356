import { sql } from 'kysely';
import type { DriftBook } from '../../../ports/drift-book';
import type { Database } from '../database';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How far back the first pass looks, and once a day every pass: what is older is final everywhere. */
const DEEP_MS = 30 * DAY_MS;

/** A provider may list a refund some time after it was made. */
const OVERLAP_MS = HOUR_MS;

/**
 * From when on a channel is compared: since its last complete pass, with an overlap; once a day the last thirty days.
 */
export function windowOf(db: Database): DriftBook['windowOf'] {
  return async (channel, now) => {
    const { rows } = await sql<{ last: Date | null; deep: Date | null }>`
      select max(to_at) as last, max(to_at) filter (where to_at - from_at >= ${DEEP_MS - HOUR_MS} * interval '1 millisecond') as deep
      from reconcile_passes where channel = ${channel}`.execute(db);
    const { last = null, deep = null } = rows[0] ?? {};
    const isDeep = last === null || deep === null || now.getTime() - deep.getTime() >= DAY_MS;
    const from = isDeep ? now.getTime() - DEEP_MS : last.getTime() - OVERLAP_MS;
    return { from: new Date(from), to: now };
  };
}
