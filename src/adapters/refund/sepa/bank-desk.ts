import { createHash } from 'node:crypto';
import { refused, type Refusal } from '../../../domain/refusals';
import type { BankBatch, BankBatches, BankTransfer, BatchRef, Unpayable } from '../../../ports/bank-batches';
import type { DestinationDetails } from '../../../ports/payout-destinations';
import { pain001Problem } from './check-pain001';
import { toCreditor } from './creditor';
import type { DebtorAccount } from './debtor-account';
import type { FilePayment, PaymentFile } from './payment-file';
import { writePain001 } from './write-pain001';

/** FILE_CHANGED: what a released file was made of is not what it was, such as a destination that was erased since. */
export interface FileRefusal {
  readonly outcome: 'refused';
  readonly code: 'FILE_CHANGED' | 'TRANSFER_CONTRADICTED';
}

export type Released =
  | { readonly outcome: 'released'; readonly fileHash?: string; readonly unpayable: readonly Unpayable[] }
  | Refusal
  | FileRefusal;

export type Written =
  { readonly outcome: 'written'; readonly xml: string; readonly fileHash: string } | Refusal | FileRefusal;

export interface BankDeskParts {
  readonly batches: BankBatches;
  readonly destinations: DestinationDetails;
  readonly debtor: DebtorAccount;
  /** Left out: the clock of this machine. */
  readonly clock?: () => Date;
}

/** What two persons do with a batch, day by day. Files leave by `write`; nothing here sends them. */
export interface BankDesk {
  /** As the second person. A transfer whose destination is gone is rejected here, and never leaves. */
  readonly release: (ask: BatchRef & { readonly actorId: string }) => Promise<Released>;
  /** The file of a released batch: the same bytes however often. */
  readonly write: (ref: BatchRef) => Promise<Written>;
}

/**
 * Opens the desk.
 * @throws Error from both when a destination can't be unsealed, or when a file that we made does not pass our own
 * check: never handed out.
 */
export function openBankDesk(parts: BankDeskParts): BankDesk {
  return { release: (ask) => release(parts, ask), write: (ref) => write(parts, ref) };
}

async function release(parts: BankDeskParts, ask: BatchRef & { readonly actorId: string }): Promise<Released> {
  const { batches, clock = () => new Date() } = parts;
  const { shopId, batchId, actorId } = ask;
  const batch = await batches.read(ask);
  if (batch === undefined) return refused('BATCH_NOT_FOUND');
  if (batch.state !== 'AWAITING_RELEASE') return refused('BATCH_NOT_RELEASABLE', { state: batch.state });
  // The database refuses it too; this spares opening what is sealed.
  if (batch.closedBy === actorId) return refused('SECOND_PERSON_NEEDED');
  if (batch.transfers.some(({ code }) => code !== undefined))
    return { outcome: 'refused', code: 'TRANSFER_CONTRADICTED' };
  // Down to the second: that is what the file tells, and what it must be made of again.
  const releasedAt = new Date(Math.floor(clock().getTime() / 1000) * 1000);
  const { payments, unpayable } = await payable(parts, batch.transfers);
  const made = payments.length === 0 ? undefined : await make(fileOf(parts, { batchId, releasedAt }, payments));
  const hashed = made === undefined ? {} : { fileHash: made.fileHash };
  const released = await batches.release({ shopId, batchId, actorId, releasedAt, unpayable, ...hashed });
  return released.outcome === 'released' ? { outcome: 'released', unpayable, ...hashed } : released;
}

async function write(parts: BankDeskParts, ref: BatchRef): Promise<Written> {
  const batch = await parts.batches.read(ref);
  if (batch === undefined) return refused('BATCH_NOT_FOUND');
  const { releasedAt, fileHash, state } = batch;
  if (releasedAt === undefined || fileHash === undefined) {
    return refused('BATCH_NOT_RELEASABLE', { state });
  }
  const { payments, unpayable } = await payable(parts, sentOf(batch));
  if (unpayable.length > 0) return { outcome: 'refused', code: 'FILE_CHANGED' };
  const made = await make(fileOf(parts, { ...ref, releasedAt }, payments));
  if (made.fileHash !== fileHash) return { outcome: 'refused', code: 'FILE_CHANGED' };
  return { outcome: 'written', ...made };
}

/** What left in the file: not what was rejected here, before there was one. */
function sentOf({ transfers }: BankBatch): BankTransfer[] {
  return transfers.filter(({ state, code }) => !(state === 'REJECTED' && OURS.includes(code ?? '')));
}

const OURS: readonly string[] = ['DESTINATION_UNKNOWN', 'IBAN_INVALID', 'NAME_UNWRITABLE'];

async function payable(
  { destinations }: BankDeskParts,
  transfers: readonly BankTransfer[],
): Promise<{ payments: FilePayment[]; unpayable: Unpayable[] }> {
  const payments: FilePayment[] = [];
  const unpayable: Unpayable[] = [];
  for (const transfer of transfers) {
    const { shopId, destinationId, endToEndId } = transfer;
    const creditor = toCreditor(await destinations({ shopId, destinationId }));
    if (typeof creditor === 'string') unpayable.push({ endToEndId, code: creditor });
    else payments.push({ transfer, creditor });
  }
  return { payments, unpayable };
}

function fileOf(
  { debtor }: BankDeskParts,
  { batchId, releasedAt }: { readonly batchId: string; readonly releasedAt: Date },
  payments: readonly FilePayment[],
): PaymentFile {
  return { batchId, releasedAt, debtor, payments };
}

async function make(file: PaymentFile): Promise<{ xml: string; fileHash: string }> {
  const xml = writePain001(file);
  const problem = await pain001Problem(xml, file);
  if (problem !== undefined) throw new Error(`PAIN_001_NOT_SOUND: batch ${file.batchId}, ${problem}`);
  return { xml, fileHash: createHash('sha256').update(xml).digest('hex') };
}
