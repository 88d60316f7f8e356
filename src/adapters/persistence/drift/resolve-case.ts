import { NO_SHOP, type DriftResolver } from '../../../ports/drift-book';
import type { Database } from '../database';
import { inTransaction } from '../in-transaction';
import { caseOf } from './case-of';

/** Notes what a person has found out about a case, once, under its row's lock. */
export function createDriftResolver(db: Database): DriftResolver {
  return {
    resolve: ({ shopId, withNoShop, caseId, note, actor }) =>
      inTransaction(db, async (tx) => {
        const row = await tx
          .selectFrom('drift_cases')
          .selectAll()
          .where('case_id', '=', caseId)
          .where('shop_id', 'in', withNoShop ? [shopId, NO_SHOP] : [shopId])
          .forUpdate()
          .executeTakeFirst();
        if (row === undefined) return { outcome: 'not-found' };
        if (row.resolved_at !== null) {
          const isSame = row.resolved_by === actor.id && row.resolution_note === note;
          return { outcome: isSame ? 'resolved' : 'resolved-before', case: caseOf(row) };
        }
        if (row.closed_at !== null) return { outcome: 'gone', case: caseOf(row) };
        const resolved = await tx
          .updateTable('drift_cases')
          .set({
            ...{ resolved_at: new Date(), resolved_by: actor.id, resolved_role: actor.role },
            resolution_note: note,
          })
          .where('case_id', '=', caseId)
          .returningAll()
          .executeTakeFirstOrThrow();
        return { outcome: 'resolved', case: caseOf(resolved) };
      }),
  };
}
