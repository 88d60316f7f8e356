import { transferAfter, type TransferNews } from '../../../domain/bank-transfer';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { BankTransfer, TransferChange } from '../../../ports/bank-batches';
import { isOurs, type BankContents, type BankNews, type BatchNews, type Oddity } from './bank-xml/contents';

/** What a leg is told: by its key, with what the bank says it moved. */
export interface LegNews {
  readonly endToEndId: string;
  readonly entry: string;
  readonly news: TransferNews;
  readonly answer: ChannelAnswer;
  readonly amount?: number;
  readonly currency?: string;
}

export interface Moved {
  readonly endToEndId: string;
  readonly news: TransferNews;
  readonly code?: string;
}

/** What a file's contents come to, given the transfers that it speaks of. */
export interface WorkedIn {
  readonly changes: readonly TransferChange[];
  readonly tell: readonly LegNews[];
  readonly moved: readonly Moved[];
  /** Known already, or overtaken. */
  readonly unchanged: number;
  /** Bookings of others. */
  readonly foreign: number;
  /** Told by an id of ours that we don't know: kept, until somebody does. */
  readonly unknown: readonly string[];
  readonly oddities: readonly Oddity[];
}

/** Where the transfers of one file stand while it is judged, and what has come of it so far. */
interface Desk {
  readonly transfers: Map<string, BankTransfer>;
  readonly changed: Set<string>;
  readonly booked: Set<string>;
  readonly tell: LegNews[];
  readonly moved: Moved[];
  readonly unknown: Set<string>;
  readonly oddities: Oddity[];
  unchanged: number;
  foreign: number;
}

/** Bookings before returns: a file that has both may list them either way. */
const ORDER: Readonly<Record<TransferNews, number>> = { ACCEPTED: 0, REJECTED: 1, BOOKED: 2, RETURNED: 3 };

const OUTCOMES = { ACCEPTED: 'pending', REJECTED: 'failed', BOOKED: 'succeeded', RETURNED: 'failed' } as const;

/** Judges a file, news by news, against where each transfer stands. Nothing is written here. */
export function workIn(contents: BankContents, known: readonly BankTransfer[]): WorkedIn {
  const desk: Desk = {
    ...{ transfers: new Map(known.map((transfer) => [transfer.endToEndId, transfer])), changed: new Set() },
    ...{ booked: new Set(), tell: [], moved: [], unknown: new Set(), oddities: [], unchanged: 0, foreign: 0 },
  };
  for (const said of [...contents.news].sort((left, right) => ORDER[left.news] - ORDER[right.news])) {
    const { about } = said;
    if ('endToEndId' in about) takeSingle(desk, said, about.endToEndId);
    else takeBatch(desk, said, about);
  }
  const { tell, moved, unchanged, foreign } = desk;
  const oddities = [...desk.oddities, ...contents.oddities.filter((oddity) => concernsUs(desk, oddity))];
  return { changes: changesOf(desk), tell, moved, unchanged, foreign, unknown: [...desk.unknown], oddities };
}

function takeSingle(desk: Desk, said: BankNews, endToEndId: string): void {
  const transfer = desk.transfers.get(endToEndId);
  if (transfer !== undefined) judge(desk, said, transfer);
  else if (isOurs(endToEndId)) park(desk, said, endToEndId);
  else desk.foreign += 1;
}

/** A sum for a whole batch counts only if it is the sum of what we sent. */
function takeBatch(desk: Desk, said: BankNews, { batchId, except, count }: BatchNews): void {
  const batch = [...desk.transfers.values()].filter((transfer) => transfer.batchId === batchId);
  if (batch.length === 0) {
    desk.foreign += 1;
    return;
  }
  const meant = batch.filter(({ endToEndId, state }) => !except.includes(endToEndId) && state !== 'REJECTED');
  const total = meant.reduce((sum, { amount }) => sum + amount, 0);
  const isAll = (said.amount ?? total) === total && (count ?? meant.length) === meant.length;
  if (said.news === 'RETURNED' || !isAll) {
    const code = said.news === 'RETURNED' ? 'BATCH_CREDITED' : 'BATCH_TOTAL_DIFFERS';
    desk.oddities.push({ code, entry: said.entry, batchId });
    return;
  }
  for (const transfer of meant)
    judge(desk, { ...said, amount: transfer.amount, currency: transfer.currency }, transfer);
}

function judge(desk: Desk, said: BankNews, transfer: BankTransfer): void {
  const { endToEndId, amount, currency } = transfer;
  const { news, entry, code } = said;
  if ((said.amount ?? amount) !== amount || (said.currency ?? currency) !== currency) {
    contradict(desk, { said, transfer }, 'AMOUNT_MISMATCH');
    return;
  }
  if (news === 'BOOKED' && desk.booked.has(endToEndId)) desk.oddities.push({ code: 'BOOKED_TWICE', entry, endToEndId });
  if (news === 'BOOKED') desk.booked.add(endToEndId);
  const step = transferAfter(transfer.state, news);
  if (step.outcome === 'contradiction') contradict(desk, { said, transfer }, step.code);
  else if (step.outcome === 'unchanged') desk.unchanged += 1;
  else {
    write(desk, { ...transfer, state: step.state }, code);
    desk.moved.push({ endToEndId, news, ...(code === undefined ? {} : { code }) });
    if (news !== 'ACCEPTED') say(desk, said, answerOf(said, endToEndId));
  }
}

/** Not believed: a person looks at the leg, which stays where it is if it has ended already. */
function contradict(
  desk: Desk,
  { said, transfer }: { readonly said: BankNews; readonly transfer: BankTransfer },
  code: string,
): void {
  const { endToEndId, state } = transfer;
  desk.oddities.push({ code, entry: said.entry, endToEndId });
  if (code === 'REJECTED_AFTER_BOOKING') return;
  if (state !== 'REJECTED' && state !== 'RETURNED') write(desk, transfer, code);
  say(desk, { ...said, about: { endToEndId } }, { outcome: 'mismatch', providerRef: endToEndId, code });
}

function park(desk: Desk, said: BankNews, endToEndId: string): void {
  desk.unknown.add(endToEndId);
  if (said.news !== 'ACCEPTED') say(desk, said, answerOf(said, endToEndId));
}

function write(desk: Desk, { code: _before, ...transfer }: BankTransfer, code: string | undefined): void {
  desk.transfers.set(transfer.endToEndId, { ...transfer, ...(code === undefined ? {} : { code }) });
  desk.changed.add(transfer.endToEndId);
}

function say(desk: Desk, { entry, news, amount, currency }: BankNews, answer: ChannelAnswer): void {
  desk.tell.push({
    ...{ endToEndId: answer.providerRef ?? '', entry, news, answer },
    ...(amount === undefined ? {} : { amount }),
    ...(currency === undefined ? {} : { currency }),
  });
}

function answerOf({ news, code }: BankNews, endToEndId: string): ChannelAnswer {
  return { outcome: OUTCOMES[news], providerRef: endToEndId, ...(code === undefined ? {} : { code }) };
}

function concernsUs({ transfers }: Desk, { endToEndId, batchId }: Oddity): boolean {
  if (endToEndId !== undefined) return transfers.has(endToEndId) || isOurs(endToEndId);
  return [...transfers.values()].some((transfer) => transfer.batchId === batchId);
}

function changesOf({ changed, transfers }: Desk): TransferChange[] {
  return [...changed].flatMap((endToEndId) => {
    const transfer = transfers.get(endToEndId);
    if (transfer === undefined) return [];
    const { state, code } = transfer;
    return [{ endToEndId, state, ...(code === undefined ? {} : { code }) }];
  });
}
