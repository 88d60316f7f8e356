import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { EnvironmentError } from '../../src/config/environment-error';
import { readMailSettings } from '../../src/config/mail-settings';
import { temporaryFolder } from '../support/temporary-folder';

const FROM = { RESCIND_MAIL_FROM: 'The shop <no-reply@shop.example.com>' };

function badIn(env: NodeJS.ProcessEnv): string[] {
  try {
    readMailSettings(env);
  } catch (fault) {
    if (!(fault instanceof EnvironmentError)) throw fault;
    expect(fault.message).not.toContain('secret');
    return fault.variables.map(({ name }) => name);
  }
  return [];
}

it('no e-mail where nothing is set', () => {
  expect(readMailSettings({ RESCIND_SMTP_URL: '', RESCIND_MAIL_FROM: ' ' })).toBeUndefined();
});

it('a server with its password, and who writes', () => {
  expect(readMailSettings({ ...FROM, RESCIND_SMTP_URL: 'smtp://me%40shop:p%3Ass@mail.example.com' })).toEqual({
    server: {
      ...{ host: 'mail.example.com', port: 587, secure: false, requireTls: false },
      auth: { user: 'me@shop', password: 'p:ss' },
    },
    from: { email: 'no-reply@shop.example.com', name: 'The shop' },
  });
  expect(readMailSettings({ RESCIND_MAIL_FROM: 'a@b.example', RESCIND_SMTP_URL: 'smtps://mail.example.com' })).toEqual({
    server: { host: 'mail.example.com', port: 465, secure: true, requireTls: false },
    from: { email: 'a@b.example' },
  });
});

it.each([
  ['smtp://mail.example.com', true],
  ['smtp://mail.example.com?tls=off', false],
  ['smtp://127.0.0.1:25', false],
  ['smtps://mail.example.com', false],
])('in production %s demands TLS to begin: %j', (url, requireTls) => {
  const settings = readMailSettings({ ...FROM, RESCIND_SMTP_URL: url, NODE_ENV: 'production' });
  expect(settings?.server.requireTls).toBe(requireTls);
});

it.each([
  [['RESCIND_SMTP_URL'], { ...FROM }],
  [['RESCIND_MAIL_FROM'], { RESCIND_SMTP_URL: 'smtp://secret@mail.example.com' }],
  [['RESCIND_SMTP_URL'], { ...FROM, RESCIND_SMTP_URL: 'https://secret.example.com' }],
  [['RESCIND_SMTP_URL'], { ...FROM, RESCIND_SMTP_URL: 'secret' }],
  [['RESCIND_SMTP_URL'], { ...FROM, RESCIND_SMTP_URL: 'smtp://mail.example.com?secret=1' }],
  [['RESCIND_SMTP_URL', 'RESCIND_MAIL_FROM'], { RESCIND_SMTP_URL: 'secret', RESCIND_MAIL_FROM: 'secret' }],
  [['RESCIND_MAIL_FROM'], { RESCIND_SMTP_URL: 'smtp://m.example', RESCIND_MAIL_FROM: 'a@b.example, secret@c.example' }],
  [
    ['RESCIND_MAIL_FROM'],
    { RESCIND_SMTP_URL: 'smtp://m.example', RESCIND_MAIL_FROM: 'A\r\nBcc: secret <a@b.example>' },
  ],
  [['RESCIND_SMTP_URL_FILE'], { ...FROM, RESCIND_SMTP_URL_FILE: '/nowhere/secret' }],
])('%j is wrong, and its value is not shown', (names, env) => {
  expect(badIn(env)).toEqual(names);
});

it('both may be in files', () => {
  using folder = temporaryFolder();
  const file = path.join(folder.path, 'smtp');
  writeFileSync(file, 'smtp://mail.example.com:2525\n');
  expect(readMailSettings({ ...FROM, RESCIND_SMTP_URL_FILE: file })?.server).toMatchObject({ port: 2_525 });
});
