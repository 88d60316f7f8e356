/** Why a file is not read. Nothing moved, nothing is kept of it. */
export type BankFileCode =
  'FILE_TOO_LARGE' | 'FILE_NOT_XML' | 'FILE_NOT_SUPPORTED' | 'FILE_NOT_VALID' | 'ACCOUNT_NOT_OURS' | 'MESSAGE_NOT_OURS';

/** A file that is not read; `where` is a line or an element, never its content. */
export interface BankFileProblem {
  readonly outcome: 'refused';
  readonly code: BankFileCode;
  readonly where?: string;
}

/** Makes one. */
export function fileProblem(code: BankFileCode, where?: string): BankFileProblem {
  return where === undefined ? { outcome: 'refused', code } : { outcome: 'refused', code, where };
}
