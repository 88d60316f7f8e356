import { sql } from 'kysely';
import type { BankBatch, BankTransfer, BatchRef, BatchSummary } from '../../../ports/bank-batches';
import type { Database } from '../database';
import type { BankBatchRow } from '../tables/bank';
import { toTransfer } from './to-transfer';

const PAGE = 500;

/** One batch with its transfers, in the order of their ids. */
export async function readBatch(db: Database, { shopId, batchId }: BatchRef): Promise<BankBatch | undefined> {
  const batch = await db
    .selectFrom('bank_batches')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('batch_id', '=', batchId)
    .executeTakeFirst();
  if (batch === undefined) return undefined;
  const rows = await db
    .selectFrom('bank_transfers')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('batch_id', '=', batchId)
    .orderBy('end_to_end_id')
    .execute();
  return { ...toBatch(batch), transfers: rows.map(toTransfer) };
}

/** A shop's batches, newest first, 100 at most. */
export async function listBatches(db: Database, shopId: string): Promise<BatchSummary[]> {
  const { rows } = await sql<BankBatchRow & { count: number; amount: number }>`
    select b.*, count(t.end_to_end_id) as count, coalesce(sum(t.amount), 0)::bigint as amount
    from bank_batches b left join bank_transfers t using (shop_id, batch_id)
    where b.shop_id = ${shopId}
    group by b.shop_id, b.batch_id order by b.created_at desc, b.batch_id limit 100`.execute(db);
  return rows.map((row) => ({ ...toBatch(row), count: row.count, amount: row.amount }));
}

/** Transfers of all shops that changed in this time, a page at a time. */
export async function* changedIn(db: Database, { from, to }: { from: Date; to: Date }): AsyncIterable<BankTransfer> {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('bank_transfers')
      .selectAll()
      .where('updated_at', '>=', from)
      .where('updated_at', '<', to)
      .where('end_to_end_id', '>', after)
      .orderBy('end_to_end_id')
      .limit(PAGE)
      .execute();
    yield* rows.map(toTransfer);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.end_to_end_id;
  }
}

function toBatch(row: BankBatchRow): Omit<BankBatch, 'transfers'> {
  return {
    shopId: row.shop_id,
    batchId: row.batch_id,
    state: row.state,
    createdAt: row.created_at,
    ...(row.closed_by === null ? {} : { closedBy: row.closed_by }),
    ...(row.released_by === null ? {} : { releasedBy: row.released_by }),
    ...(row.released_at === null ? {} : { releasedAt: row.released_at }),
    ...(row.file_hash === null ? {} : { fileHash: row.file_hash }),
  };
}
