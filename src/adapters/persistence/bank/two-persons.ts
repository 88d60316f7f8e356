import { refused, type Refusal } from '../../../domain/refusals';
import type { BankBatches, Release } from '../../../ports/bank-batches';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import type { BankBatchRow } from '../tables/bank';

type Closed = Awaited<ReturnType<BankBatches['close']>>;
type Released = Awaited<ReturnType<BankBatches['release']>>;

/** The first person: nothing joins the batch any more. */
export function closeBatch(db: Database, { shopId, actorId }: { shopId: string; actorId: string }): Promise<Closed> {
  return inTransaction(db, async (tx): Promise<Closed> => {
    const closed = await tx
      .updateTable('bank_batches')
      .set({ state: 'AWAITING_RELEASE', closed_by: actorId, closed_at: new Date() })
      .where('shop_id', '=', shopId)
      .where('state', '=', 'OPEN')
      .where((where) =>
        where.exists(
          where
            .selectFrom('bank_transfers')
            .select('end_to_end_id')
            .whereRef('bank_transfers.shop_id', '=', 'bank_batches.shop_id')
            .whereRef('bank_transfers.batch_id', '=', 'bank_batches.batch_id'),
        ),
      )
      .returning('batch_id')
      .executeTakeFirst();
    return closed === undefined ? refused('BATCH_NOT_FOUND') : { outcome: 'closed', batchId: closed.batch_id };
  });
}

/** The second person: the file may go out. */
export function releaseBatch(db: Database, release: Release): Promise<Released> {
  return inTransaction(db, async (tx): Promise<Released> => {
    const refusal = await whyNot(tx, release);
    if (refusal !== undefined) return refusal;
    await reject(tx, release);
    await send(tx, release);
    const { shopId, batchId, actorId, releasedAt, fileHash } = release;
    await tx
      .updateTable('bank_batches')
      .set(
        fileHash === undefined
          ? { state: 'REJECTED' }
          : { state: 'RELEASED', released_by: actorId, released_at: releasedAt, file_hash: fileHash },
      )
      .where('shop_id', '=', shopId)
      .where('batch_id', '=', batchId)
      .execute();
    return { outcome: 'released' };
  });
}

async function whyNot(tx: Transaction, { shopId, batchId, actorId }: Release): Promise<Refusal | undefined> {
  const batch: BankBatchRow | undefined = await tx
    .selectFrom('bank_batches')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('batch_id', '=', batchId)
    .forUpdate()
    .executeTakeFirst();
  if (batch === undefined) return refused('BATCH_NOT_FOUND');
  if (batch.state !== 'AWAITING_RELEASE') return refused('BATCH_NOT_RELEASABLE', { state: batch.state });
  const isSame = batch.closed_by?.toLowerCase() === actorId.toLowerCase();
  return isSame ? refused('SECOND_PERSON_NEEDED') : undefined;
}

async function reject(tx: Transaction, { shopId, batchId, unpayable }: Release): Promise<void> {
  for (const { endToEndId, code } of unpayable) {
    await tx
      .updateTable('bank_transfers')
      .set({ state: 'REJECTED', code, updated_at: new Date() })
      .where('shop_id', '=', shopId)
      .where('batch_id', '=', batchId)
      .where('end_to_end_id', '=', endToEndId)
      .where('state', '=', 'QUEUED')
      .execute();
  }
}

async function send(tx: Transaction, { shopId, batchId }: Release): Promise<void> {
  await tx
    .updateTable('bank_transfers')
    .set({ state: 'SENT', updated_at: new Date() })
    .where('shop_id', '=', shopId)
    .where('batch_id', '=', batchId)
    .where('state', '=', 'QUEUED')
    .execute();
}
