import type { BankContents, BankNews, Oddity } from './contents';
import { batchIdOf } from './contents';
import { listAt, nodeAt, textAt } from './nodes';
import { fileProblem, type BankFileProblem } from './problem';
import { amountIn, type ReadAmount } from './read-amount';
import { reasonOf } from './reason';
import type { XmlNode } from './parse';

/** Bank transaction codes (ISO 20022) of money that came back: a return, a payment cancelled. */
const RETURN_CODES: readonly string[] = ['RRTN', 'RPCR'];

/**
 * Reads statements (camt.053) or notifications (camt.054): what was booked on our account, and what came back to it.
 */
export function readCamt(body: XmlNode, kind: 'camt.053' | 'camt.054', iban: string): BankContents | BankFileProblem {
  const accounts = listAt(body, kind === 'camt.053' ? 'Stmt' : 'Ntfctn');
  const ours = accounts.filter((account) => textAt(account, 'Acct', 'Id', 'IBAN') === iban);
  if (ours.length === 0) return fileProblem('ACCOUNT_NOT_OURS');
  const read = ours.flatMap((account, index) =>
    listAt(account, 'Ntry').flatMap((entry, number) => readEntry(entry, `${index}.${number}`)),
  );
  return {
    kind,
    messageId: textAt(body, 'GrpHdr', 'MsgId') ?? '',
    news: read.filter((one): one is BankNews => 'news' in one),
    oddities: read.filter((one): one is Oddity => !('news' in one)),
  };
}

function readEntry(entry: XmlNode, at: string): (BankNews | Oddity)[] {
  const status = textAt(entry, 'Sts') ?? textAt(entry, 'Sts', 'Cd');
  if (status !== 'BOOK') return [];
  const groups = listAt(entry, 'NtryDtls');
  const single = groups.length === 1 && listAt(groups[0], 'TxDtls').length <= 1;
  return groups.flatMap((group, index) => {
    const named = listAt(group, 'TxDtls').filter((detail) => textAt(detail, 'Refs', 'EndToEndId') !== undefined);
    if (named.length === 0) return readBatch(entry, group, `${at}.${index}`);
    return named.map((detail, number) => readDetail(entry, { detail, single, at: `${at}.${index}.${number}` }));
  });
}

interface Detail {
  readonly detail: XmlNode;
  /** The only one of its entry: the entry's amount is its own. */
  readonly single: boolean;
  readonly at: string;
}

function readDetail(entry: XmlNode, { detail, single, at }: Detail): BankNews | Oddity {
  const endToEndId = textAt(detail, 'Refs', 'EndToEndId') ?? '';
  const money = amountOf(detail) ?? (single ? amountIn(entry, 'Amt') : undefined);
  const meaning = meaningOf(entry, detail);
  if (money === undefined) return { code: 'AMOUNT_UNREADABLE', entry: at, endToEndId };
  if ('odd' in meaning) return { code: meaning.odd, entry: at, endToEndId };
  return { entry: at, about: { endToEndId }, ...meaning, ...money };
}

function amountOf(detail: XmlNode): ReadAmount | undefined {
  const details = nodeAt(detail, 'AmtDtls');
  return (
    amountIn(detail, 'Amt') ?? amountIn(nodeAt(details, 'TxAmt'), 'Amt') ?? amountIn(nodeAt(details, 'InstdAmt'), 'Amt')
  );
}

type Meaning = Pick<BankNews, 'news' | 'code'> | { readonly odd: string };

/**
 * A reversal's indicator tells the side of the entry that it takes back: a reversed credit is a debit that was undone.
 */
function meaningOf(entry: XmlNode, detail: XmlNode): Meaning {
  const side = textAt(detail, 'CdtDbtInd') ?? textAt(entry, 'CdtDbtInd');
  const isReversal = ['true', '1'].includes(textAt(entry, 'RvslInd') ?? '');
  const returned = nodeAt(detail, 'RtrInf');
  if (side === 'DBIT') return isReversal || returned !== undefined ? { odd: 'RETURN_TAKEN_BACK' } : { news: 'BOOKED' };
  if (returned !== undefined) return { news: 'RETURNED', code: reasonOf(returned) ?? 'RETURNED' };
  if (isReversal) return { news: 'RETURNED', code: 'REVERSED' };
  const code = subFamilyOf(detail) ?? subFamilyOf(entry);
  if (code !== undefined && RETURN_CODES.includes(code)) return { news: 'RETURNED', code };
  return { odd: 'CREDIT_WITHOUT_REASON' };
}

function subFamilyOf(node: XmlNode): string | undefined {
  return textAt(node, 'BkTxCd', 'Domn', 'Fmly', 'SubFmlyCd');
}

/** One sum for a whole file: the transfers are named by their batch alone. */
function readBatch(entry: XmlNode, group: XmlNode, at: string): (BankNews | Oddity)[] {
  const batch = nodeAt(group, 'Btch');
  const id = textAt(batch, 'PmtInfId') ?? textAt(batch, 'MsgId');
  if (id === undefined) return [];
  const batchId = batchIdOf(id);
  const money = amountIn(batch, 'TtlAmt') ?? amountIn(entry, 'Amt');
  if (money === undefined) return [{ code: 'AMOUNT_UNREADABLE', entry: at, batchId }];
  const count = textAt(batch, 'NbOfTxs');
  const about = { batchId, except: [], ...(count === undefined ? {} : { count: Number(count) }) };
  const isBooking = textAt(entry, 'CdtDbtInd') === 'DBIT' && !('true' === textAt(entry, 'RvslInd'));
  return [{ entry: at, about, news: isBooking ? 'BOOKED' : 'RETURNED', ...money }];
}
