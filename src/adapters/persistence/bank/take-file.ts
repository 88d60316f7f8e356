import { sql } from 'kysely';
import { ANSWERED_STATES } from '../../../domain/bank-transfer';
import type { BankFile, BankTransfer, FileEffects, FileRead, TransferChange } from '../../../ports/bank-batches';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import { toTransfer } from './to-transfer';

/**
 * Works a bank's file in, once, with the transfers that it speaks of locked. Files are worked in one after the other:
 * what one says of a transfer is judged by what the one before has made of it.
 */
export function takeFile<Report extends object>(
  db: Database,
  file: BankFile,
  effectsOf: (known: readonly BankTransfer[]) => Promise<FileEffects<Report>>,
): Promise<FileRead<Report>> {
  return inTransaction(db, async (tx): Promise<FileRead<Report>> => {
    await sql`select pg_advisory_xact_lock(hashtext('rescind bank files'))`.execute(tx);
    const before = await tx
      .selectFrom('bank_files')
      .select('report')
      .where('file_hash', '=', file.fileHash)
      .executeTakeFirst();
    if (before !== undefined) return { outcome: 'already_read', report: before.report };
    const known = await lockTransfers(tx, file);
    const { changes, report } = await effectsOf(known);
    for (const change of changes) await write(tx, change);
    await endBatches(tx, known);
    const { fileHash, kind, messageId, readBy } = file;
    await tx
      .insertInto('bank_files')
      .values({
        ...{ file_hash: fileHash, kind, message_id: messageId },
        ...{ report: JSON.stringify(report), read_by: readBy },
      })
      .execute();
    return { outcome: 'read', report };
  });
}

async function lockTransfers(tx: Transaction, { endToEndIds, batchIds }: BankFile): Promise<BankTransfer[]> {
  const rows = await tx
    .selectFrom('bank_transfers')
    .selectAll()
    .where((where) =>
      where.or([
        where('end_to_end_id', '=', sql<string>`any(${[...endToEndIds]}::text[])`),
        where('batch_id', '=', sql<string>`any(${[...batchIds]}::text[])`),
      ]),
    )
    .orderBy('end_to_end_id')
    .forUpdate()
    .execute();
  return rows.map(toTransfer);
}

async function write(tx: Transaction, { endToEndId, state, code }: TransferChange): Promise<void> {
  await tx
    .updateTable('bank_transfers')
    .set({ state, code: code ?? null, updated_at: new Date() })
    .where('end_to_end_id', '=', endToEndId)
    .execute();
}

/** A batch whose every transfer the bank has answered for is done. */
async function endBatches(tx: Transaction, known: readonly BankTransfer[]): Promise<void> {
  const batchIds = [...new Set(known.map(({ batchId }) => batchId))];
  if (batchIds.length === 0) return;
  await sql`
    update bank_batches b set state = case when s.paid then 'CLOSED' else 'REJECTED' end
    from (
      select batch_id, bool_or(state <> 'REJECTED') as paid, bool_and(state = any(${[...ANSWERED_STATES]}::text[])) as answered
      from bank_transfers where batch_id = any(${batchIds}::text[]) group by batch_id) s
    where b.batch_id = s.batch_id and s.answered and b.state in ('RELEASED', 'REJECTED', 'CLOSED')`.execute(tx);
}
