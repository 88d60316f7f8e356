import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
  readonly raw: string;
}

/** How the server answers: nothing takes the mail, a code refuses it, `drop` takes it and is gone. */
export interface Answers {
  recipient?: number | undefined;
  data?: number | 'drop' | undefined;
  /** Called when a mail has come whole, before it is answered. */
  received?: () => Promise<void>;
}

/** A real SMTP server of npm's, on a free port of this machine, and what it was sent. */
export async function startMailServer(answers: Answers = {}) {
  const received: ReceivedMail[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'rescind' && password === 'pass word'
        ? done(null, { user: username })
        : done(new Error('Bad login')),
    onConnect: (_session, done) => {
      connections += 1;
      done();
    },
    onRcptTo: (_address, _session, done) => done(faultOf(answers.recipient)),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void (async () => {
          await answers.received?.();
          const raw = Buffer.concat(chunks).toString('utf8');
          if (typeof answers.data === 'number') {
            done(faultOf(answers.data));
            return;
          }
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          received.push({ from, to: envelope.rcptTo.map(({ address }) => address), ...readMail(raw), raw });
          if (answers.data !== 'drop') {
            done();
            return;
          }
          const { connections: open } = server as unknown as { connections: Set<{ _socket: { destroy(): void } }> };
          for (const { _socket } of open) _socket.destroy();
        })();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    answers,
    received,
    connections: () => connections,
    url: `smtp://127.0.0.1:${port}`,
    server: { host: '127.0.0.1', port, secure: false, requireTls: false },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function faultOf(code: number | undefined): Error | null {
  return code === undefined
    ? null
    : Object.assign(new Error('Says the server to eve@example.com'), { responseCode: code });
}

function readMail(raw: string): Pick<ReceivedMail, 'headers' | 'text' | 'html'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = headersOf(head);
  const [, boundary = ''] = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '') ?? [];
  const parts = rest.join('\r\n\r\n').split(`--${boundary}`);
  const part = (type: string) => bodyOf(parts.find((one) => one.includes(`Content-Type: ${type}`)) ?? '');
  return { headers, text: part('text/plain'), html: part('text/html') };
}

function headersOf(head: string): Record<string, string> {
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      words(line.slice(line.indexOf(':') + 1).trim()),
    ]),
  );
}

/** Encoded words of a header, RFC 2047. */
function words(text: string): string {
  return text
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_all, way: string, coded: string) =>
      way.toUpperCase() === 'B' ? Buffer.from(coded, 'base64').toString('utf8') : quoted(coded.replace(/_/g, ' ')),
    );
}

function bodyOf(part: string): string {
  const [head = '', ...rest] = part.replace(/^\r\n/, '').split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  const { 'content-transfer-encoding': way = '' } = headersOf(head);
  if (way === 'base64') return Buffer.from(body, 'base64').toString('utf8').replace(/\r\n/g, '\n');
  return (way === 'quoted-printable' ? quoted(body) : body).replace(/\r\n/g, '\n');
}

function quoted(text: string): string {
  const bytes = text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_all, hex: string) => `\\x${hex}`);
  const buffers = bytes.split(/(\\x[0-9A-F]{2})/).map((piece) => {
    return /^\\x[0-9A-F]{2}$/.test(piece) ? Buffer.from(piece.slice(2), 'hex') : Buffer.from(piece, 'utf8');
  });
  return Buffer.concat(buffers).toString('utf8');
}
