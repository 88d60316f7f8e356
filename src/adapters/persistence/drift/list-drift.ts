import { sql } from 'kysely';
import { NO_SHOP, type DriftReader } from '../../../ports/drift-book';
import type { Database } from '../database';
import { caseOf } from './case-of';

const MOST = 100;

/** Lists drift cases, newest first; the cursor is a place in that order. */
export function createDriftReader(db: Database): DriftReader {
  return {
    list: async ({ shopId, withNoShop, filter, limit: asked, cursor }) => {
      const limit = Math.min(MOST, Math.max(1, Math.trunc(asked)));
      const { channel, kind, state = 'open' } = filter;
      const shops = withNoShop ? [shopId, NO_SHOP] : [shopId];
      let query = db.selectFrom('drift_cases').selectAll().where('shop_id', 'in', shops);
      if (channel !== undefined) query = query.where('channel', '=', channel);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      if (state !== 'all') query = query.where('closed_at', state === 'closed' ? 'is not' : 'is', null);
      if (state === 'open') query = query.where('resolved_at', 'is', null);
      if (state === 'resolved') query = query.where('resolved_at', 'is not', null);
      if (cursor !== undefined && /^\d{1,15}$/.test(cursor))
        query = query.where(sql<boolean>`case_id < ${Number(cursor)}`);
      const rows = await query
        .orderBy('case_id', 'desc')
        .limit(limit + 1)
        .execute();
      const items = rows.slice(0, limit).map(caseOf);
      const last = items.at(-1);
      return rows.length > limit && last !== undefined ? { items, next: String(last.caseId) } : { items };
    },
  };
}
