import type { BatchState, TransferState } from '../domain/bank-transfer';
import type { Minor } from '../domain/money';
import type { Refusal } from '../domain/refusals';

/** A transfer to be made. The same key always carries the same one. */
export interface NewTransfer {
  readonly shopId: string;
  /** What the bank is given to tell it by: 35 characters at most. */
  readonly endToEndId: string;
  readonly idempotencyKey: string;
  readonly orderId: string;
  /** The provider's id of the payment that it gives back. */
  readonly sourceId: string;
  readonly destinationId: string;
  /** Cents. */
  readonly amount: Minor;
  readonly currency: string;
  /** SHA-256 of all that it asks for. */
  readonly requestHash: string;
}

/** A transfer as it stands; whom it goes to is behind its destination. */
export interface BankTransfer extends NewTransfer {
  readonly batchId: string;
  readonly state: TransferState;
  /** The bank's reason, or ours. */
  readonly code?: string;
  readonly updatedAt: Date;
}

export interface BankBatch {
  readonly shopId: string;
  readonly batchId: string;
  readonly state: BatchState;
  readonly createdAt: Date;
  readonly closedBy?: string;
  readonly releasedBy?: string;
  readonly releasedAt?: Date;
  /** SHA-256 of the file that was released. */
  readonly fileHash?: string;
  /** In the order of their ids. */
  readonly transfers: readonly BankTransfer[];
}

export interface BatchSummary extends Omit<BankBatch, 'transfers'> {
  readonly count: number;
  /** Cents. */
  readonly amount: Minor;
}

/** Names one batch of one shop. */
export interface BatchRef {
  readonly shopId: string;
  readonly batchId: string;
}

/** Why a transfer is left out of the file that is released: it is rejected, and proven never to have left. */
export interface Unpayable {
  readonly endToEndId: string;
  readonly code: string;
}

export interface Release extends BatchRef {
  readonly actorId: string;
  readonly releasedAt: Date;
  /** SHA-256 of the file; absent where no transfer can be paid, and the batch ends REJECTED. */
  readonly fileHash?: string;
  readonly unpayable: readonly Unpayable[];
}

/** A file of the bank's, by what it speaks of. */
export interface BankFile {
  /** SHA-256 of its bytes. */
  readonly fileHash: string;
  readonly kind: 'pain.002' | 'camt.053' | 'camt.054';
  readonly messageId: string;
  readonly readBy: string;
  readonly endToEndIds: readonly string[];
  readonly batchIds: readonly string[];
}

export interface TransferChange {
  readonly endToEndId: string;
  readonly state: TransferState;
  readonly code?: string;
}

/** What a file comes to. `report` is kept with it: ids, codes and counts. */
export interface FileEffects<Report extends object> {
  readonly changes: readonly TransferChange[];
  readonly report: Report;
}

export type FileRead<Report extends object> =
  { readonly outcome: 'read'; readonly report: Report } | { readonly outcome: 'already_read'; readonly report: object };

/** What the database keeps of transfers, their batches and the bank's files. Each is one transaction. */
export interface BankBatches {
  /**
   * Puts it into the shop's open batch, once, and opens one where there is none. Another
   * request under a used key is a mismatch.
   */
  readonly queue: (
    transfer: NewTransfer,
  ) => Promise<{ readonly outcome: 'queued'; readonly transfer: BankTransfer } | { readonly outcome: 'mismatch' }>;
  readonly transfer: (idempotencyKey: string) => Promise<BankTransfer | undefined>;
  /** Newest first, 100 at most. */
  readonly list: (shopId: string) => Promise<readonly BatchSummary[]>;
  readonly read: (ref: BatchRef) => Promise<BankBatch | undefined>;
  /**
   * Closes the shop's open batch: what comes after goes into the next one. Refused with
   * BATCH_NOT_FOUND where nothing waits.
   */
  readonly close: (ask: {
    readonly shopId: string;
    readonly actorId: string;
  }) => Promise<{ readonly outcome: 'closed'; readonly batchId: string } | Refusal>;
  /** Refused with BATCH_NOT_FOUND, BATCH_NOT_RELEASABLE (its state), or SECOND_PERSON_NEEDED for who closed it. */
  readonly release: (release: Release) => Promise<{ readonly outcome: 'released' } | Refusal>;
  /** Transfers that changed in this time, of all shops. */
  readonly changedIn: (period: { readonly from: Date; readonly to: Date }) => AsyncIterable<BankTransfer>;
  /**
   * Works a file in, once: `effectsOf` is given the transfers that it speaks of, locked, and what it returns is written
   * with the file. One file at a time. `effectsOf` may run again when PostgreSQL gives the transaction up.
   */
  readonly takeFile: <Report extends object>(
    file: BankFile,
    effectsOf: (known: readonly BankTransfer[]) => Promise<FileEffects<Report>>,
  ) => Promise<FileRead<Report>>;
}
