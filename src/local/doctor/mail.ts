import { checkSmtp } from '../../adapters/notification/smtp';
import { smtpFault, type SmtpFault } from '../../adapters/notification/smtp-fault';
import { readMailSettings } from '../../config/mail-settings';
import { type Finding, finding } from './finding';

const PATIENCE_MS = 5_000;
const PAGE = 'docs/mail.md';

/** Whether mails are sent, by which server, and whether it lets us in. Never a user's name or a password. */
export function checkMail(env: NodeJS.ProcessEnv): Promise<Finding> {
  return finding('E-mail', async () => {
    const settings = readMailSettings(env);
    if (settings === undefined) {
      const instead = env['NODE_ENV'] === 'production' ? '' : '; npm start keeps mails and shows them at /dev/mails';
      return { state: 'note', detail: `off: set RESCIND_SMTP_URL and RESCIND_MAIL_FROM (see ${PAGE})${instead}` };
    }
    const { server } = settings;
    const where = `${server.host}:${server.port}`;
    try {
      await checkSmtp(server, AbortSignal.timeout(PATIENCE_MS));
      return { state: 'ok', detail: `on: ${where} answers` };
    } catch (fault) {
      const { code } = smtpFault(fault as SmtpFault, { begun: false, aborted: false });
      return { state: 'note', detail: `${where} does not let us in (${code}): mails wait (see ${PAGE})` };
    }
  });
}
