import { randomBytes } from 'node:crypto';
import type { BankBatches, NewTransfer } from '../../../ports/bank-batches';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import type { BankTransferRow } from '../tables/bank';
import { toTransfer } from './to-transfer';

/** So often may the open batch be closed under our hands. */
const TRIES = 10;

/** Puts a transfer into the shop's open batch, once. */
export function queueTransfer(db: Database, transfer: NewTransfer): ReturnType<BankBatches['queue']> {
  return inTransaction(db, async (tx) => {
    const row = (await known(tx, transfer)) ?? (await join(tx, transfer));
    if (row.request_hash !== transfer.requestHash) return { outcome: 'mismatch' };
    return { outcome: 'queued', transfer: toTransfer(row) };
  });
}

function known(tx: Transaction, { idempotencyKey }: NewTransfer): Promise<BankTransferRow | undefined> {
  return tx.selectFrom('bank_transfers').selectAll().where('idempotency_key', '=', idempotencyKey).executeTakeFirst();
}

async function join(tx: Transaction, transfer: NewTransfer): Promise<BankTransferRow> {
  const batchId = await openBatch(tx, transfer.shopId);
  const inserted = await tx
    .insertInto('bank_transfers')
    .values({
      shop_id: transfer.shopId,
      end_to_end_id: transfer.endToEndId,
      batch_id: batchId,
      idempotency_key: transfer.idempotencyKey,
      order_id: transfer.orderId,
      source_id: transfer.sourceId,
      destination_id: transfer.destinationId,
      amount: transfer.amount,
      currency: transfer.currency,
      request_hash: transfer.requestHash,
      code: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  const row = inserted ?? (await known(tx, transfer));
  if (row === undefined) throw new Error(`Transfer ${transfer.endToEndId} belongs to another key`);
  return row;
}

/** The shop's open batch, locked so that it can't be closed before we have joined it. */
async function openBatch(tx: Transaction, shopId: string): Promise<string> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const open = await tx
      .selectFrom('bank_batches')
      .select('batch_id')
      .where('shop_id', '=', shopId)
      .where('state', '=', 'OPEN')
      .forShare()
      .executeTakeFirst();
    if (open !== undefined) return open.batch_id;
    await tx
      .insertInto('bank_batches')
      .values({ shop_id: shopId, batch_id: newBatchId(new Date()), ...NOBODY })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  throw new Error(`No open batch of shop ${shopId} to join`);
}

const NOBODY = { closed_by: null, closed_at: null, released_by: null, released_at: null, file_hash: null } as const;

/** Told apart from every other shop's: the bank knows one account. */
function newBatchId(now: Date): string {
  const day = now.toISOString().slice(2, 10).replaceAll('-', '');
  return `R${day}-${randomBytes(5).toString('hex').toUpperCase()}`;
}
