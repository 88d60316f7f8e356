import type { TransferNews } from '../../../../domain/bank-transfer';
import { batchIdOf, type BankContents, type BankNews, type Oddity } from './contents';
import { listAt, nodeAt, textAt } from './nodes';
import { amountIn } from './read-amount';
import { reasonOf } from './reason';
import type { XmlNode } from './parse';

/** Taken on, checked, in settlement, settled on our side: none of them says that it arrived. */
const ACCEPTED: readonly string[] = ['ACTC', 'ACCP', 'ACSP', 'ACSC', 'ACWC', 'ACCC', 'ACPT', 'ACFC'];

/** Says no more than that more will be said. */
const SILENT: readonly string[] = ['RCVD', 'PDNG', 'PART', 'PATC'];

const SAYS_NOTHING = 'NOTHING';

interface Status {
  readonly status: string | undefined;
  readonly reason: string | undefined;
  readonly entry: string;
}

/** Reads a payment status report: of the whole file, of its payment block, of single transfers; the nearest counts. */
export function readPain002(body: XmlNode): BankContents {
  const group = nodeAt(body, 'OrgnlGrpInfAndSts');
  const batchId = textAt(group, 'OrgnlMsgId') ?? '';
  const blocks = listAt(body, 'OrgnlPmtInfAndSts');
  const singles = blocks.flatMap((block, index) => readSingles(block, `${index}`));
  const except = singles.flatMap(({ about }) => ('endToEndId' in about ? [about.endToEndId] : []));
  const wholeOf = (status: Status, id: string) => meaningOf(status, { batchId: id, except });
  const said = blocks
    .map((block, index) =>
      wholeOf(statusOf(block, 'PmtInfSts', `${index}`), batchIdOf(textAt(block, 'OrgnlPmtInfId') ?? batchId)),
    )
    .filter(saysSomething);
  const whole = said.length > 0 ? said : [wholeOf(statusOf(group, 'GrpSts', 'group'), batchId)].filter(saysSomething);
  const all = [...singles.filter(saysSomething), ...whole];
  return {
    kind: 'pain.002',
    messageId: textAt(body, 'GrpHdr', 'MsgId') ?? '',
    news: all.filter((one): one is BankNews => 'news' in one),
    oddities: all.filter((one): one is Strange => !('news' in one)).map(toOddity),
    batchId,
  };
}

/** A status that we don't act on. */
interface Strange {
  readonly entry: string;
  readonly about: BankNews['about'];
  readonly code: string;
}

type Meaning = BankNews | Strange;

function saysSomething(meaning: Meaning): boolean {
  return 'news' in meaning || meaning.code !== SAYS_NOTHING;
}

function readSingles(block: XmlNode, at: string): Meaning[] {
  return listAt(block, 'TxInfAndSts').flatMap((single, index) => {
    const endToEndId = textAt(single, 'OrgnlEndToEndId');
    if (endToEndId === undefined) return [];
    const amount = amountIn(nodeAt(single, 'OrgnlTxRef', 'Amt'), 'InstdAmt');
    const meaning = meaningOf(statusOf(single, 'TxSts', `${at}.${index}`), { endToEndId });
    return [{ ...meaning, ...amount }];
  });
}

function statusOf(node: XmlNode | undefined, name: string, entry: string): Status {
  const reason = listAt(node, 'StsRsnInf')
    .map(reasonOf)
    .find((code) => code !== undefined);
  return { status: textAt(node, name), reason, entry };
}

function meaningOf({ status, reason, entry }: Status, about: BankNews['about']): Meaning {
  const news = newsOf(status);
  if (news === 'REJECTED') return { entry, about, news, code: reason ?? 'REJECTED' };
  if (news !== undefined) return { entry, about, news };
  return { entry, about, code: status === undefined || SILENT.includes(status) ? SAYS_NOTHING : `STATUS_${status}` };
}

function newsOf(status: string | undefined): TransferNews | undefined {
  if (status === 'RJCT') return 'REJECTED';
  return status !== undefined && ACCEPTED.includes(status) ? 'ACCEPTED' : undefined;
}

function toOddity({ entry, about, code }: Strange): Oddity {
  return 'endToEndId' in about
    ? { code, entry, endToEndId: about.endToEndId }
    : { code, entry, batchId: about.batchId };
}
