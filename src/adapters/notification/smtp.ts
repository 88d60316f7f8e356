import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import type { Recipient, WrittenMail } from '../../ports/mails';
import { smtpFault, type Posted, type SmtpFault } from './smtp-fault';

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  /** Without TLS nothing is sent. */
  readonly requireTls: boolean;
  readonly auth?: { readonly user: string; readonly password: string };
}

export interface SmtpSettings {
  readonly server: SmtpServer;
  readonly from: Recipient;
}

export interface OutgoingMail extends WrittenMail {
  /** The same at every attempt: receivers tell a mail that came twice by it. */
  readonly mailId: string;
  readonly to: Recipient;
}

interface Posting {
  /** Asked once, before the first byte of the mail itself: nothing goes out unless it says true. */
  readonly begin: () => Promise<boolean>;
  readonly signal: AbortSignal;
}

export type PostMail = (mail: OutgoingMail, posting: Posting) => Promise<Posted>;

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;

/** Posts mails to an SMTP server, one connection each. Nodemailer's own log is off: it would hold addresses. */
export function createPostMail({ server, from }: SmtpSettings): PostMail {
  return async (mail, { begin, signal }) => {
    const raw = await composed(mail, from);
    let begun: 'no' | 'yes' | 'lost' = 'no';
    const body = new Readable({
      read() {
        if (begun !== 'no') return;
        begun = 'yes';
        begin().then(
          (isOurs) => {
            if (!isOurs) begun = 'lost';
            if (isOurs) this.push(raw);
            if (isOurs) this.push(null);
            else this.destroy(new Error('Another process has this mail'));
          },
          (fault: unknown) => {
            begun = 'no';
            this.destroy(fault instanceof Error ? fault : new Error('Not begun'));
          },
        );
      },
    });
    const envelope = { from: from.email, to: [mail.to.email], size: raw.length };
    const standing = () => begun;
    try {
      await exchange(server, { envelope, body, signal });
      return { outcome: 'taken' };
    } catch (fault) {
      if (standing() === 'lost') return { outcome: 'lost' };
      return smtpFault(fault as SmtpFault, { begun: standing() === 'yes', aborted: signal.aborted });
    }
  };
}

/** Does a server answer, and let us in? Rejects with nodemailer's error where it does not. */
export async function checkSmtp(server: SmtpServer, signal: AbortSignal): Promise<void> {
  await withConnection(server, signal, () => Promise.resolve());
}

function composed({ mailId, to, subject, text, html }: OutgoingMail, from: Recipient): Promise<Buffer> {
  const message = new MailComposer({
    from: addressOf(from),
    to: addressOf(to),
    ...{ subject, text, html },
    messageId: `<${mailId}@${from.email.split('@').at(-1) ?? ''}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  }).compile();
  return new Promise((resolve, reject) => {
    message.build((fault, raw) => (fault === null ? resolve(raw) : reject(fault)));
  });
}

function addressOf({ email, name = '' }: Recipient): { address: string; name: string } {
  return { address: email, name };
}

interface Exchange {
  readonly envelope: { readonly from: string; readonly to: string[]; readonly size: number };
  readonly body: Readable;
  readonly signal: AbortSignal;
}

function exchange(server: SmtpServer, { envelope, body, signal }: Exchange): Promise<void> {
  return withConnection(
    server,
    signal,
    (connection) =>
      new Promise((resolve, reject) => {
        connection.send(envelope, body, (fault) => (fault === null ? resolve() : reject(fault)));
      }),
  );
}

/** Connects, signs in where it must, does `work`, and closes whatever came of it. */
async function withConnection(
  { host, port, secure, requireTls, auth }: SmtpServer,
  signal: AbortSignal,
  work: (connection: SmtpConnection) => Promise<void>,
): Promise<void> {
  const connection = new SmtpConnection({
    ...{ host, port, secure, requireTLS: requireTls, logger: false },
    ...{ connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.on('error', reject);
      signal.addEventListener('abort', () => reject(new Error('Stopped')), { once: true });
      if (signal.aborted) reject(new Error('Stopped'));
      connection.connect((fault) => {
        if (fault instanceof Error) reject(fault);
        else
          signIn(connection, auth)
            .then(() => work(connection))
            .then(resolve, reject);
      });
    });
    connection.quit();
  } catch (fault) {
    connection.close();
    throw fault;
  }
}

function signIn(connection: SmtpConnection, auth: SmtpServer['auth']): Promise<void> {
  if (auth === undefined) return Promise.resolve();
  const { user, password } = auth;
  return new Promise((resolve, reject) => {
    connection.login({ credentials: { user, pass: password } }, (fault) =>
      fault === null ? resolve() : reject(fault),
    );
  });
}
