import type { BankTransfer } from '../../../ports/bank-batches';
import type { BankTransferRow } from '../tables/bank';

/** A transfer's row as the port has it. */
export function toTransfer(row: BankTransferRow): BankTransfer {
  return {
    shopId: row.shop_id,
    endToEndId: row.end_to_end_id,
    batchId: row.batch_id,
    idempotencyKey: row.idempotency_key,
    orderId: row.order_id,
    sourceId: row.source_id,
    destinationId: row.destination_id,
    amount: row.amount,
    currency: row.currency,
    requestHash: row.request_hash,
    state: row.state,
    ...(row.code === null ? {} : { code: row.code }),
    updatedAt: row.updated_at,
  };
}
