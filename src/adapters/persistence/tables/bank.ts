import type { Generated, JSONColumnType, Selectable } from 'kysely';
import type { BatchState, TransferState } from '../../../domain/bank-transfer';

export interface BankBatchTable {
  shop_id: string;
  batch_id: string;
  state: Generated<BatchState>;
  currency: Generated<string>;
  created_at: Generated<Date>;
  closed_by: string | null;
  closed_at: Date | null;
  released_by: string | null;
  released_at: Date | null;
  file_hash: string | null;
}

export interface BankTransferTable {
  shop_id: string;
  end_to_end_id: string;
  batch_id: string;
  idempotency_key: string;
  order_id: string;
  source_id: string;
  destination_id: string;
  amount: number;
  currency: string;
  request_hash: string;
  state: Generated<TransferState>;
  code: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface BankFileTable {
  file_hash: string;
  kind: 'pain.002' | 'camt.053' | 'camt.054';
  message_id: string;
  report: JSONColumnType<object>;
  read_by: string;
  read_at: Generated<Date>;
}

export interface BankTables {
  bank_batches: BankBatchTable;
  bank_transfers: BankTransferTable;
  bank_files: BankFileTable;
}

export type BankBatchRow = Selectable<BankBatchTable>;
export type BankTransferRow = Selectable<BankTransferTable>;
