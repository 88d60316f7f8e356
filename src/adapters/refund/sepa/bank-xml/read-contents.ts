import { isBatchId, isOurs, type BankContents } from './contents';
import { parseBankXml } from './parse';
import { fileProblem, type BankFileProblem } from './problem';
import { readCamt } from './read-camt';
import { readPain002 } from './read-pain002';

/** Reads a bank's file as far as it may concern the account `iban`; see `parseBankXml` for what is refused. */
export async function readContents(bytes: Uint8Array, iban: string): Promise<BankContents | BankFileProblem> {
  const parsed = await parseBankXml(bytes);
  if ('outcome' in parsed) return parsed;
  const { message, body } = parsed;
  if (message.startsWith('camt.053')) return readCamt(body, 'camt.053', iban);
  if (message.startsWith('camt.054')) return readCamt(body, 'camt.054', iban);
  const contents = readPain002(body);
  return isAboutUs(contents) ? contents : fileProblem('MESSAGE_NOT_OURS');
}

/** Other programs send files from the same account: what the bank says of those is theirs. */
function isAboutUs({ batchId, news }: BankContents): boolean {
  return (
    (batchId !== undefined && isBatchId(batchId)) ||
    news.some(({ about }) => ('endToEndId' in about ? isOurs(about.endToEndId) : isBatchId(about.batchId)))
  );
}
