import type { BankFileCode } from '../../adapters/refund/sepa/bank-xml/problem';
import type { FileRefusal } from '../../adapters/refund/sepa/bank-desk';
import type { RefusalCode } from '../../domain/refusals';
import { EXIT, type ExitCode } from '../exit-codes';
import { show, type Terminal } from '../terminal';

type BatchCode = Extract<RefusalCode, 'BATCH_NOT_FOUND' | 'BATCH_NOT_RELEASABLE' | 'SECOND_PERSON_NEEDED'>;

/** What each refusal of the bank's desk means, and what to do. */
const SENTENCES: Readonly<Record<BatchCode | FileRefusal['code'] | BankFileCode, readonly [string, string]>> = {
  BATCH_NOT_FOUND: ['There is no such batch, or nothing waits in it.', 'rescind bank batches lists them.'],
  BATCH_NOT_RELEASABLE: [
    'The batch is not in the state that this needs.',
    'Close it first, then let a second person release it; a released one is written, not released again.',
  ],
  SECOND_PERSON_NEEDED: ['Who closed a batch may not release it.', 'Let somebody else release it.'],
  TRANSFER_CONTRADICTED: [
    'The bank speaks of a transfer of this batch that never left: releasing it might pay twice.',
    'Ask the bank about the booking that rescind bank read reported as NEVER_SENT.',
  ],
  FILE_CHANGED: [
    'The file would not be the one that was released: an account was erased, or RESCIND_SEPA_DEBTOR_* has changed since.',
    'Use the file that was written at the time. Never send a changed one: the bank would take it for a new one.',
  ],
  FILE_TOO_LARGE: ['The file has more than 10 MB.', 'Ask the bank for one file a day or an account.'],
  FILE_NOT_XML: ['The file is no XML in UTF-8, or it declares a document type.', 'Fetch it from the bank again.'],
  FILE_NOT_SUPPORTED: [
    'This message is not read.',
    'Order pain.002.001.03/.10/.12, camt.053.001.02/.08 or camt.054.001.02/.08 from the bank.',
  ],
  FILE_NOT_VALID: [
    "The file does not follow ISO's schema of its message; nothing was read.",
    'Fetch it again; if it stays so, show the bank the line.',
  ],
  ACCOUNT_NOT_OURS: [
    'The file is about another account than RESCIND_SEPA_DEBTOR_IBAN.',
    'Read the statements of the account that pays refunds.',
  ],
  MESSAGE_NOT_OURS: ['The bank answers a file that is not ours.', 'Nothing is to be done here.'],
};

export interface BankRefusal {
  readonly outcome: 'refused';
  readonly code: string;
  readonly details?: Readonly<Record<string, string | number>>;
  readonly where?: string;
}

/** Tells a refusal of the bank's desk. */
export function showBankRefusal(terminal: Terminal, json: boolean, refusal: BankRefusal): ExitCode {
  const { code, details = {}, where } = refusal;
  const [sentence, whatToDo] = code in SENTENCES ? SENTENCES[code as keyof typeof SENTENCES] : ['', ''];
  const more = [...Object.entries(details).map(([name, value]) => `${name} ${value}`), ...(where ? [where] : [])];
  const lines = [`Refused (${code}): ${sentence}`, whatToDo, more.join(', ')].filter((line) => line !== '');
  show(terminal, json, { data: refusal, lines });
  return EXIT.REFUSED;
}
