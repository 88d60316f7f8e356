import type { TransferNews } from '../../../../domain/bank-transfer';
import type { Minor } from '../../../../domain/money';

/** What one place of a file says, of one transfer or of a whole batch. */
export interface BankNews {
  /** Where in the file: the same for the same bytes. */
  readonly entry: string;
  readonly about: { readonly endToEndId: string } | BatchNews;
  readonly news: TransferNews;
  /** The bank's reason. */
  readonly code?: string;
  /** Minor units; of a batch, its total. */
  readonly amount?: Minor;
  readonly currency?: string;
}

export interface BatchNews {
  readonly batchId: string;
  /** Transfers of the batch that have news of their own. */
  readonly except: readonly string[];
  /** So many transfers, the bank says. */
  readonly count?: number;
}

/** Something that a person should look at: nothing moves for it. Ids and codes alone. */
export interface Oddity {
  readonly code: string;
  readonly entry: string;
  readonly endToEndId?: string;
  readonly batchId?: string;
}

/** A bank's file as far as it may concern us. */
export interface BankContents {
  readonly kind: 'pain.002' | 'camt.053' | 'camt.054';
  readonly messageId: string;
  readonly news: readonly BankNews[];
  readonly oddities: readonly Oddity[];
  /** The message that a status report answers. */
  readonly batchId?: string;
}

/** The second half of a payment block's id: what we write has one block. */
const BLOCK = /\.0$/;

/** The batch that a payment block's id, or a message's, names. */
export function batchIdOf(id: string): string {
  return id.replace(BLOCK, '');
}

/** Does it look like a batch of ours? */
export function isBatchId(id: string): boolean {
  return /^R\d{6}-[0-9A-F]{10}$/.test(id);
}

/** Does it look like an EndToEndId of ours? */
export function isOurs(endToEndId: string): boolean {
  return /^[0-9a-f]{32}$/.test(endToEndId);
}
