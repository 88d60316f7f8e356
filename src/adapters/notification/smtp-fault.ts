/**
 * `later`: nothing was taken, and it may be tried again. `refused`: it never will be. `unknown`: the
 * connection was lost after the mail had begun to go out, so that it may have been taken. `lost`: it is
 * another process's by now, and nothing went out.
 */
export type Posted = { readonly outcome: 'taken' } | { readonly outcome: 'lost' } | NotTaken;

interface NotTaken {
  readonly outcome: 'later' | 'refused' | 'unknown';
  readonly code: string;
}

/** What nodemailer says of a failure. */
export interface SmtpFault {
  readonly code?: unknown;
  /** The server's answer, where there was one. */
  readonly responseCode?: unknown;
  readonly command?: unknown;
}

/** Only an answer to these is about the mail itself; the others are about the server, or about us. */
const ABOUT_THE_MAIL = ['MAIL FROM', 'RCPT TO', 'DATA'];

const CODES: Readonly<Record<string, string>> = {
  ETIMEDOUT: 'TIMED_OUT',
  EDNS: 'NAME_NOT_FOUND',
  ETLS: 'TLS_FAILED',
  EREQUIRETLS: 'TLS_FAILED',
  EAUTH: 'SIGN_IN_FAILED',
};

/**
 * Reads a failure: refused for good by 5xx, put off by 4xx (RFC 5321, 4.2.1) and by whatever happened before the mail
 * went out. After that a lost connection leaves it open. Never with what the server wrote: that may name the recipient.
 */
export function smtpFault(
  { code, responseCode, command }: SmtpFault,
  { begun, aborted }: { readonly begun: boolean; readonly aborted: boolean },
): NotTaken {
  const known = CODES[String(code)];
  if (typeof responseCode === 'number') {
    const isAboutTheMail = ABOUT_THE_MAIL.includes(String(command));
    if (isAboutTheMail && responseCode >= 500) return { outcome: 'refused', code: `SMTP_${responseCode}` };
    return { outcome: 'later', code: isAboutTheMail ? `SMTP_${responseCode}` : (known ?? `SMTP_${responseCode}`) };
  }
  if (begun) return { outcome: 'unknown', code: aborted ? 'STOPPED' : 'CONNECTION_LOST' };
  if (aborted) return { outcome: 'later', code: 'STOPPED' };
  // It never left: the address is none that can be written to.
  if (code === 'EENVELOPE') return { outcome: 'refused', code: 'ADDRESS_REFUSED' };
  return { outcome: 'later', code: known ?? 'CONNECTION_FAILED' };
}
