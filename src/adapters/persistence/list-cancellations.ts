import { sql } from 'kysely';
import type { CancellationPage, ListedCancellation, PageAsk } from '../../ports/cancellation-reader';
import type { Database } from './database';
import { cursorOf, placeOf } from './listing/list-place';
import { pageQuery } from './listing/page-query';
import { readViews } from './read-view';

const MOST = 100;

/**
 * One page of a shop's cancellations, in two round trips however long it is: the ids by the index of the order that is
 * asked for, then all that is shown of them. A cursor that can't be read begins anew.
 */
export async function listCancellations(db: Database, ask: PageAsk): Promise<CancellationPage> {
  const { shopId, filter, sort = 'newest', cursor } = ask;
  const limit = Math.min(MOST, Math.max(1, Math.trunc(ask.limit)));
  const after = cursor === undefined ? undefined : placeOf(sort, cursor);
  const { rows } = await pageQuery({ shopId, filter, sort, after, rows: limit + 1 }).execute(db);
  const page = rows.slice(0, limit);
  const items = await readItems(
    db,
    shopId,
    page.map(({ cancellation_id }) => cancellation_id),
  );
  const last = page.at(-1);
  if (rows.length <= limit || last === undefined) return { items };
  return { items, next: cursorOf(sort, { at: last.at, id: last.cancellation_id }) };
}

/** What is shown of these, in this order. */
async function readItems(db: Database, shopId: string, ids: readonly string[]): Promise<ListedCancellation[]> {
  if (ids.length === 0) return [];
  const [views, units] = await Promise.all([readViews(db, shopId, ids), readUnits(db, shopId, ids)]);
  return ids.flatMap((cancellationId) => {
    const read = views.get(cancellationId);
    return read === undefined ? [] : [{ ...read, units: units.get(cancellationId) ?? {} }];
  });
}

async function readUnits(
  db: Database,
  shopId: string,
  ids: readonly string[],
): Promise<Map<string, Readonly<Record<string, number>>>> {
  const { rows } = await sql<{ id: string; units: Record<string, number> }>`
    select cancellation_id as id, json_object_agg(merchant_id, units) as units
    from (select cancellation_id, merchant_id, count(*) as units from cancellation_units
      where shop_id = ${shopId} and cancellation_id = any(${[...ids]}::text[]) group by 1, 2) counted
    group by 1`.execute(db);
  return new Map(rows.map(({ id, units }) => [id, units]));
}
