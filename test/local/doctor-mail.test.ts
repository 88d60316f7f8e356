import { checkMail } from '../../src/local/doctor/mail';
import { startMailServer } from '../adapters/notification/mail-server';

const FROM = 'no-reply@shop.example.com';

it('says that e-mail is off, and what to set; on one machine where mails are instead', async () => {
  const one = await checkMail({});
  expect(one).toMatchObject({ part: 'E-mail', state: 'note' });
  expect(one.detail).toMatch(/^off: set RESCIND_SMTP_URL and RESCIND_MAIL_FROM .*\/dev\/mails$/);
  expect((await checkMail({ NODE_ENV: 'production' })).detail).not.toContain('/dev/mails');
});

it('says whether the server lets us in, and shows no password', async () => {
  const server = await startMailServer();
  const env = (password: string) => ({
    RESCIND_MAIL_FROM: FROM,
    RESCIND_SMTP_URL: server.url.replace('smtp://', `smtp://rescind:${password}@`),
  });
  try {
    expect(await checkMail(env('pass%20word'))).toMatchObject({ state: 'ok' });
    const refused = await checkMail(env('hidden'));
    expect(refused.state).toBe('note');
    expect(refused.detail).toContain('SIGN_IN_FAILED');
    expect(refused.detail).not.toContain('hidden');
  } finally {
    await server.close();
  }
  expect((await checkMail(env('hidden'))).detail).toContain('CONNECTION_FAILED');
  const bad = await checkMail({ RESCIND_SMTP_URL: 'hidden', RESCIND_MAIL_FROM: FROM });
  expect(bad).toMatchObject({ state: 'problem' });
  expect(bad.detail).not.toContain('hidden');
});
