import type { BankTransfer } from '../../../ports/bank-batches';
import type { Creditor } from './creditor';
import type { DebtorAccount } from './debtor-account';

/** One payment of a file. */
export interface FilePayment {
  readonly transfer: Pick<BankTransfer, 'endToEndId' | 'orderId' | 'amount'>;
  readonly creditor: Creditor;
}

/** All that a file is made of: the same of these is the same file, byte by byte. */
export interface PaymentFile {
  readonly batchId: string;
  readonly releasedAt: Date;
  readonly debtor: DebtorAccount;
  /** In the order of their EndToEndIds, one at least. */
  readonly payments: readonly FilePayment[];
}
