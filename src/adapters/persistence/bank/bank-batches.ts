import type { BankBatches } from '../../../ports/bank-batches';
import type { Database } from '../database';
import { queueTransfer } from './queue-transfer';
import { changedIn, listBatches, readBatch } from './read-batches';
import { takeFile } from './take-file';
import { toTransfer } from './to-transfer';
import { closeBatch, releaseBatch } from './two-persons';

/**
 * What the database keeps of transfers; see the port. `takeFile` needs a second connection of the pool where its
 * effects reach the database.
 */
export function createBankBatches(db: Database): BankBatches {
  return {
    queue: (transfer) => queueTransfer(db, transfer),
    transfer: async (idempotencyKey) => {
      const row = await db
        .selectFrom('bank_transfers')
        .selectAll()
        .where('idempotency_key', '=', idempotencyKey)
        .executeTakeFirst();
      return row === undefined ? undefined : toTransfer(row);
    },
    list: (shopId) => listBatches(db, shopId),
    read: (ref) => readBatch(db, ref),
    close: (ask) => closeBatch(db, ask),
    release: (release) => releaseBatch(db, release),
    changedIn: (period) => changedIn(db, period),
    takeFile: (file, effectsOf) => takeFile(db, file, effectsOf),
  };
}
