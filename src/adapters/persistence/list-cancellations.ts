import { sql } from 'kysely';
import type { CancellationListItem, CancellationPage, PageAsk } from '../../ports/cancellation-reader';
import type { Database } from './database';
import type { CancellationRow } from './tables/cancellations';

const COLUMNS = [
  'cancellation_id',
  'order_id',
  'state',
  'waiting_on',
  'refund_state',
  'reason',
  'currency',
  'refund',
  'requested_at',
  'deadline',
] as const;

const MOST = 100;

interface Place {
  readonly at: string;
  readonly id: string;
}

/**
 * One page of a shop's cancellations, newest first, by an index on (shop, time) or (shop, state, time). The cursor is a place in that order, so
 * that what comes in between neither shifts nor repeats a row; one that can't be read begins anew.
 */
export async function listCancellations(db: Database, ask: PageAsk): Promise<CancellationPage> {
  const limit = Math.min(MOST, Math.max(1, Math.trunc(ask.limit)));
  const { orderId, state, waitingOn, merchantId } = ask.filter;
  const after = ask.cursor === undefined ? undefined : placeOf(ask.cursor);
  let query = db.selectFrom('cancellations').select(COLUMNS).where('shop_id', '=', ask.shopId);
  if (orderId !== undefined) query = query.where('order_id', '=', orderId);
  if (state !== undefined) query = query.where('state', '=', state);
  if (waitingOn !== undefined) query = query.where('waiting_on', '=', waitingOn);
  if (merchantId !== undefined) {
    query = query.where((where) =>
      where.exists(
        where
          .selectFrom('cancellation_parts as part')
          .select('part.merchant_id')
          .whereRef('part.shop_id', '=', 'cancellations.shop_id')
          .whereRef('part.cancellation_id', '=', 'cancellations.cancellation_id')
          .where('part.merchant_id', '=', merchantId),
      ),
    );
  }
  if (after !== undefined) {
    query = query.where(sql<boolean>`(requested_at, cancellation_id) < (${after.at}::timestamptz, ${after.id})`);
  }
  const rows = await query
    .orderBy('requested_at', 'desc')
    .orderBy('cancellation_id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map(itemOf);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined ? { items, next: cursorOf(last) } : { items };
}

function itemOf(row: Pick<CancellationRow, (typeof COLUMNS)[number]>): CancellationListItem {
  return {
    cancellationId: row.cancellation_id,
    orderId: row.order_id,
    state: row.state,
    waitingOn: row.waiting_on,
    refundState: row.refund_state,
    reason: row.reason,
    currency: row.currency,
    refund: row.refund,
    requestedAt: row.requested_at.toISOString(),
    ...(row.deadline === null ? {} : { deadline: row.deadline.toISOString() }),
  };
}

function cursorOf({ requestedAt, cancellationId }: CancellationListItem): string {
  return Buffer.from(JSON.stringify([requestedAt, cancellationId])).toString('base64url');
}

function placeOf(cursor: string): Place | undefined {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [unknown, unknown];
    return typeof at === 'string' && typeof id === 'string' && Number.isFinite(Date.parse(at)) ? { at, id } : undefined;
  } catch {
    return undefined;
  }
}
