import { createHash } from 'node:crypto';
import type { BankBatches, BankFile } from '../../../ports/bank-batches';
import type { LegRef, RefundBook, RefundEvent, RepairRef } from '../../../ports/refund-book';
import { keyOf } from './adapter';
import type { BankContents, Oddity } from './bank-xml/contents';
import type { BankFileProblem } from './bank-xml/problem';
import { readContents } from './bank-xml/read-contents';
import { workIn, type LegNews, type WorkedIn } from './work-in';

/** What came of a file: ids, codes and counts. */
export interface BankReport {
  readonly kind: BankFile['kind'];
  readonly messageId: string;
  readonly accepted: number;
  readonly booked: number;
  readonly unchanged: number;
  readonly foreign: number;
  readonly rejected: readonly { readonly endToEndId: string; readonly code?: string }[];
  readonly returned: readonly { readonly endToEndId: string; readonly code?: string }[];
  readonly unknown: readonly string[];
  readonly oddities: readonly Oddity[];
}

/** `signals`: legs whose runs wait for them. `repairs`: money that had arrived came back. */
export type BankFileRead =
  | {
      readonly outcome: 'read';
      readonly report: BankReport;
      readonly signals: readonly LegRef[];
      readonly repairs: readonly RepairRef[];
    }
  | { readonly outcome: 'already_read'; readonly report: object }
  | BankFileProblem;

export interface BankReader {
  readonly batches: Pick<BankBatches, 'takeFile'>;
  readonly book: Pick<RefundBook, 'receiveEvent'>;
  /** Our account: another one's statement is refused. */
  readonly iban: string;
}

/**
 * Works a bank's file in: pain.002, camt.053 or camt.054. The same bytes are read once. Legs are told before the file
 * is on record, by events that are taken once, so that a crash in between loses nothing: the file is read again.
 */
export async function readBankFile(reader: BankReader, bytes: Uint8Array, readBy: string): Promise<BankFileRead> {
  const contents = await readContents(bytes, reader.iban);
  if ('outcome' in contents) return contents;
  const fileHash = createHash('sha256').update(bytes).digest('hex');
  const signals = new Map<string, LegRef>();
  const repairs = new Map<string, RepairRef>();
  const read = await reader.batches.takeFile(fileOf(contents, { fileHash, readBy }), async (known) => {
    const worked = workIn(contents, known);
    for (const news of worked.tell) {
      const received = await reader.book.receiveEvent(eventOf(news, fileHash));
      if (received.outcome !== 'applied') continue;
      if (received.signal !== undefined) signals.set(news.endToEndId, received.signal);
      if (received.repair !== undefined) repairs.set(news.endToEndId, received.repair);
    }
    return { changes: worked.changes, report: reportOf(contents, worked) };
  });
  if (read.outcome === 'already_read') return read;
  return { ...read, signals: [...signals.values()], repairs: [...repairs.values()] };
}

function fileOf(
  { kind, messageId, news, oddities }: BankContents,
  read: Pick<BankFile, 'fileHash' | 'readBy'>,
): BankFile {
  const about = [...news.map((one) => one.about), ...oddities];
  const endToEndIds = about.flatMap((one) => ('endToEndId' in one ? [one.endToEndId] : []));
  const batchIds = about.flatMap((one) => ('batchId' in one ? [one.batchId] : []));
  return { ...read, kind, messageId, endToEndIds: unique(endToEndIds), batchIds: unique(batchIds) };
}

function unique(ids: readonly (string | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function eventOf({ endToEndId, entry, news, answer, amount, currency }: LegNews, fileHash: string): RefundEvent {
  return {
    source: 'sepa',
    eventId: `${fileHash}/${entry}/${endToEndId}`,
    body: { fileHash, entry, endToEndId, news, ...(amount === undefined ? {} : { amount, currency }) },
    reference: keyOf(endToEndId),
    answer,
    ...(amount === undefined ? {} : { amount }),
    ...(currency === undefined ? {} : { currency }),
  };
}

function reportOf({ kind, messageId }: BankContents, worked: WorkedIn): BankReport {
  const of = (news: string) =>
    worked.moved
      .filter((one) => one.news === news)
      .map(({ endToEndId, code }) => ({ endToEndId, ...(code === undefined ? {} : { code }) }));
  const { unchanged, foreign, unknown, oddities } = worked;
  return {
    ...{ kind, messageId, unchanged, foreign, unknown, oddities },
    ...{ accepted: of('ACCEPTED').length, booked: of('BOOKED').length },
    ...{ rejected: of('REJECTED'), returned: of('RETURNED') },
  };
}
