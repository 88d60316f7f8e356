import { checkSmtp, createPostMail, type OutgoingMail } from '../../../src/adapters/notification/smtp';
import { startMailServer } from './mail-server';

const MAIL: OutgoingMail = {
  mailId: 'ml_1',
  to: { email: 'ada@example.com', name: 'Ada' },
  subject: 'Hello',
  text: 'Text',
  html: '<p>Text</p>',
};
const FROM = { email: 'no-reply@shop.example.com' };

let server: Awaited<ReturnType<typeof startMailServer>>;
beforeEach(async () => (server = await startMailServer()));
afterEach(() => server.close());

const posting = () => ({ begin: () => Promise.resolve(true), signal: new AbortController().signal });

it('a mail is begun once, when all before it went well, and before its first byte', async () => {
  const order: string[] = [];
  server.answers.received = () => Promise.resolve(void order.push('received'));
  const post = createPostMail({ server: server.server, from: FROM });
  const begin = () => Promise.resolve(order.push('begun') > 0);
  expect(await post(MAIL, { ...posting(), begin })).toEqual({ outcome: 'taken' });
  expect(order).toEqual(['begun', 'received']);
  server.answers.recipient = 450;
  expect(await post(MAIL, { ...posting(), begin })).toEqual({ outcome: 'later', code: 'SMTP_450' });
  expect(order).toEqual(['begun', 'received']);
});

it('nothing goes out of a mail that is another’s by then', async () => {
  const post = createPostMail({ server: server.server, from: FROM });
  expect(await post(MAIL, { ...posting(), begin: () => Promise.resolve(false) })).toEqual({ outcome: 'lost' });
  expect(server.received).toEqual([]);
});

it('whatever is in subject and names makes no header and no recipient', async () => {
  const evil = 'x\r\nBcc: victim@example.com\r\n\r\nBody';
  const post = createPostMail({ server: server.server, from: { ...FROM, name: evil } });
  expect(await post({ ...MAIL, subject: evil, to: { ...MAIL.to, name: evil } }, posting())).toEqual({
    outcome: 'taken',
  });
  const [mail] = server.received;
  expect(mail?.to).toEqual(['ada@example.com']);
  expect(mail?.headers).not.toHaveProperty('bcc');
  expect(mail?.text.trim()).toBe('Text');
});

it.each(['ada@example.com>\r\nRCPT TO:<victim@example.com', 'ada@example.com, victim@example.com'])(
  'an address such as %j reaches nobody else',
  async (email) => {
    const post = createPostMail({ server: server.server, from: FROM });
    await post({ ...MAIL, to: { email } }, posting());
    expect(server.received.flatMap(({ to }) => to)).not.toContain('victim@example.com');
  },
);

it('a wrong password is our fault, and no reason to give a mail up', async () => {
  const withPassword = (password: string) => ({ ...server.server, auth: { user: 'rescind', password } });
  const post = createPostMail({ server: withPassword('wrong'), from: FROM });
  expect(await post(MAIL, posting())).toEqual({ outcome: 'later', code: 'SIGN_IN_FAILED' });
  const right = createPostMail({ server: withPassword('pass word'), from: FROM });
  expect(await right(MAIL, posting())).toEqual({ outcome: 'taken' });
  await expect(checkSmtp(withPassword('wrong'), posting().signal)).rejects.toMatchObject({ code: 'EAUTH' });
  await expect(checkSmtp(withPassword('pass word'), posting().signal)).resolves.toBeUndefined();
});

it('nothing is sent in clear where TLS is demanded', async () => {
  const post = createPostMail({ server: { ...server.server, requireTls: true }, from: FROM });
  expect(await post(MAIL, posting())).toMatchObject({ outcome: 'later' });
  expect(server.received).toEqual([]);
});

it('one that is broken off before it began may be tried again, and one that was under way is left open', async () => {
  const post = createPostMail({ server: server.server, from: FROM });
  const early = new AbortController();
  early.abort();
  expect(await post(MAIL, { ...posting(), signal: early.signal })).toEqual({ outcome: 'later', code: 'STOPPED' });
  const late = new AbortController();
  server.answers.received = () => {
    late.abort();
    return Promise.resolve();
  };
  expect(await post(MAIL, { ...posting(), signal: late.signal })).toEqual({ outcome: 'unknown', code: 'STOPPED' });
});
